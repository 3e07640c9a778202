import { CaseRegister, LookupCodes } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { type Notice, NoticeSender } from '@app/notices';
import { days } from '@app/platform';
import { Referrals } from '@app/referrals';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startDesk, type TestDesk } from '../../support/desk.js';
import { Office } from '../../support/office.js';

jest.setTimeout(30_000);

describe.each([
  ['SQLite', {}],
  ['PostgreSQL', { postgres: true }],
])('an address that strangers name, on %s', (_database, options) => {
  let office: Office;
  beforeEach(async () => void (office = await new Office(await startDesk(options)).people()), 60_000);
  afterEach(() => office.desk.close());
  const get: TestDesk['get'] = (what) => office.desk.get(what);

  const cap = 20;
  const states = (rows: Notice[]) => rows.map(({ state, reason, heldUntil }) => [state, reason, heldUntil]);
  const day = (ahead: number) => (Math.floor(office.desk.time.now() / days(1)) + ahead) * days(1);
  const report = (email: string, n = 1) =>
    Promise.all(Array.from({ length: n }, () => office.open({ email })));

  it('gets a limited number of receipts a day; the others wait, number and code together, and all are sent', async () => {
    const email = 'victim@example.test';
    const files = await report(email, cap / 2);
    for (const row of await office.notices(files.at(-1)!)) expect(row.state).toBe('PENDING');
    const late = (await report(email))[0]!;
    const held = ['PENDING', 'TOO_MANY', day(1)];
    expect(states(await office.notices(late))).toEqual([held, held]);
    await get(NoticeSender).sweep();
    expect(states(await office.notices(late))).toEqual([held, held]);
    office.desk.time.set(day(1));
    await get(NoticeSender).sweep();
    expect((await office.owed(late)).sort()).toEqual([
      'case-received EMAIL ACCEPTED',
      'lookup-code EMAIL ACCEPTED',
    ]);
  });

  it('gets no more when a hundred reports come at once, and none is lost', async () => {
    const files = await report('crowd@example.test', 100);
    const rows = (await Promise.all(files.map((file) => office.notices(file)))).flat();
    const perDay = new Map<number, number>();
    for (const { state, heldUntil } of rows) {
      expect(state).toBe('PENDING');
      const at = heldUntil ?? day(0);
      perDay.set(at, (perDay.get(at) ?? 0) + 1);
    }
    const expected = Array.from({ length: 10 }, (_, ahead) => [day(ahead), cap]);
    expect([...perDay].toSorted(([a], [b]) => a - b)).toEqual(expected);
  });

  it('gets all messages about its own case at once, regardless of other reports', async () => {
    const email = 'hers@example.test';
    const own = (await report(email))[0]!;
    const files = await report(email, 20);
    const other = files.at(-1)!;
    await office.act(own, 'request-correction', { what: '缺附件', lastDay: '2026-09-01' });
    await office.act(own, 'receive-correction');
    await office.act(own, 'extend', { length: '5wd', reason: '需要時間', approver: 'head' });
    await office.act(own, 'approve', {}, office.head);
    await office.act(own, 'interim-reply', { text: '先說明' });
    await office.act(own, 'reply', { text: '答復' });
    await office.act(other, 'merge', { into: files[0]!.caseNumber });
    await office.act(files[1]!, 'transfer', { agency: '他機關', reason: '權責' }, office.head);
    await get(LookupCodes).issue(office.agent, files[2]!.caseNumber);
    const owed = (
      await Promise.all([own, other, ...files.slice(1, 3)].map((file) => office.notices(file)))
    ).flat();
    const free = owed.filter(({ heldUntil }) => heldUntil === null).map(({ kind }) => kind);
    for (const kind of [
      ...['correction-requested', 'extended', 'interim-replied', 'replied', 'merged', 'transferred'],
      'lookup-code',
    ])
      expect(free).toContain(kind);
    const receipts = owed.filter(({ heldUntil }) => heldUntil !== null).map(({ kind }) => kind);
    expect([...new Set(receipts)].sort()).toEqual(['case-received', 'lookup-code']);
    await get(NoticeSender).sweep();
    const after = await office.notices(own);
    expect(after.every(({ state }) => state === 'ACCEPTED')).toBe(true);
  });

  it('may be the shared mailbox of an office whose cases staff log: nothing of them waits', async () => {
    const email = 'village@example.test';
    await report(email, 30);
    const service = get(Catalogue).service('demo.consultation')!;
    const petitioner = { name: '里辦公處', email, phone: null };
    const given = { service, petitioner, channel: 'COUNTER', subject: '路燈', description: '不亮' };
    const rest = { hotline: null, district: null, locale: 'zh-TW', noticeVersion: '1' };
    const file = await get(CaseRegister).open(office.agent, { ...given, ...rest });
    for (const row of await office.notices(file))
      expect(row).toMatchObject({ state: 'PENDING', heldUntil: null });
  });

  it('of staff gets messages about work without limit', async () => {
    const email = 'partner@agency.test';
    await report(email, 30);
    const file = await office.open();
    const input = { partner: 'demo.finance-team', reason: '請協助' };
    await get(Referrals).offer({ actor: office.agent, caseNumber: file.caseNumber, input });
    const offered = (await office.notices(file)).filter(({ kind }) => kind === 'referral-offered');
    expect(offered.length).toBeGreaterThan(0);
    for (const row of offered) expect(row).toMatchObject({ state: 'PENDING', heldUntil: null });
  });
});
