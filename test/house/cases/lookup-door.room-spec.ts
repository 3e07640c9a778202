import { CaseAccess, formatCaseNumber, History, HistoryEvent, LookupDoor } from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { Notice } from '@app/notices';
import { type StaffActor, StaffRegister } from '@app/people';
import { days, Keyring, Limits, minutes, type Problem, Reader, TimeSource, UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';

jest.setTimeout(30_000);

const AT_ONCE = 300;

describe.each(DATABASES)('LookupDoor, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let door: LookupDoor;
  let agent: StaffActor;
  let caseNumber: string;
  let caseId: string;
  let lookupCode: string;

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    door = desk.get(LookupDoor);
    const where = {
      organisationId: 'demo',
      unitId: 'demo.service-desk',
      roles: ['FRONTLINE_AGENT' as const],
    };
    const { id } = await desk.get(StaffRegister).create({ login: 'agent', name: 'agent', ...where });
    agent = { kind: 'staff', id, name: 'agent', ...where };
  }, 60_000);
  afterAll(() => desk.close());

  beforeEach(async () => {
    const taken = await desk.get(Intake).logCase(agent, {
      channel: 'PHONE',
      noticeVersion: PRIVACY_NOTICE_VERSION,
      service: 'demo.consultation',
      subject: '貸款問題',
      description: '想了解貸款',
      contact: { name: '王小明' },
    });
    ({ caseNumber, id: caseId } = taken.file);
    ({ lookupCode } = taken);
  });

  const open = (code: string, address: string, of = { door, caseNumber }) =>
    of.door.open({ caseNumber: of.caseNumber, lookupCode: code, address }).then(
      () => 'opened',
      (error: Problem) => error.kind,
    );
  const wrong = (n: number) => `WRONG${String(n).padStart(5, '2')}`;
  const count = (all: readonly string[], what: string) => all.filter((one) => one === what).length;
  const told = () => desk.get(Reader).repository(HistoryEvent).findBy({ caseId, type: 'LOOKUP_GUESSED' });
  const guesses = (addresses: number) =>
    Promise.all(Array.from({ length: addresses }, (_, n) => open(wrong(n), `198.51.100.${n}`)));

  it('tests five of three hundred concurrent codes from one address, and not the right one after them', async () => {
    const answers = Array.from({ length: AT_ONCE }, (_, n) => open(wrong(n), '192.0.2.1'));
    const all = await Promise.all([...answers, open(lookupCode, '192.0.2.1')]);
    expect([count(all, 'NOT_FOUND'), count(all, 'TOO_MANY'), count(all, 'opened')]).toEqual([
      5,
      AT_ONCE - 4,
      0,
    ]);
    expect(await open(lookupCode, '192.0.2.2')).toBe('opened');
    desk.time.forward(minutes(15));
    expect(await open(lookupCode, '192.0.2.1')).toBe('opened');
  });

  it('counts the IPv6 addresses of one subscriber as one', async () => {
    const answers = Array.from({ length: 100 }, (_, n) => open(wrong(n), `2001:db8:1:2::${n.toString(16)}`));
    expect(count(await Promise.all(answers), 'NOT_FOUND')).toBe(5);
  });

  it('limits an unknown and a malformed number alike', async () => {
    for (const number of [formatCaseNumber('DEMO', desk.time.now(), 777), 'what']) {
      const of = { door, caseNumber: number };
      const answers = Array.from({ length: 100 }, (_, n) => open(wrong(n), '192.0.2.1', of));
      expect(count(await Promise.all(answers), 'NOT_FOUND')).toBe(5);
    }
  });

  it('counts across processes: together they answer five wrong codes', async () => {
    const another = new LookupDoor(
      desk.get(Reader),
      desk.get(UnitOfWork),
      desk.get(CaseAccess),
      desk.get(History),
      desk.get(Limits),
      desk.get(Keyring),
      desk.get(TimeSource),
    );
    const doors = [door, another];
    const answers = Array.from({ length: 100 }, (_, n) =>
      open(wrong(n), '192.0.2.1', { door: doors[n % 2]!, caseNumber }),
    );
    expect(count(await Promise.all(answers), 'NOT_FOUND')).toBe(5);
  });

  it('reads the failures once and writes nothing for a right code without earlier failures', async () => {
    const [looks, writes] = [jest.spyOn(desk.get(Reader), 'row'), jest.spyOn(desk.get(UnitOfWork), 'run')];
    const answers = await Promise.all(Array.from({ length: 100 }, () => open(lookupCode, '192.0.2.1')));
    const failures = looks.mock.calls.filter(([sql]) => sql.includes('failure'));
    const written = writes.mock.calls.length;
    looks.mockRestore();
    writes.mockRestore();
    expect([count(answers, 'opened'), failures.length, written]).toEqual([100, 100, 0]);
  });

  it('tells the owner once when eighty addresses guess at the same moment, and still lets the citizen in', async () => {
    expect(count(await guesses(80), 'NOT_FOUND')).toBe(80);
    expect(await told()).toHaveLength(1);
    const notices = await desk.get(Reader).repository(Notice).findBy({ caseId, kind: 'lookup-guessed' });
    expect(new Set(notices.map(({ occasion }) => occasion)).size).toBe(1);
    expect(await open(lookupCode, '198.51.100.1')).toBe('TOO_MANY');
    expect(await open(lookupCode, '192.0.2.1')).toBe('opened');
    desk.time.forward(days(1));
    expect(await open(lookupCode, '198.51.100.1')).toBe('opened');
  });

  it('does not notify of forty-nine, and of a second fifty only on another day', async () => {
    await guesses(49);
    expect(await told()).toEqual([]);
    desk.time.forward(days(1));
    await guesses(100);
    expect(await told()).toHaveLength(1);
    desk.time.forward(days(1));
    await guesses(50);
    expect(await told()).toHaveLength(2);
  });
});
