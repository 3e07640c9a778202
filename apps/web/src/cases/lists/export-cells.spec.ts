import { describe, expect, it } from '@jest/globals';
import type { Catalogue } from '@app/catalogue';
import type { ExportedRow } from '@app/lookups';
import { cellsOf } from './export-cells.js';
import { listsWords } from './words.js';

describe('a case as a row of an export', () => {
  const nothing = { serviceOfCase: () => undefined, unit: () => undefined } as unknown as Catalogue;
  const at = (time: string) => Date.parse(`${time}+08:00`);
  const next = listsWords['zh-TW'].export.columns.indexOf('最近期限');
  const dueOf = (dueAt: number | null) =>
    cellsOf(
      {
        ...{ caseNumber: 'DEMO-1151120-00001-3', status: 'IN_PROGRESS', channel: 'WEB', origin: 'LIVE' },
        ...{ receivedAt: at('2026-11-20T16:20'), dueAt, clocks: [], contact: null },
      } as unknown as ExportedRow,
      { locale: 'zh-TW' },
      nothing,
    )[next];

  it.each([
    ['a promise in days: its last day', '2027-01-06T00:00', '2027-01-05'],
    ['one in hours: with the time of day', '2026-11-30T03:25', '2026-11-30T03:25:00+08:00'],
  ])('has the next date of %s', (_what, due, said) => {
    expect(dueOf(at(due))).toBe(said);
  });

  it('has no date where nothing is promised', () => {
    expect(dueOf(null)).toBeNull();
  });
});
