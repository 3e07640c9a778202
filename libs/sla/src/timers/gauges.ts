import { Gauges, inSeconds, rawSql, Reader, sql, TimeSource } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ARMED, QUARANTINED } from './timer-indexes.js';

@Injectable()
export class TimerGauges implements OnModuleInit {
  constructor(
    private readonly gauges: Gauges,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  onModuleInit(): void {
    this.gauges.offer(async () => ({
      oldestDueTimerAge: inSeconds(await this.oldestDueAge()),
      timersQuarantined: await this.quarantined(),
    }));
  }

  /** Counts all due timers, those waiting for a retry included. */
  private async oldestDueAge(): Promise<number | null> {
    const now = this.time.now();
    const [oldest] = await this.reader.ask<{ at: number | null }>(
      sql`SELECT MIN("dueAt") AS at FROM timer WHERE ${rawSql(ARMED)} AND "dueAt" <= ${now}`,
    );
    return oldest!.at === null ? null : now - Number(oldest!.at);
  }

  private async quarantined(): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM timer WHERE ${rawSql(QUARANTINED)}`,
    );
    return Number(row!.n);
  }
}
