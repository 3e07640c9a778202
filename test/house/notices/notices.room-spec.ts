import { CaseContext, CaseFile, History, HistoryEvent, lookupCode, Seals, spacedCode } from '@app/cases';
import { ProgressLookup } from '@app/lookups';
import { Alert, Alerts, Notice, NoticePlanner, NoticeSender } from '@app/notices';
import { SYSTEM } from '@app/people';
import { days, derivedToken, hours, Keyring, minutes, Reader, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { TimerRunner } from '@app/sla/timers';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk, WEDNESDAY_MORNING } from '../../support/desk.js';
import { MAIL, MOBILE, Office } from '../../support/office.js';

describe.each(DATABASES)('notices, on %s', (_database, postgres) => {
  let office: Office;
  const open = async () => new Office(await startDesk({ postgres })).people();
  beforeAll(async () => void (office = await open()), 60_000);
  afterAll(() => office.desk.close());
  beforeEach(() => office.desk.time.set(WEDNESDAY_MORNING));
  const get: TestDesk['get'] = (what) => office.desk.get(what);
  const sent = async (kind: string, about: string) =>
    (await office.outbox(kind)).filter((text) => text.includes(about));

  it('a new case: the number by mail, the code by SMS, never together', async () => {
    const file = await office.open();
    expect(file.status).toBe('ACCEPTED');
    expect((await office.owed(file)).sort()).toEqual([
      'case-received EMAIL PENDING',
      'lookup-code SMS PENDING',
    ]);
    expect(await get(NoticeSender).sweep()).toBeGreaterThanOrEqual(2);
    const code = spacedCode(lookupCode(get(Keyring), file.id, 1));
    const mails = await sent('case-received', file.caseNumber);
    expect(mails).toHaveLength(1);
    expect(mails[0]).not.toContain(code);
    expect(mails[0]).not.toContain('內容不外傳');
    const texts = await sent('lookup-code', code);
    expect(texts).toHaveLength(1);
    expect(texts[0]).not.toContain(file.caseNumber);
    expect(await office.owed(file)).toEqual(
      expect.arrayContaining(['case-received EMAIL ACCEPTED', 'lookup-code SMS ACCEPTED']),
    );
  });

  it.each([
    [{ email: MAIL }, ['case-received EMAIL PENDING', 'lookup-code EMAIL PENDING']],
    [{ phone: MOBILE }, ['case-received SMS PENDING', 'lookup-code SMS PENDING']],
    [
      { phone: '+886227208889' },
      ['case-received SMS SUPPRESSED NOT_A_MOBILE', 'lookup-code SMS SUPPRESSED NOT_A_MOBILE'],
    ],
    [{}, ['case-received EMAIL SUPPRESSED NO_ADDRESS', 'lookup-code SMS SUPPRESSED NO_ADDRESS']],
  ])('with %j only: %j', async (contact, expected) => {
    expect((await office.owed(await office.open(contact))).sort()).toEqual(expected);
  });

  it('the address is stored sealed, and neither code nor content is stored', async () => {
    const file = await office.open();
    const rows = JSON.stringify(await office.notices(file));
    for (const secret of [MAIL, MOBILE, lookupCode(get(Keyring), file.id, 1), '林小姐', '內容不外傳'])
      expect(rows).not.toContain(secret);
  });

  it('planning an event again changes nothing', async () => {
    const file = await office.open();
    const [received] = await get(Reader)
      .repository(HistoryEvent)
      .findBy({ caseId: file.id, type: 'RECEIVED' });
    const before = await office.notices(file);
    await get(UnitOfWork).run((manager) =>
      get(NoticePlanner).plan(received!, new CaseContext(manager, file, get(Seals))),
    );
    expect(await office.notices(file)).toEqual(before);
  });

  it('an act that is rolled back owes nothing', async () => {
    const count = () => get(Reader).repository(Notice).count();
    const before = await count();
    await expect(
      get(UnitOfWork).run(async () => {
        await office.open();
        throw new Error('the rest failed');
      }),
    ).rejects.toThrow('the rest failed');
    expect(await count()).toBe(before);
  });

  it('an act with two events sends one message', async () => {
    const file = await office.open({ email: MAIL }, 'WEB');
    await office.act(file, 'assign', { unit: file.unitId });
    await office.act(file, 'assign', { unit: file.unitId, handler: office.agent.id });
    expect(
      (await office.notices(file))
        .map(({ kind }) => kind)
        .filter((kind) => /^case-(accepted|assigned)$/.test(kind)),
    ).toEqual(['case-assigned']);
  });

  it('a referral: partner and citizen at once, then the owner and the citizen of each step', async () => {
    const file = await office.open();
    const referral = await get(Referrals).offer({
      actor: office.agent,
      caseNumber: file.caseNumber,
      input: { partner: 'demo.finance-team', reason: '請協助' },
    });
    const offered = (await office.notices(file)).filter(({ kind }) => kind === 'referral-offered');
    expect(offered).toHaveLength(2); // the team's own address and its one member
    expect(offered[0]!.facts).toMatchObject({ acceptBy: '2026-08-20', replyBy: '2026-09-02' });
    await get(Referrals).perform({
      actor: office.partner,
      referralId: referral.id,
      act: 'accept',
      input: {},
    });
    await get(Referrals).perform({
      actor: office.partner,
      referralId: referral.id,
      act: 'reply',
      input: { text: '結果' },
    });
    const kinds = (await office.owed(file))
      .filter((row) => /referr|partner/.test(row))
      .map((row) => row.split(' ')[0]);
    expect(new Set(kinds)).toEqual(
      new Set([
        'referred',
        'referral-offered',
        'referral-accepted',
        'partner-accepted',
        'referral-replied',
        'partner-replied',
      ]),
    );
    await get(NoticeSender).sweep();
    const [mail] = await sent('referral-offered', file.caseNumber);
    expect(mail).toMatch(/確認接案期限：115年8月20日\n協處結果回覆期限：115年9月2日\n地區：西屯區/);
    expect(mail).toContain('/desk');
    expect(mail).not.toMatch(/林小姐|補助問題|請協助/);
  });

  it.each([
    ['return', 'partner', 'referral-returned', 'REFERRAL_RETURNED'],
    ['recall', 'agent', 'referral-taken-back', 'REFERRAL_RECALLED'],
  ] as const)('%s of a referral reaches a caller who has only a mobile', async (act, who, kind, stage) => {
    const file = await office.open({ phone: MOBILE.replace('345', '355') });
    const input = { partner: 'demo.finance-team', reason: '請協助' };
    const referral = await get(Referrals).offer({ actor: office.agent, caseNumber: file.caseNumber, input });
    const step = { referralId: referral.id, act, input: { reason: '另行安排' } };
    await get(Referrals).perform({ actor: office[who], ...step });
    expect(await office.owed(file)).toContain(`${kind} SMS PENDING`);
    const fresh = await get(Reader).repository(CaseFile).findOneByOrFail({ id: file.id });
    expect((await get(ProgressLookup).show(fresh)).stages.map((one) => one.stage)).toContain(stage);
  });

  it('a reply of the partner reaches a caller who has only a mobile', async () => {
    const file = await office.open({ phone: MOBILE.replace('345', '365') });
    const input = { partner: 'demo.finance-team', reason: '請協助' };
    const { id } = await get(Referrals).offer({ actor: office.agent, caseNumber: file.caseNumber, input });
    await get(Referrals).perform({ actor: office.partner, referralId: id, act: 'accept', input: {} });
    await get(Referrals).perform({
      actor: office.partner,
      referralId: id,
      act: 'reply',
      input: { text: '結果' },
    });
    expect(await office.owed(file)).toContain('referral-replied SMS PENDING');
  });

  it('says that the correction time does not count only where a clock of the case is paused', async () => {
    const said = async (service: string) => {
      const file = await office.open({ email: `${service}@example.test` }, 'PHONE', service);
      await office.act(file, 'assign', { unit: file.unitId });
      await office.act(file, 'request-correction', { what: '缺件', lastDay: '2026-12-31' });
      await get(NoticeSender).sweep();
      return (await sent('correction-requested', file.caseNumber))[0]!;
    };
    expect(await said('demo.consultation')).not.toContain('不計入');
    expect(await said('demo.application')).toMatch(/補正期間不計入下列期限：.*人民申請/);
  });

  it('a promise that breaks: an alert, and at once one mail to the head of the unit', async () => {
    const file = await office.open();
    const overdue = () => get(Reader).repository(HistoryEvent).findBy({ caseId: file.id, type: 'OVERDUE' });
    office.desk.time.forward(days(1) + hours(14)); // 24:00 of the day after
    await get(TimerRunner).sweep();
    expect(await overdue()).toHaveLength(1);
    const late = (await office.notices(file)).filter(({ kind }) => kind === 'clock-overdue');
    expect(late.map(({ nextAttemptAt, createdAt }) => nextAttemptAt! - createdAt)).toEqual([0]);
    await get(NoticeSender).sweep();
    // alone, or on the list of promises broken in the same instant
    expect(await sent('clock', file.caseNumber)).toEqual([expect.stringContaining('To: head@agency.test')]);
    const shown = (await get(Alerts).list(office.head)).filter(
      ({ caseNumber }) => caseNumber === file.caseNumber,
    );
    expect(shown.length).toBeGreaterThanOrEqual(1);
    const [alert] = shown;
    await get(Alerts).acknowledge(office.head, alert!.id);
    expect(await get(Reader).repository(Alert).findOneByOrFail({ id: alert!.id })).toMatchObject({
      acknowledgedBy: office.head.id,
    });
    expect((await get(Alerts).list(office.head)).map(({ id }) => id)).not.toContain(alert!.id);
    const stranger = { ...office.head, organisationId: 'sme', unitId: 'sme.planning' };
    await expect(get(Alerts).acknowledge(stranger, alert!.id)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    expect(await get(Alerts).list(stranger)).toEqual([]);
    await expect(get(Alerts).list(office.partner)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('the questionnaire carries its link, made only when it is sent', async () => {
    const file = await office.open({ phone: MOBILE.replace('345', '346') });
    await get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      await get(History).append(new CaseContext(manager, fresh, get(Seals)), [
        { type: 'SURVEY_SENT', at: office.desk.time.now(), actor: SYSTEM, facts: { surveyId: 's-1' } },
      ]);
    });
    await get(NoticeSender).sweep();
    const token = derivedToken(get(Keyring), 'survey-token', 's-1');
    expect(await sent('survey', `http://localhost:3000/surveys/${token}`)).toHaveLength(1);
    expect(JSON.stringify(await office.notices(file))).not.toContain(token);
  });

  it('after a sender died another continues when its lease is over; files are not written twice', async () => {
    const file = await office.open({ email: 'crash@example.test' });
    const [notice] = await office.notices(file);
    const now = office.desk.time.now();
    const held = {
      state: 'SENDING' as const,
      attempts: 1,
      fence: 1,
      leaseUntil: now + 30_000,
      nextAttemptAt: now + 30_000,
    };
    await get(UnitOfWork).run((manager) => manager.update(Notice, { id: notice!.id }, held));
    expect(await get(NoticeSender).send(notice!.id)).toBe(false);
    office.desk.time.forward(30_000);
    expect(await get(NoticeSender).send(notice!.id)).toBe(true);
    expect(await get(Reader).repository(Notice).findOneByOrFail({ id: notice!.id })).toMatchObject({
      state: 'ACCEPTED',
      fence: 2,
      attempts: 2,
      ambiguous: false,
    });
    expect(await get(NoticeSender).send(notice!.id)).toBe(false);
  });

  it('a case whose key was destroyed gets no more messages', async () => {
    const file = await office.open({ email: 'erased@example.test' });
    await get(UnitOfWork).run((manager) =>
      manager.query(`DELETE FROM case_key WHERE "caseId" = '${file.id}'`),
    );
    await get(NoticeSender).sweep();
    expect((await office.owed(file)).sort()).toEqual([
      'case-received EMAIL SUPPRESSED ERASED',
      'lookup-code EMAIL SUPPRESSED ERASED',
    ]);
  });

  it('gauges show what waits and what failed', async () => {
    const alone = await open(); // gauges are those of the whole desk
    const stuck = () => alone.desk.get(NoticeSender).stuck();
    const before = await stuck();
    await alone.open();
    await alone.desk.get(NoticeSender).sweep();
    const sent = await stuck();
    await alone.open();
    alone.desk.time.forward(minutes(3));
    const waiting = await stuck();
    await alone.desk.close();
    const nothing = { oldestUnsentAge: null, failed: 0, unknown: 0, quarantined: 0 };
    expect([before, sent]).toEqual([nothing, nothing]);
    expect(waiting).toMatchObject({ oldestUnsentAge: minutes(3) });
  });
});
