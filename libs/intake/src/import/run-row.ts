import { newId } from '@app/platform';
import type { ImportRun } from '../contact.entity.js';

/** The row of a run that begins now. */
export function newRun(of: { mapping: string; file: string; fileHash: string; now: number }): ImportRun {
  const { now, ...identity } = of;
  const counts = { rowsRead: 0, inserted: 0, known: 0, rejected: 0 };
  return { id: newId(now), ...identity, state: 'RUNNING', ...counts, startedAt: now, finishedAt: null };
}
