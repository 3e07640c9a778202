import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Boards, CaseDetails, ProgressLookup } from '@app/lookups';
import { Notice } from '@app/notices';
import { StaffRegister, type Role, type StaffActor } from '@app/people';
import { days, hours, Problem, Reader } from '@app/platform';
import { Referrals } from '@app/referrals';
import { Surveys, Survey } from '@app/satisfaction';
import { TimerRunner } from '@app/sla/timers';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { CaseActs, type ActName } from './index.js';
import { firstBreak } from './chain.js';
import { CaseFile } from './case-file.entity.js';
import { ClockRow } from './clock.entity.js';
import { HistoryEvent } from './history-event.entity.js';

const DATABASES = [
  ['SQLite', false],
  ['PostgreSQL', true],
] as const;

describe.each(DATABASES)('the life of a case on %s', (_name, postgres) => {
  let desk: TestDesk;
  let agent: StaffActor;
  let partner: StaffActor;
  let owner: StaffActor;
  let caseNumber: string;
  let lookupCode: string;

  const staff = async (login: string, unitId: string, roles: Role[]): Promise<StaffActor> => {
    const organisationId = unitId.split('.')[0]!;
    const { id } = await desk
      .get(StaffRegister)
      .create({ login, name: login, organisationId, unitId, roles }, { password: 'Correct-Horse-1' });
    return { kind: 'staff', id, name: login, organisationId, unitId, roles };
  };
  const act = (actor: StaffActor, name: ActName, input: object = {}) =>
    desk.get(CaseActs).perform({ actor, caseNumber, act: name, input });
  const clocks = () =>
    desk
      .get(Reader)
      .repository(ClockRow)
      .find({ order: { commitmentId: 'ASC' } });
  const stateOf = async (id: string) =>
    (await clocks())
      .filter((clock) => clock.commitmentId === id)
      .map(({ state, dueDate }) => [state, dueDate]);
  const progress = () => desk.get(ProgressLookup).find({ caseNumber, lookupCode, address: '192.0.2.1' });

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    agent = await staff('agent', 'demo.service-desk', ['FRONTLINE_AGENT']);
    owner = await staff('owner', 'demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD']);
    partner = await staff('partner', 'demo.finance-team', ['CASE_HANDLER']);
  });
  afterAll(() => desk.close());

  it('takes a call in: a number, a code, its first clock', async () => {
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' };
    const input = {
      channel: 'PHONE',
      noticeVersion: PRIVACY_NOTICE_VERSION,
      hotline: '0800-000-111',
      service: 'demo.consultation',
      subject: '貸款問題',
      description: '想了解貸款',
      contact,
    };
    const hotline = desk.get(Catalogue).organisation('demo')!.hotlines[0]?.number;
    const taken = await desk.get(Intake).logCase(agent, { ...input, hotline });
    ({ caseNumber } = taken.file);
    ({ lookupCode } = taken);
    expect(caseNumber).toMatch(/^DEMO-1150819-00001-\d$/);
    expect(lookupCode).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
    expect(taken.file.status).toBe('ACCEPTED');
    expect(await stateOf('house.first-step')).toEqual([['RUNNING', '2026-08-20']]);
  });

  it('seals what the citizen gave', async () => {
    const stored = JSON.stringify([
      await desk.get(Reader).rows('SELECT * FROM petitioner'),
      await desk.get(Reader).rows('SELECT * FROM case_file'),
    ]);
    expect(stored).not.toMatch(/王小明|ming@example|912345678|想了解貸款/);
  });

  it('refers it: the partner has a day, the citizen was promised two weeks', async () => {
    await desk
      .get(Referrals)
      .offer({ actor: agent, caseNumber, input: { partner: 'demo.finance-team', reason: '需要融資診斷' } });
    expect(await stateOf('house.first-step')).toEqual([['ON_TIME', '2026-08-20']]);
    expect(await stateOf('demo.referral-accept')).toEqual([['RUNNING', '2026-08-20']]);
    expect(await stateOf('demo.referral-reply')).toEqual([['RUNNING', '2026-09-02']]);
  });

  it('keeps the two weeks when the partner returns it and another takes it', async () => {
    const { id } = (await desk.get(Reader).rows<{ id: string }>('SELECT id FROM referral'))[0]!;
    desk.clock.forward(days(1));
    await desk.get(Referrals).perform({
      actor: partner,
      referralId: id,
      act: 'return',
      input: { reason: '非本組業務', suggestedPartner: 'demo.startup-team' },
    });
    await desk
      .get(Referrals)
      .offer({ actor: agent, caseNumber, input: { partner: 'demo.startup-team', reason: '改由創業團隊' } });
    expect(await stateOf('demo.referral-accept')).toEqual([
      ['ON_TIME', '2026-08-20'],
      ['RUNNING', '2026-08-21'],
    ]);
    expect(await stateOf('demo.referral-reply')).toEqual([['RUNNING', '2026-09-02']]);
  });

  it('breaks the acceptance promise once, and says so in the history', async () => {
    desk.clock.forward(days(2));
    await desk.get(TimerRunner).sweep();
    await desk.get(TimerRunner).sweep();
    const overdue = await desk.get(Reader).repository(HistoryEvent).findBy({ type: 'OVERDUE' });
    expect(overdue.map(({ facts }) => facts.commitment)).toEqual(['demo.referral-accept']);
    const board = await desk.get(Boards).show({ ...agent, roles: ['CONTROL_OFFICER'] });
    expect(board.overdue.map((row) => row.caseNumber)).toEqual([caseNumber]);
  });

  it('refuses to close while a referral is open, naming what is allowed', async () => {
    const other = await staff('startup', 'demo.startup-team', ['CASE_HANDLER']);
    const { id } = (
      await desk.get(Reader).rows<{ id: string }>(`SELECT id FROM referral WHERE status = 'OFFERED'`)
    )[0]!;
    await act(agent, 'assign', { unit: 'demo.guidance' });
    await act(owner, 'reply', { text: '先說明目前進度與結果' });
    await expect(act(owner, 'close')).rejects.toMatchObject({ kind: 'NOT_ALLOWED', code: 'referral-open' });
    await desk.get(Referrals).perform({ actor: other, referralId: id, act: 'accept', input: {} });
    await desk
      .get(Referrals)
      .perform({ actor: other, referralId: id, act: 'reply', input: { text: '協處完成' } });
    expect(await stateOf('demo.referral-reply')).toEqual([['ON_TIME', '2026-09-02']]);
  });

  it('shows the citizen the answer and each promise with its days', async () => {
    const shown = await progress();
    expect(shown.replies.map(({ text }) => text)).toEqual(['先說明目前進度與結果']);
    expect(shown.clocks.length).toBeGreaterThan(0);
    expect(shown.clocks.filter(({ days: explained }) => explained.length === 0)).toEqual([]);
    expect(shown.stages.at(0)?.stage).toBe('RECEIVED');
  });

  it('answers malformed, unknown and wrong alike, and stops guessing after five', async () => {
    const find = (number: string, code: string, address: string) =>
      desk.get(ProgressLookup).find({ caseNumber: number, lookupCode: code, address });
    const kinds = await Promise.all(
      [
        ['what', 'A'],
        ['DEMO-1150819-99999-0', 'A'],
        [caseNumber, 'AAAAAAAAAA'],
      ].map(([n, c]) => find(n!, c!, '192.0.2.9').catch((e: Problem) => [e.kind, e.code])),
    );
    expect(kinds).toEqual([
      ['NOT_FOUND', 'not-found'],
      ['NOT_FOUND', 'not-found'],
      ['NOT_FOUND', 'not-found'],
    ]);
    for (let i = 0; i < 5; i++) await find(caseNumber, 'BBBBBBBBBB', '192.0.2.10').catch(() => undefined);
    await expect(find(caseNumber, lookupCode, '192.0.2.10')).rejects.toMatchObject({ kind: 'TOO_MANY' });
    await expect(find(caseNumber, lookupCode, '192.0.2.11')).resolves.toBeDefined();
  });

  it('tells the owner when many addresses guess, and still lets the citizen in', async () => {
    for (let n = 0; n < 50; n++) {
      const address = `198.51.100.${n}`;
      await desk
        .get(ProgressLookup)
        .find({ caseNumber, lookupCode: 'CCCCCCCCCC', address })
        .catch(() => undefined);
    }
    const events = await desk.get(Reader).repository(HistoryEvent).findBy({ type: 'LOOKUP_GUESSED' });
    expect(events).toHaveLength(1);
    const again = { caseNumber, lookupCode, address: '198.51.100.1' };
    await expect(desk.get(ProgressLookup).find(again)).rejects.toMatchObject({ kind: 'TOO_MANY' });
    await expect(progress()).resolves.toBeDefined();
  });

  it('closes by itself days after the answer and asks whether it was right', async () => {
    desk.clock.forward(days(7));
    await desk.get(TimerRunner).sweep();
    expect((await desk.get(Reader).repository(CaseFile).findOneByOrFail({ caseNumber })).status).toBe(
      'CLOSED',
    );
    desk.clock.forward(hours(24));
    await desk.get(TimerRunner).sweep();
    expect((await desk.get(Reader).repository(Survey).find()).map(({ state }) => state)).toEqual(['SENT']);
  });

  it('owes a dissatisfied citizen a further answer within five working days', async () => {
    const survey = (await desk.get(Reader).repository(Survey).find())[0]!;
    const { derivedToken, Keyring } = await import('@app/platform');
    const token = derivedToken(desk.get(Keyring), 'survey-token', survey.id);
    const answer = () => desk.get(Surveys).answer(token, { score: 1, comment: '沒有解決' });
    const answers = await Promise.allSettled(Array.from({ length: 100 }, answer));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const refused of answers.filter(({ status }) => status === 'rejected'))
      expect(refused).toMatchObject({ reason: { code: 'survey-answered' } });
    const events = await desk.get(Reader).repository(HistoryEvent).findBy({ type: 'SURVEY_ANSWERED' });
    expect(events).toHaveLength(1);
    expect((await stateOf('demo.dissatisfied-followup')).map(([state]) => state)).toEqual(['RUNNING']);
    await act(owner, 'supplementary-reply', { text: '補充說明如下' });
    expect((await stateOf('demo.dissatisfied-followup')).map(([state]) => state)).toEqual(['ON_TIME']);
  });

  it('is absent for staff of another organisation', async () => {
    const stranger = await staff('stranger', 'sme.instant-service-centre', [
      'FRONTLINE_AGENT',
      'CONTROL_OFFICER',
    ]);
    await expect(desk.get(CaseDetails).show(stranger, caseNumber)).rejects.toMatchObject({
      kind: 'NOT_FOUND',
    });
    await expect(act(stranger, 'note', { text: 'x' })).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    expect((await desk.get(Boards).show(stranger)).counts).toEqual([]);
  });

  it('leaves a chain that shows any change', async () => {
    const events = await desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ order: { seq: 'ASC' } });
    const { historyHead } = await desk.get(Reader).repository(CaseFile).findOneByOrFail({ caseNumber });
    expect(firstBreak(events, historyHead)).toBeUndefined();
    expect(
      firstBreak(
        events.map((e, i) => (i === 2 ? { ...e, at: e.at + 1 } : e)),
        historyHead,
      ),
    ).toBe(3);
    expect(firstBreak(events.toSpliced(3, 1), historyHead)).toBe(5);
  });

  it('keeps the first promise by assigning, to whichever unit, and calls only a later change 改分', async () => {
    const call = {
      channel: 'PHONE',
      noticeVersion: PRIVACY_NOTICE_VERSION,
      service: 'demo.consultation',
      subject: '創業問題',
      description: '想了解創業',
      contact: { name: '李小華', email: 'hua@example.tw' },
    };
    const { file } = await desk.get(Intake).logCase(agent, call);
    const where = { caseId: file.id };
    const assign = (actor: StaffActor, unit: string) =>
      desk.get(CaseActs).perform({ actor, caseNumber: file.caseNumber, act: 'assign', input: { unit } });
    await assign(agent, 'demo.guidance');
    const first = { ...where, commitmentId: 'house.first-step' };
    expect((await desk.get(Reader).repository(ClockRow).findOneByOrFail(first)).state).toBe('ON_TIME');
    await assign(owner, 'demo.finance-team');
    const events = await desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ where, order: { seq: 'ASC' } });
    expect(events.map(({ type }) => type)).toEqual(['RECEIVED', 'ACCEPTED', 'ASSIGNED', 'REASSIGNED']);
    const kinds = (await desk.get(Reader).repository(Notice).findBy(where)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['case-assigned', 'case-reassigned']));
  });
});
