import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseActs, CaseFile, type ActName } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { StaffRegister, type Actor, type StaffActor } from '@app/people';
import { days, UnitOfWork } from '@app/platform';
import { Referrals } from '@app/referrals';
import { Browse } from '../../../test/support/browse.js';
import { chiefOf } from '../../../test/support/story.js';
import { PASSWORD, startTestWeb, type TestWeb } from '../../../test/support/web.js';

const ODD = `<script>x</script>"'&🦄ע`;
/** With a mark, to know which of them a page shows. */
const odd = (mark: string) => `§${mark}§${ODD}`;
const ESCAPED = `&lt;script>x&lt;/script>&quot;'&amp;🦄ע`;

/** Stored texts on each page that shows them: none of them becomes markup. */
describe('odd texts in stored fields', () => {
  let web: TestWeb;
  let agent: Browse;
  let partner: Browse;
  let head: Browse;
  let citizen: Browse;
  let desk: StaffActor;
  let handler: StaffActor;
  let team: StaffActor;
  let caseNumber: string;
  let lookupCode: string;
  let referral: string;

  beforeAll(async () => {
    web = await startTestWeb({ env: { DEMO: 'true', INTAKE_PER_ADDRESS_HOUR: '1000' } });
    const person = async (login: string, unitId: string, roles: StaffActor['roles']): Promise<StaffActor> => {
      const where = { organisationId: 'demo', unitId };
      const { id } = await web
        .get(StaffRegister)
        .create(
          { login, name: odd(`name of ${login}`), ...where, roles: [...roles] },
          { password: PASSWORD },
        );
      return { kind: 'staff', id, name: login, ...where, roles };
    };
    desk = await person('agent', 'demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await person('handler', 'demo.guidance', [
      'CASE_HANDLER',
      'UNIT_HEAD',
      'CONTROL_OFFICER',
      'AGENCY_HEAD',
    ]);
    team = await person('team', 'demo.finance-team', ['PARTNER']);
    citizen = new Browse(web);
    const matter = {
      ...{ service: 'demo.finance-diagnosis', channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION },
      ...{ subject: odd('subject'), description: odd('description'), district: odd('district') },
      contact: { name: odd('petitioner'), email: 'ming@example.tw' },
    };
    const taken = await web.get(Intake).logCase(desk, matter);
    ({ lookupCode } = taken);
    ({ caseNumber } = taken.file);
    const caseId = taken.file.id;
    const act = (actor: Actor, name: ActName, input: object = {}) => {
      web.time.forward(60_000);
      return web.get(CaseActs).perform({ actor, caseNumber, act: name, input });
    };
    await act(desk, 'assign', { unit: 'demo.guidance', reason: odd('assign') });
    await act(handler, 'note', { text: odd('note') });
    await act(handler, 'interim-reply', { text: odd('interim') });
    await act(desk, 'message', { text: odd('message') });
    await act({ kind: 'citizen', caseId }, 'message', { text: odd('her message') });
    await act(handler, 'request-supplement', { what: odd('supplement') });
    await act(handler, 'request-correction', { what: odd('correction'), lastDay: '2026-08-31' });
    await act(handler, 'receive-correction');
    await act(handler, 'submit');
    await act(chiefOf(handler), 'send-back', { reason: odd('sent back') });
    referral = (
      await web
        .get(Referrals)
        .offer({ actor: desk, caseNumber, input: { partner: 'demo.finance-team', reason: odd('referral') } })
    ).id;
    await web.get(Referrals).perform({ actor: team, referralId: referral, act: 'accept', input: {} });
    const other = (
      await web
        .get(Referrals)
        .offer({ actor: desk, caseNumber, input: { partner: 'demo.startup-team', reason: 'x' } })
    ).id;
    await web
      .get(Referrals)
      .perform({ actor: desk, referralId: other, act: 'recall', input: { reason: odd('recall') } });
    await web
      .get(UnitOfWork)
      .run((manager) =>
        manager.query(
          `UPDATE notice SET state = 'FAILED', reason = '${odd('gateway').replaceAll("'", "''")}'`,
        ),
      );
    head = await Browse.signedIn(web, 'handler', PASSWORD);
    await head.get('/desk/calendar');
    const declared = await head.post('/desk/calendar/days', {
      'date.year': '115',
      'date.month': '9',
      'date.day': '17',
      kind: 'CLOSURE',
      remark: odd('remark'),
      confirmed: 'yes',
    });
    if (declared.status !== 303) throw new Error(`the day was refused: ${declared.status}`);
    await web.pass(days(40));
    await web.get(UnitOfWork).run((manager) =>
      manager.update(
        CaseFile,
        { caseNumber },
        {
          handlerId: handler.id,
          origin: 'IMPORTED',
          givenOutcome: odd('outcome'),
          hotline: odd('hotline'),
        },
      ),
    );
    // signed in after the days that pass: a session would not last that long
    [agent, partner, head] = [
      await Browse.signedIn(web, 'agent', PASSWORD),
      await Browse.signedIn(web, 'team', PASSWORD),
      await Browse.signedIn(web, 'handler', PASSWORD),
    ];
  }, 60_000);
  afterAll(() => web.close());

  const CASE = [
    'subject',
    'description',
    'district',
    'petitioner',
    'assign',
    'note',
    'interim',
    'message',
    'her message',
  ];
  const MORE = [
    'supplement',
    'correction',
    'sent back',
    'referral',
    'recall',
    'outcome',
    'hotline',
    'gateway',
  ];
  /** Written by hand: which texts each page shows. */
  const PAGES: [string, () => Promise<{ text: string }>, string[]][] = [
    ['the case', () => agent.get(`/desk/cases/${caseNumber}`), [...CASE, ...MORE]],
    ['my list', () => head.get('/desk'), ['subject', 'name of handler']],
    ['all cases', () => agent.get('/desk/cases?queue=all'), ['subject', 'name of agent']],
    ['a search', () => agent.get(`/desk/cases?q=${encodeURIComponent(odd('asked'))}`), ['asked']],
    [
      'the referral',
      () => partner.get(`/desk/referrals/${referral}`),
      ['subject', 'description', 'district', 'petitioner', 'referral'],
    ],
    ['the inbox', () => partner.get('/desk/referrals'), ['district']],
    ['the board', () => head.get('/desk/board'), ['subject']],
    ['the calendar', () => head.get('/desk/calendar'), ['remark']],
    [
      'her page',
      async () => (await citizen.get('/progress'), citizen.submit('/progress', { caseNumber, lookupCode })),
      ['subject', 'description', 'interim', 'message', 'her message', 'supplement', 'correction'],
    ],
    [
      'a look-up that fails',
      async () => (
        await citizen.get('/progress'),
        citizen.submit('/progress', { caseNumber: odd('number'), lookupCode: odd('code') })
      ),
      ['number', 'code'],
    ],
    [
      'a sign-in that fails',
      async () => (
        await citizen.get('/desk/sign-in'),
        citizen.post('/desk/sign-in', { login: odd('login'), password: odd('secret') })
      ),
      ['login'],
    ],
    [
      'a call that is refused',
      async () => (
        await agent.get('/desk/calls/new'),
        agent.post('/desk/calls/case', {
          subject: odd('typed subject'),
          description: odd('typed description'),
          'contact.name': odd('typed name'),
        })
      ),
      ['typed subject', 'typed description', 'typed name'],
    ],
    [
      'an act that is refused',
      async () => (
        await head.get(`/desk/cases/${caseNumber}`),
        head.post(`/desk/cases/${caseNumber}/acts/extend`, {
          length: odd('length'),
          reason: odd('reason'),
          approver: 'unknown',
        })
      ),
      ['length', 'reason'],
    ],
    [
      'an act that came too late',
      async () => (
        await head.get(`/desk/cases/${caseNumber}`),
        head.post(`/desk/cases/${caseNumber}/acts/reopen`, { reason: odd('too late') })
      ),
      ['too late'],
    ],
    [
      'a day that is refused',
      async () => (
        await head.get('/desk/calendar'),
        head.post('/desk/calendar/days', { remark: odd('typed remark'), hours: odd('hours') })
      ),
      ['typed remark', 'hours'],
    ],
  ];

  const held = (text: string) => [...text.matchAll(/§([^§<]+)§/g)].map(([, mark]) => mark!);

  it.each(PAGES)('stay text on the page of %s', async (_what, open, shown) => {
    const { text } = await open();
    expect(text).not.toMatch(/<script>x/);
    const marks = held(text);
    for (const mark of shown) expect(marks).toContain(mark);
    // each text complete and escaped exactly once
    // a masked name keeps the first sign of each word
    for (const mark of new Set(marks.filter((one) => !one.includes('*'))))
      expect(text).toContain(`§${mark}§${ESCAPED}`);
  });

  it('stay text on each page of a report, and on check-your-answers', async () => {
    const typed: Record<string, Record<string, string>> = {
      service: { service: 'demo.finance-diagnosis' },
      subject: { subject: odd('reported') },
      privacy: { read: `${PRIVACY_NOTICE_VERSION} demo.finance-diagnosis` },
      details: { description: odd('details'), district: odd('where') },
      contact: { 'contact.name': odd('who'), 'contact.email': 'ming@example.tw', 'contact.phone': '' },
    };
    let { text } = await citizen.get('/cases/new/service');
    const seen = new Set<string>();
    for (const [question, answers] of Object.entries(typed)) {
      const { location } = await citizen.post(`/cases/new/${question}`, answers);
      for (const path of [`/cases/new/${question}`, location!]) {
        ({ text } = await citizen.get(path));
        expect(text).not.toMatch(/<script>x/);
        held(text).forEach((mark) => seen.add(mark));
      }
    }
    expect([...seen].toSorted()).toEqual(
      expect.arrayContaining(['reported', 'details', 'where', 'who'].toSorted()),
    );
    expect(text).toContain(`§who§${ESCAPED}`);
  });

  it('stay text in the board’s stream', async () => {
    const gone = new AbortController();
    const answer = await fetch(`${web.url}/desk/board/stream`, {
      headers: { cookie: head.cookies },
      signal: gone.signal,
    });
    let text = '';
    for await (const chunk of answer.body!) {
      text += new TextDecoder().decode(chunk);
      if (/data: .*\n\n/.test(text)) break;
    }
    gone.abort();
    expect(text).toContain('§subject§&lt;script>');
    expect(text).not.toMatch(/<script>x/);
  });
});
