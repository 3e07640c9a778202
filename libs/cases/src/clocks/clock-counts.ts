import { askSql, joinSql, rawSql, sql, taipeiDate } from '@app/platform';
import type { EntityManager } from 'typeorm';
import type { ClockRow } from './clock.entity.js';

/** A clock before and after a change; `before` is missing for a new one. */
export interface ClockChange {
  before?: ClockRow;
  after: ClockRow;
}

/** Rows for each count: on PostgreSQL this many transactions can update it at once without waiting for each other. */
const SLOTS = 4;
const KEY = ['day', 'organisationId', 'ownerUnitId', 'unitId', 'commitmentId', 'standing', 'slot'] as const;
const COLUMNS = rawSql(KEY.map((name) => `"${name}"`).join(', '));

type Key = (string | number)[];

/** Updates the counts, in the transaction of the change; always in the same order, to avoid deadlocks. */
export async function countClocks(manager: EntityManager, changes: readonly ClockChange[]): Promise<void> {
  const deltas = new Map<string, { key: Key; by: number }>();
  const add = (key: Key | undefined, by: number) => {
    if (!key) return;
    const name = key.join('|');
    deltas.set(name, { key, by: (deltas.get(name)?.by ?? 0) + by });
  };
  for (const { before, after } of changes) {
    if (before) add(countedAs(before), -1);
    add(countedAs(after), 1);
  }
  const rows = [...deltas].filter(([, { by }]) => by !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return;
  const tuples = rows.map(([, { key, by }]) => sql`(${joinSql([...key, by].map((value) => sql`${value}`))})`);
  await askSql(
    manager,
    sql`INSERT INTO clock_count (${COLUMNS}, n) VALUES ${joinSql(tuples)}
      ON CONFLICT (${COLUMNS}) DO UPDATE SET n = clock_count.n + excluded.n`,
  );
}

/** Undefined for clocks that are not counted: paused, cancelled, or ended late. */
function countedAs(row: ClockRow): Key | undefined {
  const kept = row.state === 'ON_TIME';
  const standing = kept ? 'KEPT' : row.standing;
  if (standing === null) return undefined;
  const day = kept ? taipeiDate(row.endedAt!) : '';
  const slot = Number.parseInt((row.caseId ?? row.id).at(-1)!, 16) % SLOTS;
  return [day, row.organisationId, row.ownerUnitId, row.unitId, row.commitmentId, standing, slot || 0];
}
