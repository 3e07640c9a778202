import { type ActName, Audit, CaseActs, type CaseFile, HistoryEvent } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION, type TakenIn } from '@app/intake';
import { CaseDetails, ProgressLookup } from '@app/lookups';
import { Notice } from '@app/notices';
import { type Role, Staff, type StaffActor, StaffRegister } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk, WEDNESDAY_MORNING } from '../../support/desk.js';

describe.each(DATABASES)('checks of acts, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let agent: StaffActor;
  let owner: StaffActor;
  let stranger: StaffActor;

  const staff = async (login: string, unitId: string, roles: Role[]): Promise<StaffActor> => {
    const organisationId = unitId.split('.')[0]!;
    const account = { login, name: login, organisationId, unitId, roles };
    const { id } = await desk.get(StaffRegister).create(account, { password: 'Correct-Horse-1' });
    return { kind: 'staff', id, name: login, organisationId, unitId, roles };
  };
  const open = async (actor = agent, service = 'demo.finance-diagnosis'): Promise<TakenIn> =>
    desk.get(Intake).logCase(actor, {
      channel: 'PHONE',
      noticeVersion: PRIVACY_NOTICE_VERSION,
      service,
      subject: '同一件事',
      description: '內容',
      contact: { name: '王小明', email: 'ming@example.tw' },
    });
  const act = ({ caseNumber }: CaseFile, name: ActName, input: object = {}, actor = owner) =>
    desk.get(CaseActs).perform({ actor, caseNumber, act: name, input });
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: { code: string; detail?: { fields?: { field: string; code: string }[] } }) =>
        error.detail?.fields?.map(({ field, code }) => `${field} ${code}`).join() ?? error.code,
    );
  const events = async ({ id }: CaseFile) =>
    (
      await desk
        .get(Reader)
        .repository(HistoryEvent)
        .find({ where: { caseId: id }, order: { seq: 'ASC' } })
    ).map(({ type }) => type);
  const notices = async ({ id }: CaseFile) =>
    (await desk.get(Reader).repository(Notice).findBy({ caseId: id })).map(({ kind }) => kind);
  const progress = ({ file, lookupCode }: TakenIn) =>
    desk.get(ProgressLookup).find({ caseNumber: file.caseNumber, lookupCode, address: '192.0.2.1' });

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    agent = await staff('agent', 'demo.service-desk', ['FRONTLINE_AGENT']);
    owner = await staff('owner', 'demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD']);
    await staff('above', 'demo.head-office', ['UNIT_HEAD']);
    stranger = await staff('stranger', 'sme.instant-service-centre', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
  }, 60_000);
  afterAll(() => desk.close());

  it('a merge needs another open case of the organisation that the actor can see', async () => {
    const { file } = await open();
    const elsewhere = (await open(stranger, 'sme.startup-consultation')).file;
    const unseen = (await open(agent, 'demo.consultation')).file;
    const closed = (await open()).file;
    await act(closed, 'withdraw', { reason: '不用了' }, agent);
    const wrong = {
      'no number': 'into unknown-case',
      'DEMO-1150101-00001-0': 'into unknown-case',
      [file.caseNumber]: 'into same-case',
      [elsewhere.caseNumber]: 'into unknown-case',
      [unseen.caseNumber]: 'into unknown-case',
      [closed.caseNumber]: 'into unknown-case',
    };
    for (const [into, why] of Object.entries(wrong))
      expect([into, await refusal(act(file, 'merge', { into }))]).toEqual([into, why]);
    desk.time.forward(60_000);
    const later = (await open()).file.caseNumber; // joined cases count from the earliest
    expect(await refusal(act(file, 'merge', { into: later }))).toBe('into later-case');
    expect(await events(file)).toEqual(['RECEIVED', 'ACCEPTED']);
  });

  it('a reply answers each petitioner of merged cases, through her own case', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    await act(first.file, 'merge', { into: second.file.caseNumber.toLowerCase() });
    await act(second.file, 'merge', { into: third.file.caseNumber });
    expect(await refusal(act(third.file, 'merge', { into: first.file.caseNumber }))).toBe(
      'into unknown-case',
    );
    expect(await refusal(act(third.file, 'withdraw', { reason: '不用了' }, agent))).toBe('others-joined');
    await act(third.file, 'reply', { text: '一併答復如下' });
    for (const taken of [first, second]) {
      expect(await events(taken.file)).toEqual(expect.arrayContaining(['MERGED', 'MERGED_REPLIED']));
      expect(await notices(taken.file)).toEqual(expect.arrayContaining(['merged', 'merged-replied']));
      const shown = await progress(taken);
      expect(shown.replies.map(({ text }) => text)).toEqual(['一併答復如下']);
      expect(shown.stages.map(({ stage }) => stage)).toContain('MERGED_REPLIED');
    }
    expect(await notices(third.file)).not.toContain('merged-replied');
    const seen = (await desk.get(CaseDetails).show(owner, third.file.caseNumber)).events;
    expect(seen.find(({ type }) => type === 'CASE_JOINED')?.facts.from).toBe(second.file.caseNumber);
    const violations = [];
    for await (const violation of desk.get(Audit).violations()) violations.push(violation);
    expect(violations).toEqual([]);
  });

  it('a correction is due from today until a year from now', async () => {
    const { file } = await open();
    const ask = (lastDay: string) => refusal(act(file, 'request-correction', { what: '補件', lastDay }));
    for (const day of ['2026-08-18', '2027-08-20', '9999-12-31'])
      expect([day, await ask(day)]).toEqual([day, 'lastDay within-a-year']);
    expect(await ask('2027-08-19')).toBe('done');
  });

  it('an assignment is to active staff of the unit, by login or id', async () => {
    const { file } = await open();
    const gone = await staff('gone', 'demo.guidance', ['CASE_HANDLER']);
    await desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id: gone.id }, { active: false }));
    const assign = (handler: string) =>
      refusal(act(file, 'assign', { unit: 'demo.guidance', handler }, agent));
    for (const handler of ['nobody', 'agent', agent.id, 'gone'])
      expect([handler, await assign(handler)]).toEqual([handler, 'handler unknown-staff']);
    expect((await act(file, 'assign', { unit: 'demo.guidance', handler: 'owner' }, agent)).handlerId).toBe(
      owner.id,
    );
    await act(file, 'assign', { unit: 'demo.guidance' }, agent);
    expect(await assign(owner.id)).toBe('done');
  });

  it('an approval is asked of a head of the own unit or above, never of oneself', async () => {
    const { file } = await open();
    const ground = { ground: 'NO_ACTION_INSUFFICIENT', reason: '無具體內容' };
    const decide = (approver: string) => refusal(act(file, 'no-action', { ...ground, approver }));
    const extend = (approver: string) =>
      refusal(act(file, 'extend', { length: '5wd', reason: '需要時間', approver }));
    expect(await decide('nobody')).toBe('approver unknown-staff');
    expect(await decide('stranger')).toBe('approver unknown-staff');
    expect(await decide('agent')).toBe('approver no-approver');
    expect(await extend('agent')).toBe('approver no-approver');
    expect(await extend('owner')).toBe('approver own-approver');
    expect(await decide(owner.id)).toBe('approver own-approver');
    expect(await decide('above')).toBe('done');
  });

  it('the citizen may reopen within the days of the service, staff also later', async () => {
    const [soon, late] = [(await open()).file, (await open()).file];
    for (const file of [soon, late]) await act(file, 'reply', { text: '答復' });
    const reopen = ({ id, caseNumber }: CaseFile, actor?: StaffActor) =>
      refusal(
        desk.get(CaseActs).perform({
          ...{ actor: actor ?? { kind: 'citizen', caseId: id }, caseNumber },
          ...{ act: 'reopen', input: { reason: '尚未解決' } },
        }),
      );
    desk.time.forward(days(30));
    expect(await reopen(soon)).toBe('done');
    desk.time.forward(1);
    expect(await reopen(late)).toBe('reopen-too-late');
    expect(await reopen(late, owner)).toBe('done');
    desk.time.set(WEDNESDAY_MORNING);
  });

  it('a refusal while a referral is open names only acts possible meanwhile', async () => {
    const { file } = await open();
    const input = { partner: 'demo.finance-team', reason: '請協助' };
    await desk.get(Referrals).offer({ actor: agent, caseNumber: file.caseNumber, input });
    const error = await act(file, 'withdraw', { reason: '不用了' }, agent).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'referral-open' });
    const { allowed } = (error as { detail: { allowed: string[] } }).detail;
    expect(allowed).toContain('reply');
    for (const waiting of ['close', 'withdraw', 'merge', 'transfer', 'no-action'])
      expect(allowed).not.toContain(waiting);
    await act(file, 'reply', { text: '先行答復' });
    const other = await act(file, 'submit').catch((e: unknown) => e);
    expect(other).toMatchObject({ code: 'act-not-allowed' });
    const { allowed: then } = (other as { detail: { allowed: string[] } }).detail;
    expect(then).toContain('reply');
    for (const waiting of ['close', 'withdraw', 'merge']) expect(then).not.toContain(waiting);
  });
});
