import { type CaseAccess, CaseFile, EVENT_TYPES, type EventType, HistoryEvent } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import { CaseVersions } from './case-versions.js';

/** By hand: what a person who is writing an answer need not know of. */
const QUIET: readonly EventType[] = [
  ...(['NOTED', 'TASK_ADDED', 'TASK_TAKEN', 'TASK_ATTEMPTED', 'WARNED', 'CHASED', 'OVERDUE'] as const),
  ...(['SURVEY_SENT', 'SURVEY_EXPIRED', 'LOOKUP_CODE_ISSUED', 'LOOKUP_GUESSED'] as const),
];

describe('a form that was opened before', () => {
  let tables: Tables;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  /** The version by which it is sent, where these events came in since the fifth. */
  const sentAs = async (...types: EventType[]) => {
    const rows = ['RECEIVED' as const, ...types].map((type, at) => eventRow({ seq: 5 + at, type }));
    await tables.put(HistoryEvent, ...rows.map((row, at) => ({ ...row, position: at + 1 })));
    const file = { id: 'case', historySeq: 5 + types.length };
    const access = { find: async () => file } as unknown as CaseAccess;
    return new CaseVersions(access, new Reader(tables.manager)).passable({} as StaffActor, 'N', 5);
  };

  it.each(QUIET)('is taken though %s came in', async (type) => {
    expect(await sentAs(type)).toBe(6);
  });

  it.each(EVENT_TYPES.filter((type) => !QUIET.includes(type)))('is refused after %s', async (type) => {
    expect(await sentAs(type)).toBe(5);
  });

  it('is refused where one of several is no small matter', async () => {
    expect(await sentAs('NOTED', 'MESSAGED', 'WARNED')).toBe(5);
  });

  it('is taken after several small matters, as what it is then', async () => {
    expect(await sentAs('NOTED', 'WARNED')).toBe(7);
  });
});
