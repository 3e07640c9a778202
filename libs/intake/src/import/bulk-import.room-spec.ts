import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Adoption, Audit, CaseReader, CaseFile, ClockRow, HistoryEvent, firstBreak } from '@app/cases';
import { SYSTEM } from '@app/people';
import { Problem, Reader, days } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { ImportRun } from '../contact.entity.js';
import { BulkImport } from './bulk-import.js';
import { bostonFile, bostonRow, rocFile } from './spec-support.js';

const ROWS = 650;

describe.each([
  ['SQLite', false],
  ['PostgreSQL', true],
] as const)('bulk import on %s', (_name, postgres) => {
  let desk: TestDesk;
  const boston = () => join(desk.folder, 'boston.csv.gz');
  const run = (file: string, mapping: string, onProgress?: () => void) =>
    desk
      .get(BulkImport)
      .run({ file, mapping: `config/imports/${mapping}.yaml`, ...(onProgress && { onProgress }) });
  const count = async (table: string) =>
    Number((await desk.get(Reader).row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))!.n);
  const byId = (externalId: string) => desk.get(Reader).repository(CaseFile).findOneByOrFail({ externalId });
  const violations = async () => {
    const found = [];
    for await (const violation of desk.get(Audit).violations()) found.push(violation);
    return found;
  };

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    const rows = Array.from({ length: ROWS }, (_, n) => bostonRow(n));
    rows[3] = bostonRow(3, { OPEN_DT: '03/08/2015 02:30:00 AM' });
    rows[7] = bostonRow(7, { CASE_STATUS: 'Reopened' });
    await writeFile(boston(), gzipSync(bostonFile(rows)));
  });
  afterAll(() => desk.close());

  it('goes on with an import that was killed', async () => {
    const killed = run(boston(), 'boston-311', () => {
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    const before = await count('case_file');
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(ROWS);
    const result = await run(boston(), 'boston-311');
    expect(result).toMatchObject({
      resumed: true,
      rows: ROWS,
      known: before,
      inserted: ROWS - 1 - before,
      rejected: 1,
    });
    expect(await desk.get(Reader).repository(ImportRun).find()).toMatchObject([
      { mapping: 'boston-311', state: 'DONE', rowsRead: ROWS, inserted: ROWS - 1, rejected: 1 },
    ]);
  });

  it('changes nothing when it runs again', async () => {
    const tables = ['case_file', 'history_event', 'import_run', 'case_serial'];
    const before = await Promise.all(tables.map(count));
    const again = await run(boston(), 'boston-311');
    expect(again).toMatchObject({ resumed: false, inserted: 0, known: ROWS - 1, rejected: 1 });
    expect(await Promise.all(tables.map(count))).toEqual(before);
  });

  it('starts no clock, timer, notice, alert or survey and makes no key without personal data', async () => {
    const none = ['clock', 'timer', 'notice', 'alert', 'survey', 'case_key', 'petitioner'];
    expect(await Promise.all(none.map(count))).toEqual(none.map(() => 0));
    expect(await violations()).toEqual([]);
  });

  it('keeps what the other system said, in the zone it said it', async () => {
    expect(await byId('900000000003')).toMatchObject({
      ...{ organisationId: 'demo', serviceId: 'demo.city-report', unitId: 'demo.city-services' },
      ...{ status: 'CLOSED', channel: 'PHONE', origin: 'IMPORTED', codeVersion: 0, confidential: false },
      receivedAt: Date.parse('2015-03-08T07:30:00Z'), // 02:30 is skipped by summer time: 03:30 EDT
      closedAt: Date.parse('2015-04-15T16:32:32Z'),
      givenTargetAt: Date.parse('2015-04-30T21:00:00Z'),
      ...{ givenOutcome: 'ON_TIME', subject: 'Street Light, number 3', district: 'Dorchester' },
    });
    expect(await byId('900000000010')).toMatchObject({ serviceId: 'demo.application' });
  });

  it('writes a history whose chain is whole', async () => {
    const file = await byId('900000000003');
    const events = await desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ where: { caseId: file.id }, order: { seq: 'ASC' } });
    expect(events.map(({ type, at }) => [type, at])).toEqual([
      ['RECEIVED', file.receivedAt],
      ['CLOSED', file.closedAt],
      ['IMPORTED', desk.clock.now()],
    ]);
    expect(firstBreak(events, file.historyHead)).toBeUndefined();
    expect(file.caseNumber).toMatch(/^DEMO-1040308-\d{5}-\d$/);
  });

  it('reads Big5 with dates of the Republic, and seals the personal data', async () => {
    const file = join(desk.folder, 'old.csv');
    await writeFile(file, rocFile());
    expect(await run(file, 'roc-big5')).toMatchObject({ inserted: 50, known: 0, rejected: 0 });
    const rows = await desk.get(Reader).repository(CaseFile).findBy({ mapping: 'roc-big5' });
    expect(rows.filter(({ status }) => status === 'IN_PROGRESS')).toHaveLength(10);
    const first = await byId('A0003');
    expect(first).toMatchObject({ subject: '路燈故障第3案', district: '中正區', locale: 'zh-TW' });
    expect(first.receivedAt).toBe(Date.parse('2025-03-03T00:00:00+08:00'));
    expect(await desk.get(CaseReader).description(first)).toBe('請儘速派員處理');
    expect(await desk.get(CaseReader).petitioner(first.id)).toEqual({
      ...{ name: '王小明', email: 'citizen2@example.tw', phone: '+886912345678' },
    });
    expect(await count('petitioner')).toBe(25);
    expect(first.description).not.toContain('請儘速');
    expect(await violations()).toEqual([]);
  });

  it('puts an open case under our promises from the day it is adopted', async () => {
    const { caseNumber, id } = await byId('900000000000');
    const clocks = await desk.get(Adoption).adopt(SYSTEM, caseNumber);
    expect(clocks.map(({ commitmentId, state, dueDate }) => [commitmentId, state, dueDate])).toEqual([
      ['house.first-step', 'RUNNING', '2026-08-20'],
      ['law.application', 'RUNNING', '2026-10-19'],
    ]);
    expect(clocks.every(({ startedAt }) => startedAt === desk.clock.now())).toBe(true);
    expect((await byId('900000000000')).codeVersion).toBe(0);
    expect(await violations()).toEqual([]);
    desk.clock.forward(days(2));
    await desk.get(TimerRunner).sweep();
    const overdue = await desk.get(Reader).repository(HistoryEvent).findBy({ caseId: id, type: 'OVERDUE' });
    expect(overdue.map(({ facts }) => facts.commitment)).toEqual(['house.first-step']);
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['900000000000', 'already-adopted'],
    ['900000000003', 'not-open'],
  ])('does not adopt %s: %s', async (externalId, code) => {
    const { caseNumber } = await byId(externalId);
    const refused = await desk
      .get(Adoption)
      .adopt(SYSTEM, caseNumber)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).code).toBe(code);
    expect(await desk.get(Reader).repository(ClockRow).countBy({ commitmentId: 'law.petition' })).toBe(0);
  });
});
