import { CaseFile, ClockRow, type EventType, firstBreak, HistoryEvent } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { Intake, PRIVACY_NOTICE_VERSION, type TakenIn } from '@app/intake';
import { Boards, CaseDetails, ProgressLookup } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { days, derivedToken, hours, Keyring, type Problem, Reader } from '@app/platform';
import { Survey, Surveys } from '@app/satisfaction';
import { TimerRunner } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { type TestDesk, WEDNESDAY_MORNING } from '../../support/desk.js';
import { Story } from '../../support/story.js';

const SERVICE = 'demo.consultation';

describe.each(DATABASES)('the life of a case on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let partner: StaffActor;
  let startup: StaffActor;
  let owner: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    owner = await story.staff('demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD']);
    partner = await story.staff('demo.finance-team', ['PARTNER']);
    startup = await story.staff('demo.startup-team', ['PARTNER']);
  }, 60_000);
  beforeEach(() => story.desk.time.set(WEDNESDAY_MORNING));
  afterAll(() => story.close());

  const get: TestDesk['get'] = (what) => story.desk.get(what);
  const open = () => story.open(agent, { service: SERVICE });
  const stateOf = async ({ id: caseId }: CaseFile, commitmentId: string) => {
    const order = { startedAt: 'ASC' } as const;
    const rows = await get(Reader).repository(ClockRow).find({ where: { caseId, commitmentId }, order });
    return rows.map(({ state, dueDate }) => [state, dueDate]);
  };
  const events = ({ id: caseId }: CaseFile, type?: EventType) => {
    const where = { caseId, ...(type && { type }) };
    return get(Reader)
      .repository(HistoryEvent)
      .find({ where, order: { seq: 'ASC' } });
  };
  const stored = ({ id }: CaseFile) => get(Reader).repository(CaseFile).findOneByOrFail({ id });
  const find = (caseNumber: string, lookupCode: string, address: string) =>
    get(ProgressLookup).find({ caseNumber, lookupCode, address });
  const progress = ({ file, lookupCode }: TakenIn) => find(file.caseNumber, lookupCode, '192.0.2.1');
  /** An answered case with a referral that is still open. */
  const answered = async () => {
    const taken = await open();
    const referral = await story.refer(agent, taken.file, 'demo.startup-team');
    await story.act(agent, taken.file, 'assign', { unit: 'demo.guidance' });
    await story.act(owner, taken.file, 'reply', { text: '先說明目前進度與結果' });
    return { ...taken, referral };
  };
  const partnerAnswers = async (referral: string) => {
    await story.referralAct(startup, referral, 'accept');
    await story.referralAct(startup, referral, 'reply', { text: '協處完成' });
  };

  it('begins with a call: a number, a code, the first clock', async () => {
    const serial = (caseNumber: string) => Number(/^DEMO-1150819-(\d{5})-\d$/.exec(caseNumber)?.[1]);
    const before = serial((await open()).file.caseNumber);
    const { file, lookupCode } = await get(Intake).logCase(agent, {
      channel: 'PHONE',
      noticeVersion: PRIVACY_NOTICE_VERSION,
      hotline: get(Catalogue).organisation('demo')!.hotlines[0]?.number,
      service: SERVICE,
      subject: '貸款問題',
      description: '想了解貸款',
      contact: { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' },
    });
    expect(serial(file.caseNumber)).toBe(before + 1);
    expect(lookupCode).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
    expect(file.status).toBe('ACCEPTED');
    expect(await stateOf(file, 'house.first-step')).toEqual([['RUNNING', '2026-08-20']]);
  });

  it('has the citizen’s data sealed', async () => {
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' };
    const { file } = await story.open(agent, { service: SERVICE, contact });
    const rows = JSON.stringify([
      await get(Reader).rows('SELECT * FROM petitioner'),
      await get(Reader).rows('SELECT * FROM case_file'),
    ]);
    expect(rows).toContain(file.caseNumber);
    expect(rows).not.toMatch(/王小明|ming@example|912345678|巷口的路燈不亮/);
  });

  it('is referred: a partner has a day; the two weeks promised to the citizen stay when another takes it', async () => {
    const { file } = await open();
    const referral = await story.refer(agent, file, 'demo.finance-team');
    expect(await stateOf(file, 'house.first-step')).toEqual([['ON_TIME', '2026-08-20']]);
    expect(await stateOf(file, 'demo.referral-accept')).toEqual([['RUNNING', '2026-08-20']]);
    expect(await stateOf(file, 'demo.referral-reply')).toEqual([['RUNNING', '2026-09-02']]);
    story.desk.time.forward(days(1));
    const reason = { reason: '非本組業務', suggestedPartner: 'demo.startup-team' };
    await story.referralAct(partner, referral, 'return', reason);
    await story.refer(agent, file, 'demo.startup-team');
    expect(await stateOf(file, 'demo.referral-accept')).toEqual([
      ['ON_TIME', '2026-08-20'],
      ['RUNNING', '2026-08-21'],
    ]);
    expect(await stateOf(file, 'demo.referral-reply')).toEqual([['RUNNING', '2026-09-02']]);
  });

  it('records once that the acceptance promise was broken', async () => {
    const [{ file }, { file: kept }] = [await open(), await open()];
    await story.refer(agent, file, 'demo.finance-team');
    await story.act(agent, kept, 'assign', { unit: 'demo.guidance' });
    await story.pass(days(2));
    await get(TimerRunner).sweep();
    const overdue = await events(file, 'OVERDUE');
    expect(overdue.map(({ facts }) => facts.commitment)).toEqual(['demo.referral-accept']);
    const board = await get(Boards).show({ ...agent, roles: ['CONTROL_OFFICER'] });
    const numbers = [file.caseNumber, kept.caseNumber];
    const shown = board.overdue.rows
      .map(({ caseNumber }) => caseNumber)
      .filter((one) => numbers.includes(one));
    expect(shown).toEqual([file.caseNumber]);
  });

  it('cannot be closed while a referral is open; the refusal names allowed acts', async () => {
    const { file, referral } = await answered();
    await expect(story.act(owner, file, 'close')).rejects.toMatchObject({
      ...{ kind: 'NOT_ALLOWED', code: 'referral-open' },
    });
    await partnerAnswers(referral);
    expect(await stateOf(file, 'demo.referral-reply')).toEqual([['ON_TIME', '2026-09-02']]);
  });

  it('shows the citizen the answer and each promise with its days', async () => {
    const shown = await progress(await answered());
    expect(shown.replies.map(({ text }) => text)).toEqual(['先說明目前進度與結果']);
    expect(shown.clocks.length).toBeGreaterThan(0);
    expect(shown.clocks.filter(({ days: explained }) => explained.length === 0)).toEqual([]);
    expect(shown.stages.at(0)?.stage).toBe('RECEIVED');
  });

  it('gives the same answer for malformed, unknown and wrong input, and refuses after five guesses', async () => {
    const { file, lookupCode } = await open();
    const kinds = await Promise.all(
      [
        ['what', 'A'],
        ['DEMO-1150819-99999-0', 'A'],
        [file.caseNumber, 'AAAAAAAAAA'],
      ].map(([n, c]) => find(n!, c!, '192.0.2.9').catch((e: Problem) => [e.kind, e.code])),
    );
    expect(kinds).toEqual([
      ['NOT_FOUND', 'not-found'],
      ['NOT_FOUND', 'not-found'],
      ['NOT_FOUND', 'not-found'],
    ]);
    for (let i = 0; i < 5; i++)
      await find(file.caseNumber, 'BBBBBBBBBB', '192.0.2.10').catch(() => undefined);
    await expect(find(file.caseNumber, lookupCode, '192.0.2.10')).rejects.toMatchObject({ kind: 'TOO_MANY' });
    await expect(find(file.caseNumber, lookupCode, '192.0.2.11')).resolves.toBeDefined();
  });

  it('tells the owner when many addresses guess, and still lets the citizen in', async () => {
    const taken = await open();
    const { caseNumber } = taken.file;
    for (let n = 0; n < 50; n++)
      await find(caseNumber, 'CCCCCCCCCC', `198.51.100.${n}`).catch(() => undefined);
    expect(await events(taken.file, 'LOOKUP_GUESSED')).toHaveLength(1);
    await expect(find(caseNumber, taken.lookupCode, '198.51.100.1')).rejects.toMatchObject({
      kind: 'TOO_MANY',
    });
    await expect(progress(taken)).resolves.toBeDefined();
  });

  it('closes by itself days after the answer, asks whether it was right, and owes five working days if not', async () => {
    const { file, referral } = await answered();
    await partnerAnswers(referral);
    await story.pass(days(7));
    expect((await stored(file)).status).toBe('CLOSED');
    await story.pass(hours(24));
    const surveys = await get(Reader).repository(Survey).findBy({ caseId: file.id });
    expect(surveys.map(({ state }) => state)).toEqual(['SENT']);
    const token = derivedToken(get(Keyring), 'survey-token', surveys[0]!.id);
    const answer = () => get(Surveys).answer(token, { score: 1, comment: '沒有解決' });
    const answers = await Promise.allSettled(Array.from({ length: 100 }, answer));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const refused of answers.filter(({ status }) => status === 'rejected'))
      expect(refused).toMatchObject({ reason: { code: 'survey-answered' } });
    expect(await events(file, 'SURVEY_ANSWERED')).toHaveLength(1);
    const followup = async () => (await stateOf(file, 'demo.dissatisfied-followup')).map(([state]) => state);
    expect(await followup()).toEqual(['RUNNING']);
    await story.act(owner, file, 'supplementary-reply', { text: '補充說明如下' });
    expect(await followup()).toEqual(['ON_TIME']);
    expect(firstBreak(await events(file), (await stored(file)).historyHead)).toBeUndefined();
  });

  it('is not found by staff of another organisation', async () => {
    const stranger = await story.staff('sme.instant-service-centre', ['FRONTLINE_AGENT', 'CONTROL_OFFICER']);
    const { file } = await open();
    await expect(get(CaseDetails).show(stranger, file.caseNumber)).rejects.toMatchObject({
      kind: 'NOT_FOUND',
    });
    await expect(story.act(stranger, file, 'note', { text: 'x' })).rejects.toMatchObject({
      kind: 'NOT_FOUND',
    });
    expect((await get(Boards).show(stranger)).counts).toEqual([]);
  });

  it('has a hash chain that reveals any change', async () => {
    const { file } = await answered();
    const [all, { historyHead }] = [await events(file), await stored(file)];
    expect(firstBreak(all, historyHead)).toBeUndefined();
    const later = all.map((event, i) => (i === 2 ? { ...event, at: event.at + 1 } : event));
    expect(firstBreak(later, historyHead)).toBe(3);
    expect(firstBreak(all.toSpliced(3, 1), historyHead)).toBe(5);
  });

  it('keeps the first promise by any assignment, and records only a later change of unit as 改分', async () => {
    const { file } = await open();
    await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
    expect((await stateOf(file, 'house.first-step')).map(([state]) => state)).toEqual(['ON_TIME']);
    await story.act(owner, file, 'assign', { unit: 'demo.city-services' });
    expect(await story.events(file)).toEqual(['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'REASSIGNED']);
    expect(await story.notices(file)).toEqual(expect.arrayContaining(['case-assigned', 'case-reassigned']));
  });
});
