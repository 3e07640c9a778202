import { Gauges, inSeconds, rawSql, Reader, sql } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WAITING } from './rows/notice-states.js';
import { NoticeSender } from './sending/notice-sender.js';

@Injectable()
export class NoticeGauges implements OnModuleInit {
  constructor(
    private readonly gauges: Gauges,
    private readonly reader: Reader,
    private readonly sender: NoticeSender,
  ) {}

  onModuleInit(): void {
    this.gauges.offer(async () => {
      const { oldestUnsentAge, failed, unknown, quarantined } = await this.sender.stuck();
      return {
        oldestUnsentNoticeAge: inSeconds(oldestUnsentAge),
        noticesFailed: failed + unknown,
        noticesPutAside: quarantined,
        chasesUnheard: await this.sender.unheard(),
        outboxDepth: await this.waiting(),
      };
    });
  }

  private async waiting(): Promise<number> {
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM notice WHERE ${rawSql(WAITING)}`,
    );
    return Number(row!.n);
  }
}
