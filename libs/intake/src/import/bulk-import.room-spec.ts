import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Adoption, Audit, CaseReader, CaseFile, ClockRow, HistoryEvent, firstBreak } from '@app/cases';
import { SYSTEM } from '@app/people';
import { Problem, Reader, days } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../../test/support/desk.js';
import { refusal } from '../../../../test/support/story.js';
import { ImportRun } from '../contact.entity.js';
import { BulkImport } from './bulk-import.js';
import { bostonFile, bostonRow, rocFile } from '../../../../test/support/import-files.js';

/** More rows than one transaction takes. */
const ROWS = 650;
/** First row number of each test: each has a hundred of its own, the long file more. */
const [SILENT, SAID, CHAINED, ADOPTED, REFUSED, LONG] = [0, 100, 200, 300, 400, 1_000] as const;

describe.each(DATABASES)('bulk import on %s', (_name, postgres) => {
  let desk: TestDesk;
  const run = (file: string, mapping: string, onProgress?: () => void) =>
    desk
      .get(BulkImport)
      .run({ file, mapping: `config/imports/${mapping}.yaml`, ...(onProgress && { onProgress }) });
  /** A gzipped file of rows in Boston's format, named by its first row. */
  const boston = async (from: number, rows: string[][]) => {
    const file = join(desk.folder, `boston-${from}.csv.gz`);
    await writeFile(file, gzipSync(bostonFile(rows)));
    return file;
  };
  /** Imports a file of one row and returns its case, which is open if the number is divisible by 6. */
  const imported = async (n: number, over: Parameters<typeof bostonRow>[1] = {}) => {
    const result = await run(await boston(n, [bostonRow(n, over)]), 'boston-311');
    expect(result).toMatchObject({ inserted: 1, known: 0, rejected: 0 });
    return byId(String(900_000_000_000 + n));
  };
  const count = async (table: string) =>
    Number((await desk.get(Reader).row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))!.n);
  const counts = (tables: readonly string[]) => Promise.all(tables.map(count));
  const byId = (externalId: string) => desk.get(Reader).repository(CaseFile).findOneByOrFail({ externalId });
  const violations = async () => {
    const found = [];
    for await (const violation of desk.get(Audit).violations()) found.push(violation);
    return found;
  };

  beforeAll(async () => void (desk = await startDesk({ postgres })));
  afterAll(() => desk.close());

  it('resumes an import that was killed, and changes nothing when it runs again', async () => {
    const rows = Array.from({ length: ROWS }, (_, n) => bostonRow(LONG + n));
    rows[7] = bostonRow(LONG + 7, { CASE_STATUS: 'Reopened' });
    const file = await boston(LONG, rows);
    const others = await count('case_file');
    const killed = run(file, 'boston-311', () => {
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    const before = (await count('case_file')) - others;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(ROWS);
    const result = await run(file, 'boston-311');
    expect(result).toMatchObject({
      resumed: true,
      rows: ROWS,
      known: before,
      inserted: ROWS - 1 - before,
      rejected: 1,
    });
    const runs = await desk
      .get(Reader)
      .repository(ImportRun)
      .findBy({ file: basename(file) });
    expect(runs).toMatchObject([
      { mapping: 'boston-311', state: 'DONE', rowsRead: ROWS, inserted: ROWS - 1, rejected: 1 },
    ]);
    const tables = ['case_file', 'history_event', 'import_run', 'case_serial'];
    const written = await counts(tables);
    const again = await run(file, 'boston-311');
    expect(again).toMatchObject({ resumed: false, inserted: 0, known: ROWS - 1, rejected: 1 });
    expect(await counts(tables)).toEqual(written);
    expect(await violations()).toEqual([]);
  });

  it('starts no clock, timer, notice, alert or survey and makes no key without personal data', async () => {
    const none = ['clock', 'timer', 'notice', 'alert', 'survey', 'case_key', 'petitioner'];
    const before = await counts(none);
    const rows = Array.from({ length: 60 }, (_, n) => bostonRow(SILENT + n));
    const result = await run(await boston(SILENT, rows), 'boston-311');
    expect(result).toMatchObject({ inserted: 60, rejected: 0 });
    expect(await counts(none)).toEqual(before);
    expect(await violations()).toEqual([]);
  });

  it('keeps the values of the other system, its times in its time zone', async () => {
    expect(await imported(SAID + 1, { OPEN_DT: '03/08/2015 02:30:00 AM' })).toMatchObject({
      ...{ organisationId: 'demo', serviceId: 'demo.city-report', unitId: 'demo.city-services' },
      ...{ status: 'CLOSED', channel: 'PHONE', origin: 'IMPORTED', codeVersion: 0, confidential: false },
      receivedAt: Date.parse('2015-03-08T07:30:00Z'), // 02:30 is skipped by daylight saving time: 03:30 EDT
      closedAt: Date.parse('2015-04-15T16:32:32Z'),
      givenTargetAt: Date.parse('2015-04-30T21:00:00Z'),
      ...{ givenOutcome: 'ON_TIME', subject: `Street Light, number ${SAID + 1}`, district: 'Dorchester' },
    });
    expect(await imported(SAID + 10)).toMatchObject({ serviceId: 'demo.application' });
  });

  it('writes a history whose hash chain is intact', async () => {
    const file = await imported(CHAINED + 3, { OPEN_DT: '03/08/2015 02:30:00 AM' });
    const events = await desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ where: { caseId: file.id }, order: { seq: 'ASC' } });
    expect(events.map(({ type, at }) => [type, at])).toEqual([
      ['RECEIVED', file.receivedAt],
      ['CLOSED', file.closedAt],
      ['IMPORTED', desk.time.now()],
    ]);
    expect(firstBreak(events, file.historyHead)).toBeUndefined();
    expect(file.caseNumber).toMatch(/^DEMO-1040308-\d{5}-\d$/);
  });

  it('reads Big5 with ROC dates, and seals the personal data', async () => {
    const file = join(desk.folder, 'old.csv');
    await writeFile(file, rocFile());
    const before = await count('petitioner');
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
    expect((await count('petitioner')) - before).toBe(25);
    expect(first.description).not.toContain('請儘速');
    expect(await violations()).toEqual([]);
  });

  it('starts our promises for an open case when it is adopted, once', async () => {
    desk.time.set(WEDNESDAY_MORNING);
    const { caseNumber, id, externalId } = await imported(ADOPTED);
    const clocks = await desk.get(Adoption).adopt(SYSTEM, caseNumber);
    expect(clocks.map(({ commitmentId, state, dueDate }) => [commitmentId, state, dueDate])).toEqual([
      ['house.first-step', 'RUNNING', '2026-08-20'],
      ['law.application', 'RUNNING', '2026-10-19'],
    ]);
    expect(clocks.every(({ startedAt }) => startedAt === desk.time.now())).toBe(true);
    expect((await byId(externalId!)).codeVersion).toBe(0);
    expect(await violations()).toEqual([]);
    desk.time.forward(days(2));
    await desk.get(TimerRunner).sweep();
    const overdue = await desk.get(Reader).repository(HistoryEvent).findBy({ caseId: id, type: 'OVERDUE' });
    expect(overdue.map(({ facts }) => facts.commitment)).toEqual(['house.first-step']);
    expect(await violations()).toEqual([]);
    const again = await refusal(desk.get(Adoption).adopt(SYSTEM, caseNumber));
    expect(again).toBeInstanceOf(Problem);
    expect(again.code).toBe('already-adopted');
    expect(await desk.get(Reader).repository(ClockRow).countBy({ caseId: id })).toBe(clocks.length);
  });

  it('does not adopt closed cases', async () => {
    const { caseNumber, id } = await imported(REFUSED + 3);
    const refused = await refusal(desk.get(Adoption).adopt(SYSTEM, caseNumber));
    expect(refused).toBeInstanceOf(Problem);
    expect(refused.code).toBe('not-open');
    expect(await desk.get(Reader).repository(ClockRow).countBy({ caseId: id })).toBe(0);
  });
});
