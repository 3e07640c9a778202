import {
  askSql,
  crashPoint,
  Doorbell,
  hours,
  inList,
  rawSql,
  Reader,
  sql,
  TimeSource,
  UnitOfWork,
  type Sql,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Timer } from './timer.entity.js';

type Near = Pick<Timer, 'id' | 'generation' | 'dueAt'>;

/** Only timers due within a day go to Redis, at most the next 20,000: a million timers cost rows, not memory. */
export const HORIZON_MS = hours(24);
const ARMED_AT_MOST = 20_000;
const CHUNK = 200;

const nearAt = (now: number): Sql =>
  sql`SELECT id, generation, "dueAt", "rungAt" FROM timer
    WHERE state = 'ARMED' AND "dueAt" > ${now} AND "dueAt" <= ${now + HORIZON_MS}
    ORDER BY "dueAt" LIMIT ${rawSql(String(ARMED_AT_MOST))}`;
const notRungAt = (now: number): Sql =>
  sql`SELECT id, generation, "dueAt" FROM (${nearAt(now)}) AS near WHERE "rungAt" IS NULL ORDER BY "dueAt"`;

/** Enqueues rings for timers due soon, so that they fire to the second and not at the next sweep. */
@Injectable()
export class RingAhead {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly doorbell: Doorbell,
    private readonly time: TimeSource,
  ) {}

  /** Enqueues the rings not sent yet; all near ones again when Redis was emptied or restarted in the meantime. */
  async look(): Promise<void> {
    const ready = await this.doorbell.ready(async () => this.ringFor(await this.near(nearAt)));
    if (ready) await this.ringFor(await this.near(notRungAt));
  }

  private near(at: (now: number) => Sql): Promise<Near[]> {
    return this.reader.ask<Near>(at(this.time.now()));
  }

  /** False when Redis did not accept all of them; those not accepted are not marked as sent. */
  private async ringFor(timers: Near[]): Promise<boolean> {
    for (let at = 0; at < timers.length; at += CHUNK) {
      const chunk = timers.slice(at, at + CHUNK);
      if (!(await this.doorbell.ringAll(chunk.map((timer) => this.laterRing(timer))))) return false;
      crashPoint('rung-ahead');
      await this.note(chunk.map(({ id }) => id));
    }
    return true;
  }

  private laterRing({ id, generation, dueAt }: Near) {
    return { ring: { kind: 'timer', id, generation }, delayMs: Number(dueAt) - this.time.now() };
  }

  private async note(ids: string[]): Promise<void> {
    const noted = sql`UPDATE timer SET "rungAt" = ${this.time.now()} WHERE ${inList('id', ids)}`;
    await this.work.run((manager) => askSql(manager, noted));
  }
}
