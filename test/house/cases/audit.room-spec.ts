import { Audit, CaseFile, type Share, WHOLE_CASE_INVARIANTS } from '@app/cases';
import { Intake } from '@app/intake';
import { Notice } from '@app/notices';
import { days, insertRows, minutes, newId, Reader, registeredInvariants, UnitOfWork } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';

/** Columns that a duplicate row shares with the first. */
const CLOCK = `"caseId", "organisationId", "unitId", "ownerUnitId", standing, "commitmentId", "commitmentVersion", "calendarVersion",
  subject, "subjectId", state, "startedAt", "dueAt", generation`;
const FILE = `shown, name, wrapped, kind, size, blob, "blobSize", sha256, "actorKind", state, attempts, fence, "createdAt", interruptions`;
const FILE_IS = (state: string) =>
  `TRUE, 'n', 'w', 'pdf', 1, '${state}', 1, 'h', 'citizen', '${state}', 0, 0, 0, 5`;
const TIMER = `kind, "caseId", "subjectId", occurrence, generation, "dueAt", state, failures`;

const STAFF = (unit: string, roles: string) =>
  `INSERT INTO staff (id, login, name, "organisationId", "unitId", roles, "passwordHash", "formerHashes",
      "mustChangePassword", active, "createdAt")
    VALUES ('x', 'x', 'x', 'sme', '${unit}', '${roles}', '', '[]', FALSE, TRUE, 0)`;

const ASKED = (state: string, opens: string) =>
  `INSERT INTO co_handling (id, "caseId", "unitId", "unitOrganisationId", "askedBy", state, opens, "askedAt")
    VALUES ('x', '$ID', 'sme.planning', 'sme', 'x', '${state}', ${opens}, 0)`;

/** The invariant, the SQL that violates it, and the SQL that repairs it; `$ID` is the case. */
const BREAKS: [name: string, harm: string, mend: string][] = [
  [
    'history-chain',
    `UPDATE history_event SET at = at + 1 WHERE "caseId" = '$ID' AND seq = 1`,
    `UPDATE history_event SET at = at - 1 WHERE "caseId" = '$ID' AND seq = 1`,
  ],
  [
    'history-chain',
    `UPDATE history_event SET facts = facts || ' ' WHERE "caseId" = '$ID' AND seq = 1`,
    `UPDATE history_event SET facts = rtrim(facts) WHERE "caseId" = '$ID' AND seq = 1`,
  ],
  [
    'history-length',
    `UPDATE case_file SET "historySeq" = "historySeq" + 1 WHERE id = '$ID'`,
    `UPDATE case_file SET "historySeq" = "historySeq" - 1 WHERE id = '$ID'`,
  ],
  [
    'clock-not-folded',
    `UPDATE clock SET "dueAt" = "dueAt" + 1 WHERE "caseId" = '$ID'`,
    `UPDATE clock SET "dueAt" = "dueAt" - 1 WHERE "caseId" = '$ID'`,
  ],
  [
    'case-without-clock',
    `UPDATE clock SET state = 'CANCELLED' WHERE "caseId" = '$ID' AND state = 'RUNNING'`,
    `UPDATE clock SET state = 'RUNNING' WHERE "caseId" = '$ID' AND state = 'CANCELLED'`,
  ],
  [
    'clock-counts',
    `UPDATE clock_count SET n = n + 1 WHERE standing = 'OVERDUE'`,
    `UPDATE clock_count SET n = n - 1 WHERE standing = 'OVERDUE'`,
  ],
  [
    'clock-misplaced',
    `UPDATE clock SET "ownerUnitId" = 'sme.planning' WHERE "caseId" = '$ID'`,
    `UPDATE clock SET "ownerUnitId" = 'sme.finance-development' WHERE "caseId" = '$ID'`,
  ],
  [
    'clock-standing',
    `UPDATE clock SET state = 'PAUSED' WHERE "caseId" = '$ID' AND state = 'RUNNING'`,
    `UPDATE clock SET state = 'RUNNING' WHERE "caseId" = '$ID' AND state = 'PAUSED'`,
  ],
  [
    'two-live-clocks',
    `INSERT INTO clock (id, occurrence, ${CLOCK}) SELECT id || '-twin', occurrence + 1, ${CLOCK}
      FROM clock WHERE "caseId" = '$ID' AND state = 'RUNNING'`,
    `DELETE FROM clock WHERE id LIKE '%-twin'`,
  ],
  [
    'two-live-timers',
    `INSERT INTO timer (id, ${TIMER}) SELECT id || '-twin', ${TIMER}
      FROM timer WHERE "caseId" = '$ID' AND state = 'ARMED'`,
    `DELETE FROM timer WHERE id LIKE '%-twin'`,
  ],
  [
    'timer-of-older-clock',
    `UPDATE timer SET generation = generation + 1 WHERE "caseId" = '$ID' AND state = 'ARMED'`,
    `UPDATE timer SET generation = generation - 1 WHERE "caseId" = '$ID' AND state = 'ARMED'`,
  ],
  [
    'clock-without-timer',
    `UPDATE timer SET kind = 'case.closes' WHERE "caseId" = '$ID' AND kind = 'clock.rung' AND state = 'ARMED'`,
    `UPDATE timer SET kind = 'clock.rung' WHERE "caseId" = '$ID' AND kind = 'case.closes'`,
  ],
  [
    'timer-left-lying',
    `UPDATE timer SET "dueAt" = "dueAt" - 86400000000 WHERE "caseId" = '$ID' AND state = 'ARMED'`,
    `UPDATE timer SET "dueAt" = "dueAt" + 86400000000 WHERE "caseId" = '$ID' AND state = 'ARMED'`,
  ],
  [
    'list-place',
    `UPDATE case_file SET "listOrder" = "listOrder" + 1 WHERE id = '$ID'`,
    `UPDATE case_file SET "listOrder" = "listOrder" - 1 WHERE id = '$ID'`,
  ],
  [
    'list-place',
    `UPDATE case_file SET "waitsFor" = 'CITIZEN' WHERE id = '$ID'`,
    `UPDATE case_file SET "waitsFor" = 'START' WHERE id = '$ID'`,
  ],
  [
    'list-place',
    `UPDATE case_file SET "correctionBy" = '2026-11-30' WHERE id = '$ID'`,
    `UPDATE case_file SET "correctionBy" = NULL WHERE id = '$ID'`,
  ],
  [
    'attachment-held-twice',
    `INSERT INTO attachment (id, "caseId", draft, ${FILE}) VALUES ('twice', '$ID', 'a draft', ${FILE_IS('CLEAN')})`,
    `DELETE FROM attachment WHERE id = 'twice'`,
  ],
  [
    'attachment-quarantined',
    `INSERT INTO attachment (id, "caseId", ${FILE}) VALUES ('stuck', '$ID', ${FILE_IS('SCAN_FAILED')})`,
    `DELETE FROM attachment WHERE id = 'stuck'`,
  ],
  [
    'timer-quarantined',
    `UPDATE timer SET state = 'QUARANTINED' WHERE "caseId" = '$ID' AND state = 'ARMED'`,
    `UPDATE timer SET state = 'ARMED' WHERE "caseId" = '$ID' AND state = 'QUARANTINED'`,
  ],
  [
    'breach-not-matched',
    `UPDATE timer SET state = 'CANCELLED' WHERE "caseId" = '$ID' AND state = 'FIRED' AND kind = 'clock.due'`,
    `UPDATE timer SET state = 'FIRED' WHERE "caseId" = '$ID' AND state = 'CANCELLED' AND kind = 'clock.due'`,
  ],
  [
    'imported-with-clock',
    `UPDATE case_file SET origin = 'IMPORTED' WHERE id = '$ID'`,
    `UPDATE case_file SET origin = 'LIVE' WHERE id = '$ID'`,
  ],
  [
    'demonstration-mixed',
    `UPDATE case_file SET origin = 'DEMONSTRATION' WHERE id = '$ID'`,
    `UPDATE case_file SET origin = 'LIVE' WHERE id = '$ID'`,
  ],
  [
    'case-owner',
    `UPDATE case_file SET "unitId" = 'bsmi.secretariat' WHERE id = '$ID'`,
    `UPDATE case_file SET "unitId" = 'sme.finance-development' WHERE id = '$ID'`,
  ],
  [
    'team-owns-case',
    `UPDATE case_file SET "unitId" = 'sme.north-desk' WHERE id = '$ID'`,
    `UPDATE case_file SET "unitId" = 'sme.finance-development' WHERE id = '$ID'`,
  ],
  ['co-handling-opens', ASKED('RECALLED', 'TRUE'), `DELETE FROM co_handling`],
  ['co-handling-opens', ASKED('OPEN', 'FALSE'), `DELETE FROM co_handling`],
  // a unit that has answered reads on until the case is over
  ['co-handling-opens', ASKED('ANSWERED', 'FALSE'), `DELETE FROM co_handling`],
  ['team-roles', STAFF('sme.north-desk', '["CASE_HANDLER"]'), `DELETE FROM staff`],
  ['team-roles', STAFF('sme.north-desk', '["PARTNER","ADMIN"]'), `DELETE FROM staff`],
  ['team-roles', STAFF('sme.planning', '["PARTNER"]'), `DELETE FROM staff`],
  ['team-roles', STAFF('sme.planning', '["CASE_HANDLER","PARTNER"]'), `DELETE FROM staff`],
  [
    'event-without-notice',
    `UPDATE notice SET kind = 'x' WHERE "caseId" = '$ID' AND kind = 'case-received'`,
    `UPDATE notice SET kind = 'case-received' WHERE "caseId" = '$ID' AND kind = 'x'`,
  ],
  [
    'notice-stuck',
    `UPDATE notice SET state = 'SENDING', "leaseUntil" = 1 WHERE "caseId" = '$ID' AND kind = 'case-received'`,
    `UPDATE notice SET state = 'PENDING', "leaseUntil" = NULL WHERE "caseId" = '$ID' AND kind = 'case-received'`,
  ],
  [
    'notice-put-aside',
    `UPDATE notice SET state = 'UNKNOWN', interruptions = 5 WHERE "caseId" = '$ID' AND kind = 'case-received'`,
    `UPDATE notice SET state = 'PENDING', interruptions = NULL WHERE "caseId" = '$ID' AND kind = 'case-received'`,
  ],
  [
    'notice-of-import',
    `UPDATE case_file SET origin = 'IMPORTED' WHERE id = '$ID'`,
    `UPDATE case_file SET origin = 'LIVE' WHERE id = '$ID'`,
  ],
];

describe.each(DATABASES)('the audit, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let broken: string;

  const found = async () => {
    const names: string[] = [];
    for await (const violation of desk.get(Audit).violations()) names.push(violation.invariant);
    return names;
  };
  const change = (sql: string) =>
    desk.get(UnitOfWork).run((manager) => manager.query(sql.replaceAll('$ID', broken)));
  const report = (n: number) =>
    desk.get(Intake).report(
      {
        ...{ service: 'sme.finance-diagnosis', subject: `第 ${n} 案`, description: '內容' },
        contact: { name: '王小明', email: `citizen${n}@example.tw` },
      },
      { address: `192.0.2.${n}` },
    );

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    broken = (await report(1)).file.id;
    await report(2);
    desk.time.forward(days(5)); // the first clock is overdue: one promise is broken
    await desk.get(TimerRunner).sweep();
  });
  afterAll(() => desk.close());

  it('finds nothing on a living desk', async () => {
    expect(await desk.get(Reader).repository(CaseFile).count()).toBe(2);
    const rows = await desk.get(Reader).rows(`SELECT seq FROM history_event WHERE type = 'OVERDUE'`);
    expect(rows).toHaveLength(2);
    expect(await found()).toEqual([]);
  });

  it.each(BREAKS)('reports %s', async (name, harm, mend) => {
    await change(harm);
    const names = await found();
    await change(mend);
    expect(names).toContain(name);
    expect(await found()).toEqual([]);
  });

  it('does not report a case of a team that has ended: its people read none in any case', async () => {
    const ended = `UPDATE case_file SET "unitId" = 'sme.north-desk', open = FALSE WHERE id = '$ID'`;
    await change(ended);
    const names = await found();
    await change(`UPDATE case_file SET "unitId" = 'sme.finance-development', open = TRUE WHERE id = '$ID'`);
    expect(names).not.toContain('team-owns-case');
    expect(await found()).toEqual([]);
  });

  it('reports a message owed twice, where the index that forbids it is missing', async () => {
    const index = 'ux_notice_caseId_kind_occasion_channel_recipientHash';
    const rows = await desk.get(Reader).repository(Notice).findBy({ caseId: broken, kind: 'case-received' });
    await change(`DROP INDEX "${index}"`);
    const again = (more: Partial<Notice>) =>
      desk
        .get(UnitOfWork)
        .run((manager) => insertRows(manager, Notice, [{ ...rows[0]!, id: `${newId(1)}-twin`, ...more }]));
    await again({ recipientHash: 'another person' });
    const toTwo = await found();
    await again({});
    const names = await found();
    await change(`DELETE FROM notice WHERE id LIKE '%-twin'`);
    await change(
      `CREATE UNIQUE INDEX "${index}" ON notice ("caseId", kind, occasion, channel, "recipientHash")`,
    );
    expect([toTwo, names]).toEqual([[], ['two-notices']]);
    expect(await found()).toEqual([]);
  });

  it('does not report what was due within the last two sweeps, or will be retried', async () => {
    const [row] = await desk.get(Reader).repository(Timer).findBy({ caseId: broken, state: 'ARMED' });
    const due = async (dueAt: number, retryAt: number | null) => {
      await change(`UPDATE timer SET "dueAt" = ${dueAt}, "retryAt" = ${retryAt} WHERE id = '${row!.id}'`);
      return found();
    };
    const ago = desk.time.now() - minutes(2);
    const outcomes = [
      await due(ago, null),
      await due(ago - 1, null),
      await due(ago - 1, ago),
      await due(ago - 1, ago - 1),
    ];
    await due(row!.dueAt, null);
    expect(outcomes).toEqual([[], ['timer-left-lying'], [], ['timer-left-lying']]);
    expect(await found()).toEqual([]);
  });

  it('is tested for every invariant', () => {
    const elsewhere = ['two-notices', 'chase-unheard']; // tested above and in test/house/notices/chasing
    const all = [...registeredInvariants(), ...WHOLE_CASE_INVARIANTS].map(({ name }) => name);
    const tried = new Set([...BREAKS.map(([name]) => name), 'demonstration-mixed', ...elsewhere]);
    expect([...tried].toSorted()).toEqual([...all, 'demonstration-mixed'].toSorted());
  });

  it('finds the same in two halves as at once, each violation once', async () => {
    const files = await desk.get(Reader).repository(CaseFile).find();
    const copies = Array.from({ length: 600 }, (_, n) => ({
      ...files[0]!,
      id: `${files[0]!.id}-${n}`,
      caseNumber: `COPY-${String(n).padStart(3, '0')}`,
      origin: n === 599 ? ('DEMONSTRATION' as const) : ('LIVE' as const),
    }));
    await desk.get(UnitOfWork).run((manager) => insertRows(manager, CaseFile, copies));
    const said = async (share?: Share) => {
      const lines: string[] = [];
      for await (const { invariant, subject, words } of desk.get(Audit).violations(undefined, share))
        lines.push(`${invariant} ${subject} ${words}`);
      return lines;
    };
    const whole = await said();
    const halves = [await said({ nth: 0, of: 2 }), await said({ nth: 1, of: 2 })];
    await change(`DELETE FROM case_file WHERE "caseNumber" LIKE 'COPY-%'`);
    expect(whole.filter((line) => line.startsWith('history-chain COPY-'))).toHaveLength(600);
    expect(whole.filter((line) => line.startsWith('demonstration-mixed'))).toHaveLength(1);
    expect(Math.min(...halves.map(({ length }) => length))).toBeGreaterThan(200);
    expect(halves.flat().toSorted()).toEqual(whole.toSorted());
  });
});
