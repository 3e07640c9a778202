import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { CaseAccess, CaseKey, CaseReader, DataCorrections, Petitioner, type CaseFile } from '../index.js';

describe.each(DATABASES)('personal data corrected on request, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912345678' };
    ({ file } = await story.open(agent, { contact, subject: '原來的主旨' }));
  });

  const correct = (corrected: object) =>
    story.desk.get(UnitOfWork).run(async (manager) => {
      const context = await story.desk.get(CaseAccess).enter(manager, SYSTEM, { id: file.id });
      const by = { actor: agent, request: 'DEMO-1', why: '經查屬實' };
      await story.desk.get(DataCorrections).correct(context, by, corrected);
    });
  const known = () => story.desk.get(CaseReader).petitioner(file.id);
  const row = () => story.desk.get(CaseReader).file(file.id);
  const lastTwo = async () => (await story.desk.get(CaseReader).events(file.id)).slice(-2);
  const indexes = async () => {
    const found = await story.desk.get(Reader).repository(Petitioner).findOneByOrFail({ caseId: file.id });
    return { email: found.emailIndex, phone: found.phoneIndex };
  };
  const accepted = async (unitId: string) => {
    const partner = await story.staff(unitId, ['CASE_HANDLER']);
    const referral = await story.refer(agent, file, unitId);
    await story.referralAct(partner, referral, 'accept');
    return { partner, referral };
  };

  it('replaces what is given and keeps the rest; the history names the fields, not their values', async () => {
    const before = await indexes();
    await correct({ email: 'new@example.tw' });
    expect(await known()).toEqual({ name: '王小明', email: 'new@example.tw', phone: '+886912345678' });
    expect(await row()).toMatchObject({ subject: '原來的主旨', district: file.district });
    const [, event] = await lastTwo();
    expect(event).toMatchObject({
      ...{ type: 'DATA_CORRECTED', at: story.desk.time.now(), actorId: agent.id, text: '經查屬實' },
      facts: { fields: ['email'], request: 'DEMO-1' },
    });
    const after = await indexes();
    expect(after.phone).toBe(before.phone);
    expect(after.email).not.toBe(before.email);
  });

  it('reaches subject and district, which are not sealed', async () => {
    await correct({ phone: '+886223456789', subject: '更正的主旨', district: '大安區' });
    expect(await row()).toMatchObject({ subject: '更正的主旨', district: '大安區' });
    expect((await known())!.phone).toBe('+886223456789');
    const [, event] = await lastTwo();
    expect(event!.facts.fields).toEqual(['phone', 'subject', 'district']);
  });

  it('is told to each partner that accepted, once, in the order in which they did; to no other', async () => {
    const { partner, referral } = await accepted('demo.registry');
    await story.referralAct(partner, referral, 'return', { reason: '非本科業務' });
    await accepted('demo.finance-team');
    await story.referralAct(partner, await story.refer(agent, file, 'demo.registry'), 'accept');
    await story.refer(agent, file, 'demo.city-services');
    await correct({ name: '王曉明' });
    const events = await story.desk.get(CaseReader).events(file.id);
    const told = events.filter(({ type }) => type === 'CORRECTION_TOLD');
    expect(told.map(({ facts }) => facts.partner)).toEqual(['demo.registry', 'demo.finance-team']);
    expect(told.map(({ at }) => at)).toEqual([story.desk.time.now(), story.desk.time.now()]);
  });

  it('is told to no one where no partner has seen them', async () => {
    await correct({ name: '王曉明' });
    expect((await lastTwo()).map(({ type }) => type)).not.toContain('CORRECTION_TOLD');
  });

  it('is refused for an erased case, and changes nothing', async () => {
    await story.desk.get(UnitOfWork).run((manager) => manager.delete(CaseKey, { caseId: file.id }));
    const before = await story.everything();
    expect(await refusal(correct({ subject: '更正的主旨' }))).toMatchObject({
      ...{ kind: 'NOT_ALLOWED', code: 'erased' },
    });
    expect(await story.everything()).toEqual(before);
  });
});
