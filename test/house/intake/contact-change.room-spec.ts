import { CaseReader, HistoryEvent, Petitioner, type CaseFile } from '@app/cases';
import { Notice } from '@app/notices';
import type { StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';
import { ContactChange } from '@app/intake';

describe.each(DATABASES)('a citizen changes how she is told, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  let keys = 0;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912345678' };
    ({ file } = await story.open(agent, { contact }));
  });

  const change = (input: object, { of = file, by = file.id, key = `key ${++keys}` } = {}) =>
    story.desk
      .get(ContactChange)
      .change({ kind: 'citizen', caseId: by }, of.caseNumber, { locale: 'zh-TW', ...input }, key);
  const known = () => story.desk.get(CaseReader).petitioner(file.id);
  const last = async () => (await story.desk.get(CaseReader).events(file.id)).at(-1)!;
  const changedMails = () =>
    story.desk.get(Reader).repository(Notice).countBy({ caseId: file.id, kind: 'contact-changed' });

  it('replaces what is given and keeps what is left empty', async () => {
    const seq = await change({ email: 'new@example.tw' });
    expect(await known()).toEqual({ name: '王小明', email: 'new@example.tw', phone: '+886912345678' });
    expect(await last()).toMatchObject({
      ...{ seq, type: 'CONTACT_CHANGED', actorKind: 'citizen', facts: { fields: ['email'] }, text: null },
    });
  });

  it('takes away what she asks to take away', async () => {
    await change({ removeEmail: 'yes', removePhone: 'yes' });
    expect(await known()).toEqual({ name: '王小明', email: null, phone: null });
  });

  it('changes the language of her messages', async () => {
    await change({ locale: 'en' });
    expect((await story.desk.get(CaseReader).file(file.id)).locale).toBe('en');
    expect((await last()).facts).toEqual({ fields: ['locale'] });
  });

  it('tells the earlier address, and later messages go to the new one', async () => {
    const at = async (kind: string) => {
      const [row] = await story.desk.get(Reader).repository(Notice).findBy({ caseId: file.id, kind });
      return row!.recipientHash;
    };
    const received = await at('case-received');
    await change({ email: 'new@example.tw' });
    expect(await at('contact-changed')).toBe(received);
    await story.act(agent, file, 'message', { text: '您好' });
    expect(await at('message')).not.toBe(received);
  });

  it('the sealed row is found by the new address, no longer by the old', async () => {
    const row = () => story.desk.get(Reader).repository(Petitioner).findOneByOrFail({ caseId: file.id });
    const before = await row();
    await change({ email: 'new@example.tw' });
    const after = await row();
    expect(after.emailIndex).not.toBe(before.emailIndex);
    expect(after.phoneIndex).toBe(before.phoneIndex);
    expect(JSON.stringify(after)).not.toContain('new@');
  });

  it('is refused to the citizen of another case and to one who opened none', async () => {
    const other = (await story.open(agent)).file;
    expect((await refusal(change({ locale: 'en' }, { by: other.id }))).kind).toBe('NOT_FOUND');
    expect((await refusal(change({ locale: 'en' }, { by: '' }))).kind).toBe('NOT_FOUND');
    const changed = { caseId: file.id, type: 'CONTACT_CHANGED' as const };
    expect(await story.desk.get(Reader).repository(HistoryEvent).countBy(changed)).toBe(0);
    expect((await story.desk.get(CaseReader).file(file.id)).locale).toBe('zh-TW');
  });

  it.each([
    [{ email: 'no address' }, ['email']],
    [{ phone: '123' }, ['phone']],
    [{ locale: 'fr' }, ['locale']],
    [{ removeEmail: 'perhaps' }, ['removeEmail']],
  ])('%j is refused by its field, and nothing changes', async (input, fields) => {
    const problem = await refusal(change(input));
    expect(problem.detail.fields?.map(({ field }) => field)).toEqual(fields);
    expect(await known()).toMatchObject({ email: 'ming@example.tw', phone: '+886912345678' });
    expect(await changedMails()).toBe(0);
  });

  it('sent a hundred times at once it happens once', async () => {
    const key = 'the same';
    const all = await Promise.all(
      Array.from({ length: 100 }, () => change({ email: 'once@example.tw' }, { key })),
    );
    expect(new Set(all).size).toBe(1);
    expect(await changedMails()).toBe(1);
  });

  it('the same form filled in otherwise is another change', async () => {
    const key = 'one form';
    await change({ phone: '0911222333' }, { key });
    await change({ phone: '0933444555' }, { key });
    expect(await known()).toMatchObject({ email: 'ming@example.tw', phone: '+886933444555' });
    expect(await changedMails()).toBe(2);
  });

  it('is refused for an erased case', async () => {
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.query(`DELETE FROM case_key WHERE "caseId" = '${file.id}'`));
    expect((await refusal(change({ email: 'new@example.tw' }))).code).toBe('erased');
  });
});
