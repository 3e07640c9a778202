import { CaseReader, CitizenActs, type CaseFile, type CitizenActName } from '@app/cases';
import { Notice } from '@app/notices';
import type { CitizenActor, StaffActor } from '@app/people';
import { days, Reader, taipeiDate } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';

describe.each(DATABASES)('what a citizen does on her case, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let file: CaseFile;
  let her: CitizenActor;
  let keys = 0;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.service-desk', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
    await story.staff('demo.service-desk', ['CASE_HANDLER'], 'colleague');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(owner, { service: 'demo.consultation' }));
    her = { kind: 'citizen', caseId: file.id };
  });

  const acts = () => story.desk.get(CitizenActs);
  const fresh = () => story.desk.get(CaseReader).file(file.id);
  const perform = async (name: CitizenActName, text = '我的話', key = `key ${++keys}`, actor = her) =>
    acts().perform({ actor, file: await fresh(), name, text, key });
  const last = async () => (await story.desk.get(CaseReader).events(file.id)).at(-1)!;
  const offered = async () => acts().offered(her, await fresh());
  const told = () =>
    story.desk.get(Reader).repository(Notice).countBy({ caseId: file.id, kind: 'citizen-wrote' });
  const ask = async () => {
    const lastDay = taipeiDate(story.desk.time.now() + days(14));
    await story.act(owner, file, 'request-correction', { what: '缺影本', lastDay });
  };

  it('a message is an event of hers, kept sealed, and the unit is told', async () => {
    const before = await told();
    const seq = await perform('message');
    expect(await last()).toMatchObject({ seq, type: 'MESSAGED', actorKind: 'citizen', text: '我的話' });
    expect(await told()).toBeGreaterThan(before);
  });

  it('what she was asked for goes on with the case, in time or late, and late is marked', async () => {
    await ask();
    await perform('answer');
    expect(await last()).toMatchObject({ type: 'CORRECTED', text: '我的話', facts: {} });
    expect((await fresh()).status).toBe('IN_PROGRESS');
    await ask();
    await story.pass(days(60));
    expect(await last()).toMatchObject({
      type: expect.stringMatching(/CORRECTION_LAPSED|OVERDUE|CHASED|WARNED/),
    });
    await perform('answer', '晚到的');
    expect(await last()).toMatchObject({ type: 'SUPPLEMENTED', text: '晚到的', facts: { late: true } });
  });

  it('what comes after a lapse that was answered is not late', async () => {
    await story.act(owner, file, 'request-supplement', { what: '請補充' });
    await perform('answer');
    expect((await last()).facts).toEqual({});
  });

  it.each<[string, CitizenActName[]]>([
    ['accepted', ['answer', 'message', 'withdraw']],
    ['replied', ['message', 'reopen', 'withdraw']],
    ['closed', ['message', 'reopen']],
    ['withdrawn', ['message']],
  ])('of a case %s she is offered these', async (state, expected) => {
    if (state !== 'accepted')
      await story.act(owner, file, state === 'withdrawn' ? 'withdraw' : 'reply', { text: 'x', reason: 'x' });
    if (state === 'closed') await story.act(owner, file, 'close');
    expect(await offered()).toEqual(expected);
  });

  it('she may reopen until the last of the days set, and is told which that is', async () => {
    expect(acts().reopenUntil(await fresh())).toBeNull();
    await story.act(owner, file, 'reply', { text: '答復' });
    const until = acts().reopenUntil(await fresh())!;
    expect(until).toBe((await fresh()).repliedAt! + days(30));
    story.desk.time.set(until);
    expect(await offered()).toContain('reopen');
    story.desk.time.forward(1);
    expect(await offered()).not.toContain('reopen');
    expect((await refusal(perform('reopen'))).code).toBe('reopen-too-late');
  });

  it('withdrawing ends it, and both sides are told', async () => {
    await perform('withdraw', '不需要了');
    expect((await fresh()).status).toBe('WITHDRAWN');
    expect(await last()).toMatchObject({ type: 'WITHDRAWN', text: '不需要了' });
    expect(await story.notices(file)).toEqual(expect.arrayContaining(['citizen-wrote', 'withdrawn']));
  });

  it('on a case that was just closed it is refused, naming what is possible', async () => {
    const seen = await fresh();
    await story.act(owner, file, 'withdraw', { reason: 'x' });
    const late = acts().perform({ actor: her, file: seen, name: 'answer', text: '補件', key: 'late' });
    expect(await refusal(late)).toMatchObject({
      kind: 'NOT_ALLOWED',
      detail: { allowed: ['change-contact', 'message'] },
    });
    expect((await last()).type).toBe('WITHDRAWN');
  });

  it.each(['answer', 'message', 'reopen', 'withdraw'] as const)(
    '%s without a text is refused',
    async (name) => {
      if (name === 'reopen') await story.act(owner, file, 'reply', { text: '答復' });
      if (name === 'answer') await ask();
      const before = await last();
      const problem = await refusal(perform(name, ' \u200b\n '));
      expect(problem).toMatchObject({ kind: 'INVALID' });
      expect(await last()).toEqual(before);
    },
  );

  it('to the citizen of another case and to one who opened none it does not exist', async () => {
    const other = (await story.open(owner)).file;
    for (const caseId of [other.id, null])
      expect(
        (await refusal(perform('message', 'x', `key ${++keys}`, { kind: 'citizen', caseId }))).kind,
      ).toBe('NOT_FOUND');
    expect((await last()).type).not.toBe('MESSAGED');
    // nor is she told what became of a form that somebody else has sent
    await perform('message', 'x', 'one key');
    const again = perform('message', 'x', 'one key', { kind: 'citizen', caseId: other.id });
    expect((await refusal(again)).kind).toBe('NOT_FOUND');
  });

  it('the same form with another text is another act; what comes with an act is joined once', async () => {
    const along = jest.fn(() => Promise.resolve());
    const send = async (text: string) =>
      acts().perform({ actor: her, file: await fresh(), name: 'message', text, key: 'one', along });
    const [first, again, other] = [await send('一'), await send('一'), await send('二')];
    expect([again === first, other > first]).toEqual([true, true]);
    expect(along.mock.calls).toEqual([[first], [other]]);
  });

  it('the same form sent a hundred times at once has one effect', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => perform('message', '一次', 'one key')));
    expect(new Set(all).size).toBe(1);
    const events = await story.events(file);
    expect(events.filter((type) => type === 'MESSAGED')).toHaveLength(1);
  });
});
