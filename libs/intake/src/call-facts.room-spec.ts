import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseActs, Erasing } from '@app/cases';
import { FaqImport, KnowledgeEntry } from '@app/knowledge';
import { StaffRegister, SYSTEM, type Role, type StaffActor } from '@app/people';
import { Problem, Reader, sql } from '@app/platform';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CallRecord } from './call-record.entity.js';
import { CallRatings, Intake, UndoContact } from './index.js';
import { CASE, CONTACT } from './spec-support.js';

const FACTS = {
  ...{ matter: 'PETITION', topicCode: 'loan', need: 'hearing', transferredTo: 'demo.guidance' },
  ...{ waited: '12', rating: '4' },
};
const ENTRY = {
  ...{ id: 1, question: '如何申請？', answer: '填妥表格。', unit: '示範輔導組' },
  ...{ source: '內部手冊', reviseDate: '20260301' },
};
const STORED = { ...FACTS, waited: 12, rating: 4 };

describe.each(DATABASES)('what is kept of a call, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let intake: Intake;
  let agent: StaffActor;
  let stranger: StaffActor;

  const staff = async (login: string, unitId: string, role: Role): Promise<StaffActor> => {
    const who = { name: login, organisationId: unitId.split('.')[0]!, unitId, roles: [role] };
    const { id } = await desk.get(StaffRegister).create({ login, ...who }, { password: 'Correct-Horse-1' });
    return { kind: 'staff', id, ...who };
  };
  const recordOf = async (id: string) => (await desk.get(Reader).find(CallRecord, sql`WHERE id = ${id}`))[0];
  const faults = (doing: Promise<unknown>) =>
    doing.then(
      () => [],
      (error: Problem) => error.detail.fields?.map(({ field, code }) => `${field}: ${code}`),
    );
  const rate = (call: string, rating: unknown, actor = agent) =>
    desk.get(CallRatings).rate(actor, call, { rating });

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    intake = desk.get(Intake);
    agent = await staff('agent', 'demo.service-desk', 'FRONTLINE_AGENT');
    stranger = await staff('planner', 'sme.planning', 'CASE_HANDLER');
  });
  afterAll(() => desk.close());

  it('stands beside a contact, and beside the case that a call opened', async () => {
    const { id } = await intake.logContact(agent, { ...CONTACT, ...FACTS });
    expect(await recordOf(id)).toMatchObject({ ...STORED, openedCaseId: null, at: desk.time.now() });
    const { file } = await intake.logCase(agent, { ...CASE, ...FACTS, readBack: 'yes', named: 'no' });
    expect(await recordOf(file.id)).toMatchObject({
      ...{ ...STORED, openedCaseId: file.id, readBack: true, named: false },
    });
  });

  it.each([
    ['topicCode', 'moon'],
    ['need', 'moon'],
    ['transferredTo', 'sme.planning'],
  ])('refuses a %s that is not of the organisation', async (field, value) => {
    const wrong = [`${field}: not-a-choice`];
    expect(await faults(intake.logContact(agent, { ...CONTACT, [field]: value }))).toEqual(wrong);
    expect(await faults(intake.logCase(agent, { ...CASE, [field]: value }))).toEqual(wrong);
  });

  it('names the entry that the caller was told, which must be one that the agent can read', async () => {
    const faq = desk.get(FaqImport);
    await faq.run('demo', JSON.stringify([ENTRY]));
    await faq.run('sme', JSON.stringify([ENTRY]));
    const entries = await desk.get(Reader).find(KnowledgeEntry, sql`ORDER BY shelf`);
    const [own, foreign] = entries.map(({ id }) => id);
    const { id } = await intake.logContact(agent, { ...CONTACT, knowledge: own });
    expect(await recordOf(id)).toMatchObject({ knowledgeId: own });
    const wrong = ['knowledge: unknown-entry'];
    for (const knowledge of [foreign, 'moon']) {
      expect(await faults(intake.logContact(agent, { ...CONTACT, knowledge }))).toEqual(wrong);
      expect(await faults(intake.logCase(agent, { ...CASE, knowledge }))).toEqual(wrong);
    }
  });

  it('loses what the caller needed when the case is erased, and that only', async () => {
    const { file } = await intake.logCase(agent, { ...CASE, ...FACTS, readBack: 'yes' });
    const { caseNumber } = file;
    const input = { reason: '不用了' };
    await desk.get(CaseActs).perform({ actor: agent, caseNumber, act: 'withdraw', input });
    await desk.get(Erasing).erase({ actor: SYSTEM, caseNumber, ground: 'OPERATOR' });
    expect(await recordOf(file.id)).toMatchObject({ ...STORED, need: null });
  });

  it.each([
    ['COUNTER', undefined, ['readBack: read-back']],
    ['COUNTER', 'no', ['readBack: read-back']],
    ['COUNTER', 'yes', []],
    ['COUNTER', true, []],
    ['COUNTER', 'true', []],
    ['LETTER', undefined, []],
  ])('a petition by %s with readBack %j: %j', async (channel, readBack, wrong) => {
    const petition = { ...CASE, channel, matter: 'PETITION', readBack };
    expect(await faults(intake.logCase(agent, petition))).toEqual(wrong);
  });

  it('takes a rating by the id or the number of the telephone system; twice is once', async () => {
    const { id } = await intake.logContact(agent, { ...CONTACT, reference: 'PBX-1' });
    expect(await rate('PBX-1', 3)).toEqual({ rating: 3 });
    expect(await rate(id, '3')).toEqual({ rating: 3 });
    await expect(rate(id, 5)).rejects.toMatchObject({ kind: 'CONFLICT', code: 'already-rated' });
    expect(await recordOf(id)).toMatchObject({ rating: 3 });
  });

  it('takes a rating for the newest of the calls that have a number of the telephone system', async () => {
    const first = (await intake.logContact(agent, { ...CONTACT, reference: 'PBX-2' })).id;
    desk.time.forward(1);
    const last = (await intake.logContact(agent, { ...CONTACT, reference: 'PBX-2' })).id;
    await rate('PBX-2', 2);
    const ratings = [await recordOf(first), await recordOf(last)].map((record) => record!.rating);
    expect(ratings).toEqual([null, 2]);
  });

  it('refuses a rating of an unknown or undone call, of another organisation, by who takes no calls, or out of range', async () => {
    const { id } = await intake.logContact(agent, CONTACT);
    const auditor = await staff('auditor', 'demo.service-desk', 'AUDITOR');
    for (const doing of [rate('x', 3), rate(id, 3, stranger), (async () => rate(id, 3, auditor))()])
      await expect(doing).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    for (const rating of [0, 6, 2.5, 'x', '', undefined])
      expect(await faults(rate(id, rating))).not.toEqual([]);
    await desk.get(UndoContact).undo(agent, id);
    await expect(rate(id, 3)).rejects.toMatchObject({ code: 'unknown-call' });
  });

  it('keeps the first of a hundred ratings that come at once', async () => {
    const { id } = await intake.logContact(agent, CONTACT);
    const sent = Array.from({ length: 100 }, (_, n) => rate(id, (n % 5) + 1));
    const kept = (await Promise.allSettled(sent)).filter(({ status }) => status === 'fulfilled');
    expect(kept).toHaveLength(20);
  });
});
