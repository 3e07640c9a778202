import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseKey, CaseReader, type CaseFile } from '@app/cases';
import type { CitizenActor, StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { Notice } from '@app/notices';
import { Disclosure, PartnerViews } from '@app/referrals';
import { Surveys } from '@app/satisfaction';
import { DATABASES } from '../../../test/support/databases.js';
import { refusal, Story } from '../../../test/support/story.js';
import { HeldDataLookup } from './held-data.js';

const CONTACT = { name: '陳大文', email: 'wen@example.tw', phone: '0912-345-678' };

describe.each(DATABASES)('what is kept of a citizen with her case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  let her: CitizenActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const partner = await story.staff('demo.finance-team', ['PARTNER']);
    ({ file } = await story.open(agent, { contact: CONTACT }));
    her = { kind: 'citizen', caseId: file.id };
    const { file: other } = await story.open(agent);
    const id = await story.refer(agent, file, 'demo.finance-team');
    await story.refer(agent, file, 'demo.startup-team');
    await story.referralAct(partner, id, 'accept');
    const views = story.desk.get(PartnerViews);
    await views.show(partner, id);
    const others = await story.refer(agent, other, 'demo.finance-team');
    await story.referralAct(partner, others, 'accept');
    await views.show(partner, others);
    await story.act(agent, file, 'note', { text: '內部註記' });
    await story.act(her, file, 'message', { text: '她的話' });
    await story.referralAct(partner, id, 'reply', { text: '協處結果' });
    for (const one of [file, other]) {
      for (const referral of await open(one))
        await story.referralAct(agent, referral, 'recall', { reason: '免' });
      await story.act(agent, one, 'reply', { text: '答復' });
      await story.act(agent, one, 'close');
    }
    await story.pass(days(1));
  });
  afterAll(() => story.close());

  const open = async ({ id }: CaseFile): Promise<string[]> => {
    const events = await story.desk.get(CaseReader).events(id);
    const ids = (types: string[]) =>
      events.flatMap(({ type, facts }) => (types.includes(type) ? [facts.referralId!] : []));
    const over = ids(['REFERRAL_REPLIED', 'REFERRAL_RECALLED', 'REFERRAL_RETURNED']);
    return ids(['REFERRED']).filter((id) => !over.includes(id));
  };
  const held = async ({ id }: CaseFile = file) =>
    story.desk
      .get(HeldDataLookup)
      .of({ kind: 'citizen', caseId: id }, await story.desk.get(CaseReader).file(id));

  it('is herself and her matter, in clear', async () => {
    const { caseNumber, serviceId, receivedAt } = file;
    expect(await held()).toMatchObject({
      ...{ caseNumber, serviceId, receivedAt, status: 'CLOSED', closedAt: expect.any(Number) },
      ...{ subject: '路燈不亮', description: '巷口的路燈不亮', district: null, files: [], ratings: [] },
      petitioner: { name: '陳大文', email: 'wen@example.tw', phone: '+886912345678' },
    });
  });

  it('is what was said both ways and what happened, without what staff note for themselves', async () => {
    const { events } = await held();
    const said = events.filter(({ text }) => text !== null).map(({ by, text }) => [by, text]);
    expect(said).toContainEqual(['CITIZEN', '她的話']);
    expect(said).toContainEqual(['AGENCY', '答復']);
    expect(said.flat()).not.toContain('內部註記');
    expect(said.flat()).not.toContain('協處結果');
    const types = events.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['RECEIVED', 'REFERRED', 'REPLIED', 'CLOSED']));
    expect(types).not.toContain('NOTED');
    expect(events.find(({ text }) => text === '答復')).toMatchObject({ unitId: agent.unitId });
  });

  it('is whom her data were given to, and every message of the case by whom it was for', async () => {
    const { given, messages } = await held();
    expect(given.map(({ unitId }) => unitId)).toEqual(['demo.finance-team']);
    expect(given[0]!.fields).toEqual(expect.arrayContaining(['name', 'email']));
    expect(messages.map(({ kind }) => kind).toSorted()).toEqual(await story.notices(file));
    const to = (kind: string) => messages.find((one) => one.kind === kind)?.to;
    expect([to('replied'), to('referral-offered')]).toEqual(['CITIZEN', 'STAFF']);
    const at = messages.map((one) => one.at);
    expect(at.every((one) => one >= file.receivedAt)).toBe(true);
  });

  it('names the team that had the case, whichever unit the one belongs to who looked', async () => {
    const unitId = 'demo.head-office';
    const change = (to: string) =>
      story.desk
        .get(UnitOfWork)
        .run((manager) => manager.update(Disclosure, { caseId: file.id }, { unitId: to }));
    await change(unitId);
    const { given } = await held();
    await change('demo.finance-team');
    expect(given.map((one) => one.unitId)).toEqual(['demo.finance-team']);
  });

  it('says of a message when it went out, or when it was made while it waits', async () => {
    const { file: one } = await story.open(agent);
    const { id } = (await story.desk.get(Reader).find(Notice, 'WHERE "caseId" = $1 LIMIT 1', [one.id]))[0]!;
    const times = async (sentAt: number | null) => {
      const row = { createdAt: 5, sentAt, kind: 'replied' };
      await story.desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id }, row));
      return (await held(one)).messages[0]!.at;
    };
    expect([await times(null), await times(7)]).toEqual([5, 7]);
  });

  it('is her ratings in her words; once erased nothing of it can be read', async () => {
    const { file: one } = await story.open(agent, { contact: CONTACT });
    await story.act(agent, one, 'reply', { text: '答復' });
    await story.act(agent, one, 'close');
    await story.pass(days(1));
    const token = (await story.desk.get(Surveys).askedOf({ kind: 'citizen', caseId: one.id }))!;
    await story.desk.get(Surveys).answer(token, { score: 2, comment: '沒有說明' });
    const answeredAt = story.desk.time.now();
    const after = await held(one);
    expect(after.ratings).toEqual([{ answeredAt, score: 2, comment: '沒有說明' }]);
    // what she did by herself is hers, though it is no step of her case
    expect(after.events.map(({ type }) => type)).toContain('SURVEY_ANSWERED');
    expect(after.events.map(({ type }) => type)).not.toContain('SURVEY_SENT');
    await story.desk.get(UnitOfWork).run((manager) => manager.delete(CaseKey, { caseId: one.id }));
    const erased = await held(one);
    expect(erased.ratings).toMatchObject([{ score: 2, comment: null }]);
    expect([erased.petitioner, erased.description]).toEqual([null, null]);
  });

  it('has her own words on every step, also why she withdrew', async () => {
    const { file: one } = await story.open(agent);
    const citizen: CitizenActor = { kind: 'citizen', caseId: one.id };
    const withdrawn = await story.act(citizen, one, 'withdraw', { reason: '不需要了' });
    const { events } = await story.desk.get(HeldDataLookup).of(citizen, withdrawn);
    expect(events.at(-1)).toMatchObject({ type: 'WITHDRAWN', by: 'CITIZEN', text: '不需要了' });
  });

  it('is told to her alone', async () => {
    const lookup = story.desk.get(HeldDataLookup);
    for (const caseId of ['x', null])
      expect((await refusal(lookup.of({ kind: 'citizen', caseId }, file))).kind).toBe('NOT_FOUND');
  });
});
