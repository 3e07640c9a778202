import { Audit } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { Notice, NoticeSender } from '@app/notices';
import { Trail } from '@app/people';
import { migrate, minutes, Reader, type Violation } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Not, type QueryRunner } from 'typeorm';
import { DATABASES } from '../support/databases.js';
import { EARLIER, earlierDesk, type EarlierDesk } from '../upgrade/earlier-desk.js';

jest.setTimeout(60_000);

/** The migrations since then, in their order, each with the fewest statements that it takes. */
const STATEMENTS = {
  ...{ Subjects1764500000002: 4, Subjects1764500000004: 4, Subjects1764500000008: 4 },
  ...{ Drafts1765000000000: 2, Attachments1765100000000: 8, AnsweredIndex1765200000000: 1 },
  ...{ CitizenSessions1765300000004: 1, CodeRequests1765300000005: 1 },
  ...{ ErasedIndex1765300000020: 1, EndedIndex1765300000021: 1, DataRequests1765300000030: 1 },
  ...{ RetentionItems1765300000031: 1, Confirmations1766000000004: 2, CallEndings1766100000006: 4 },
  ...{ ApprovalRequests1767100000004: 1, ListPlaces1767110000104: 15 },
  ...{ CoHandlings1767300000010: 1, Chases1767300000011: 1 },
  ...{ Knowledge1767400000001: 2, CallRecords1767400000006: 1 },
  ...{ Lists1767500000010: 4 },
  ...{ CalendarAbsences1767600000001: 2, CaseDecisions1767600000010: 1, Trackers1767600000011: 2 },
  ...{ CaseTasks1767700000001: 1, Morning1767700001000: 4 },
  ...{ PartnerRole1767700001001: 2, BulkDone1767700001101: 1, OpenedCases1767700001102: 5 },
};
const LATER = Object.keys(STATEMENTS) as (keyof typeof STATEMENTS)[];

/** Who is of a partner team on it. */
const TEAMS = ['partner', 'startup'];

describe.each(DATABASES)('a desk of November 2026 on %s', (_name, postgres) => {
  let desk: EarlierDesk;
  beforeEach(async () => void (desk = await earlierDesk(postgres)));
  afterEach(() => desk.close());

  const counted = async (table: string) =>
    Number((await desk.app.get(Reader).row<{ n: number }>(`SELECT COUNT(*) AS n FROM "${table}"`))!.n);
  const whole = () =>
    Object.fromEntries(Object.entries(EARLIER.tables).map(([name, { length }]) => [name, length]));
  const stored = async () => {
    const names = Object.keys(EARLIER.tables);
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await counted(name)] as const)),
    );
  };
  const violations = async () => {
    await desk.app.get(Catalogue).refresh();
    const found: Violation[] = [];
    for await (const one of desk.app.get(Audit).violations()) found.push(one);
    return [...found, await desk.app.get(Trail).firstBreak()].filter((one) => one !== undefined);
  };

  it('is migrated with every row, and the audit finds nothing', async () => {
    expect(await migrate(desk.source)).toEqual(LATER);
    expect(await stored()).toEqual({ ...whole(), migrations: whole()['migrations']! + LATER.length });
    expect(await violations()).toEqual([]);
  });

  it('has the subject of each message, alert and timer', async () => {
    await migrate(desk.source);
    const reader = desk.app.get(Reader);
    const notices = await reader.repository(Notice).find();
    expect(
      notices.filter(({ subject, subjectId, caseId }) => subject !== 'CASE' || subjectId !== caseId),
    ).toEqual([]);
    const timers = await reader.repository(Timer).find();
    const ofNone = timers.filter(({ caseId }) => caseId === null).map(({ kind }) => kind);
    expect(new Set(ofNone)).toEqual(new Set(['notice.before-holiday']));
    expect(timers.filter(({ caseId }) => caseId === '')).toEqual([]);
    const alerts = await reader.rows<{ subject: string }>('SELECT subject FROM alert');
    expect(alerts.map(({ subject }) => subject)).toEqual(['CLOCK', 'CLOCK']);
  });

  it('has the people of partner teams as such, and all others as they were', async () => {
    const roles = async () =>
      desk.app
        .get(Reader)
        .rows<{ login: string; roles: string }>('SELECT login, roles FROM staff ORDER BY login');
    const before = await roles();
    expect(before.filter(({ login }) => TEAMS.includes(login))).toHaveLength(TEAMS.length);
    await migrate(desk.source);
    expect(await roles()).toEqual(
      before.map((one) => (TEAMS.includes(one.login) ? { ...one, roles: '["PARTNER"]' } : one)),
    );
  });

  it.each([
    ['of a unit that owns a service, which is none', `UPDATE staff SET "unitId" = 'ida.biomedical-window'`],
    ['who only look on', `UPDATE staff SET roles = '["AUDITOR"]'`],
  ])('leaves people in a team as they are: those %s', async (_who, change) => {
    await desk.source.query(`${change} WHERE login = 'partner'`);
    const roles = async () =>
      (await desk.app.get(Reader).row<{ roles: string }>(`SELECT roles FROM staff WHERE login = 'partner'`))!
        .roles;
    const before = await roles();
    await migrate(desk.source);
    expect(await roles()).toBe(before);
  });

  it('has each call as one that was solved at once', async () => {
    await migrate(desk.source);
    const endings = await desk.app
      .get(Reader)
      .rows<{ ending: string }>('SELECT ending FROM contact WHERE "caseId" IS NULL AND "undoneAt" IS NULL');
    expect(endings).toHaveLength(EARLIER.tables['contact']!.length);
    expect(new Set(endings.map(({ ending }) => ending))).toEqual(new Set(['SOLVED']));
  });

  it('continues its work: waiting messages are sent, due timers fire', async () => {
    await migrate(desk.source);
    await desk.app.get(Catalogue).refresh();
    desk.time.forward(minutes(10));
    await desk.app.get(NoticeSender).sweep();
    const left = await desk.app.get(Reader).repository(Notice).findBy({ state: 'PENDING' });
    expect(left.filter(({ nextAttemptAt }) => nextAttemptAt! <= desk.time.now())).toEqual([]);
    desk.time.forward(minutes(60 * 24 * 30));
    while ((await desk.app.get(TimerRunner).sweep()) > 0);
    const overdue = await desk.app.get(Reader).repository(Timer).findBy({ state: 'ARMED' });
    expect(overdue.filter(({ dueAt }) => dueAt <= desk.time.now())).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('completes a list before a holiday that was partly written, and arms the next', async () => {
    const [day, rest] = ['2026-02-13', '1771862400000>019c308d-69e0-7140-9448-fc5f7ccda3bc'];
    const armed = { kind: 'notice.before-holiday', state: 'ARMED', subjectId: 'demo' } as const;
    await desk.source.query(
      `UPDATE timer SET occurrence = '${day}>${rest}', "liveKey" = 'notice.before-holiday|demo|${day}>${rest}', "dueAt" = ${EARLIER.madeAt}
        WHERE kind = '${armed.kind}' AND state = '${armed.state}' AND "subjectId" = '${armed.subjectId}'`,
    );
    const timers = desk.app.get(Reader).repository(Timer);
    const others = async () =>
      (await timers.find({ where: { kind: Not(armed.kind) }, order: { id: 'ASC' } })).map(
        ({ id, occurrence, liveKey }) => [id, occurrence, liveKey],
      );
    const before = await others();
    await migrate(desk.source);
    expect(await others()).toEqual(before);
    const halfWritten = await timers.findOneByOrFail(armed);
    expect([halfWritten.occurrence, halfWritten.liveKey]).toEqual([day, `${armed.kind}|demo|${day}`]);
    await desk.app.get(Catalogue).refresh();
    await desk.app.get(TimerRunner).sweep();
    const lists = await desk.app.get(Reader).repository(Notice).findBy({ subject: 'ORGANISATION' });
    expect(new Set(lists.map(({ subjectId, occasion }) => `${subjectId} ${occasion}`))).toEqual(
      new Set([`demo ${day}`]),
    );
    expect(await timers.findOneByOrFail(armed)).toMatchObject({ occurrence: '2026-02-26' });
  });

  it.each(LATER)(
    'killed at each statement of %s, is unchanged, and is migrated at the next start',
    async (name) => {
      const migration = desk.source.migrations.find((one) => one.constructor.name === name)!;
      const up = migration.up.bind(migration);
      let broken = 0;
      for (let at = 1; ; at++) {
        migration.up = (runner) => up(breaksAt(runner, at));
        const ended = await migrate(desk.source).then(
          () => 'done',
          (error: Error) => error.message,
        );
        if (ended === 'done') break;
        expect(ended).toBe('killed');
        broken = at;
      }
      expect(broken).toBeGreaterThanOrEqual(STATEMENTS[name]);
      expect(await stored()).toEqual({ ...whole(), migrations: whole()['migrations']! + LATER.length });
      expect(await violations()).toEqual([]);
    },
  );
});

/** A connection that breaks at its n-th statement. */
function breaksAt(runner: QueryRunner, n: number): QueryRunner {
  let asked = 0;
  const query = async (...args: unknown[]) => {
    if (++asked === n) throw new Error('killed');
    return (runner.query as (...all: unknown[]) => Promise<unknown>).apply(runner, args);
  };
  // its other methods stay unbound, so that the statements they send are counted too
  return new Proxy(runner, {
    get: (target, name): unknown => (name === 'query' ? query : Reflect.get(target, name)),
  });
}
