import type { EntityManager, FindOptionsWhere, QueryDeepPartialEntity } from 'typeorm';
import type { Reader } from '../database/reader.js';
import { findRows, heldIn } from '../database/rows.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { TimeSource } from '../time/time-source.js';
import { outcomesIn } from './outcomes.js';
import type { OutboxRow, OutboxStates } from './outbox-row.js';

/** The table of a room that is an outbox. */
export interface OutboxTable<E extends OutboxRow> {
  name: string;
  entity: new () => E;
  states: OutboxStates<E['state']>;
  /** How long a row stays with a process that does not renew its lease, ms. */
  leaseMs: number;
}

export interface OutboxTools {
  work: UnitOfWork;
  reader: Reader;
  time: TimeSource;
}

/**
 * Gives out the rows of a table, each to one attempt at a time: with a lease that expires if the process dies, and a
 * fence, so that the result of an attempt is stored only if no later attempt has begun.
 */
export class Outbox<E extends OutboxRow> {
  private readonly outcomes;

  constructor(
    private readonly table: OutboxTable<E>,
    private readonly tools: OutboxTools,
  ) {
    this.outcomes = outcomesIn<E>(table.states);
  }

  get leaseMs(): number {
    return this.table.leaseMs;
  }

  /** The rows that can be taken now, longest due first. */
  due(most: number): Promise<Pick<E, 'id' | 'state'>[]> {
    const sql = `SELECT id, state FROM ${this.table.name} WHERE ${this.dueNow} ORDER BY "nextAttemptAt" LIMIT ${most}`;
    return this.tools.reader.rows(sql, [this.tools.time.now()]);
  }

  /** Milliseconds since the oldest of them became due; null if there is none. */
  async oldestDueAge(): Promise<number | null> {
    const now = this.tools.time.now();
    const sql = `SELECT MIN("nextAttemptAt") AS at FROM ${this.table.name} WHERE ${this.dueNow}`;
    const { at = null } = (await this.tools.reader.row<{ at: number | null }>(sql, [now])) ?? {};
    return at === null ? null : now - Number(at);
  }

  /** Waiting and due, or taken by a process whose lease ran out. */
  isDue({ state, nextAttemptAt }: E, now: number): boolean {
    const { waiting, taken } = this.table.states;
    return (state === waiting || state === taken) && nextAttemptAt !== null && nextAttemptAt <= now;
  }

  /** Takes up to `most` due rows. Concurrent processes never get the same row. */
  take(most: number): Promise<E[]> {
    return this.tools.work.run(async (manager) => {
      const now = this.tools.time.now();
      const notHeld = heldIn(manager) && `${heldIn(manager)} SKIP LOCKED`;
      const tail = `WHERE ${this.dueNow} ORDER BY "nextAttemptAt", id LIMIT ${most} ${notHeld}`;
      const going: E[] = [];
      for (const row of await findRows<E>(manager, this.table.entity, tail, [now])) {
        const found: Partial<E> = row.state === this.table.states.taken ? this.outcomes.afterDeath(row) : {};
        if (found.state === undefined) going.push({ ...row, ...found });
        else await this.change(manager, row, found);
      }
      return (await this.begin(manager, going, now)) ?? [];
    });
  }

  /**
   * Records that an attempt begins, together with changes of the room (`found`). Returns undefined where another
   * process took the first row; throws if that happens to a later row, which rolls the transaction back.
   */
  async begin(
    manager: EntityManager,
    rows: readonly E[],
    now: number,
    found: (row: E) => Partial<E> = ({ interruptions }) => ({ interruptions }) as Partial<E>,
  ): Promise<E[] | undefined> {
    const begun: E[] = [];
    for (const row of rows) {
      const change = { ...found(row), ...this.attempt(row, now) };
      if (await this.change(manager, row, change)) begun.push({ ...row, ...change });
      else if (begun.length === 0) return undefined;
      else throw new Error(`${this.table.name} ${row.id} was taken by another while it was held`);
    }
    return begun;
  }

  /** Renews the lease, for a receiver that takes longer than one. */
  async renew(rows: readonly E[]): Promise<void> {
    const lease = this.lease(this.tools.time.now());
    await this.store(rows, () => lease);
  }

  /** Stores the receiver's answer. False where another process took a row since: its result is not stored. */
  finish(rows: readonly E[], result: Partial<E>): Promise<boolean> {
    return this.store(rows, () => ({ ...result, interruptions: null }));
  }

  /** Records a failure on our own side: the rows wait, and are quarantined after several in a row. */
  fail(rows: readonly E[], reason: string): Promise<boolean> {
    const now = this.tools.time.now();
    return this.store(rows, (row) => this.outcomes.afterFailure(row, reason, now));
  }

  /** Changes each row that no other process took since; true when all were changed. */
  store(rows: readonly E[], changeOf: (row: E) => Partial<E>): Promise<boolean> {
    return this.tools.work.run(async (manager) => {
      let all = true;
      for (const row of rows) all = (await this.change(manager, row, changeOf(row))) && all;
      return all;
    });
  }

  /** Changes a row if its state and fence are as read; false if they are not. */
  async change(manager: EntityManager, { id, state, fence }: E, change: Partial<E>): Promise<boolean> {
    const same = { id, state, fence } as FindOptionsWhere<E>;
    const { affected } = await manager.update(this.table.entity, same, change as QueryDeepPartialEntity<E>);
    return affected === 1;
  }

  private attempt({ attempts, fence }: E, now: number): Partial<E> {
    const state = this.table.states.taken;
    return { state, attempts: attempts + 1, fence: fence + 1, ...this.lease(now) } as Partial<E>;
  }

  private lease(now: number): Partial<E> {
    const leaseUntil = now + this.leaseMs;
    return { leaseUntil, nextAttemptAt: leaseUntil } as Partial<E>;
  }

  private get dueNow(): string {
    const { waiting, taken } = this.table.states;
    return `state IN ('${waiting}', '${taken}') AND "nextAttemptAt" <= $1`;
  }
}
