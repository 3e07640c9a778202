import { Inject, Injectable, Optional } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { newId } from '../crypto/ids.js';
import { Heartbeat } from '../database/platform.entities.js';
import { Reader } from '../database/reader.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { TimeSource } from './time-source.js';
import { hostTime, type HostTime } from './host-time.js';

/** How often a live process updates its row. */
export const BEAT_MS = 10_000;
/** A process counts as gone after three missed beats. */
const GONE_MS = 3 * BEAT_MS + 5_000;
const KEPT_MS = 600_000;
export const HOST_TIME = Symbol('host time');

/** Another process of this machine: its instant, and the uptime at which that was read. */
export type Peer = Pick<Heartbeat, 'role' | 'at' | 'monotonic'>;

/**
 * One row per live process, with the instant it relies on and the machine's uptime: the others check their clocks
 * against it. And one row per mark: when something was last done by any process (`sweep`).
 */
@Injectable()
export class Heartbeats {
  private readonly host: HostTime;
  private readonly process: string;

  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
    @Optional() @Inject(HOST_TIME) host?: HostTime,
  ) {
    this.host = host ?? hostTime;
    this.process = `${this.host.boot}.${newId(this.time.now())}`;
  }

  /** Updates the row of this process, and deletes those of processes long gone. */
  async beat(role: string): Promise<void> {
    const row = { id: this.process, role, at: this.time.now(), monotonic: this.host.uptime() };
    await this.work.run(async (manager) => {
      await manager.upsert(Heartbeat, row, ['id']);
      if (this.time.sane) await manager.delete(Heartbeat, { role, at: LessThan(row.at - KEPT_MS) });
    });
  }

  /** Deletes the row of this process, which ends. */
  async leave(): Promise<void> {
    await this.work.run((manager) => manager.delete(Heartbeat, { id: this.process }));
  }

  /** The other live processes whose uptime counts from the same instant as ours. */
  async peers(): Promise<Peer[]> {
    const rows = await this.reader.rows<Heartbeat>(
      `SELECT role, at, monotonic FROM heartbeat WHERE id LIKE $1 AND id <> $2 AND monotonic > $3`,
      [`${this.host.boot}.%`, this.process, this.host.uptime() - GONE_MS],
    );
    return rows.map(({ role, at, monotonic }) => ({ role, at: Number(at), monotonic: Number(monotonic) }));
  }

  /** Records that something was done now. */
  async mark(what: string): Promise<void> {
    const row = { id: what, role: what, at: this.time.now(), monotonic: this.host.uptime() };
    await this.work.run((manager) => manager.upsert(Heartbeat, row, ['id']));
  }

  /** Milliseconds since the last mark or beat of a role, or null when there was none. */
  async age(role: string): Promise<number | null> {
    const sql = `SELECT MAX(at) AS at FROM heartbeat WHERE role = $1`;
    const at = (await this.reader.row<{ at: number | null }>(sql, [role]))?.at;
    return at === null || at === undefined ? null : this.time.now() - Number(at);
  }
}
