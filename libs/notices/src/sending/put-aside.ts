import { Trail, type Actor } from '@app/people';
import { TimeSource, notFound, Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { MoreThanOrEqual } from 'typeorm';
import { Notice } from '../rows/notice.entity.js';
import { PUT_ASIDE, TRIES_ALLOWED } from '../rows/notice-indexes.js';

/** Messages that were tried too often and wait for a person. */
@Injectable()
export class PutAside {
  constructor(
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  async count(): Promise<number> {
    const row = await this.reader.row<{ n: number }>(`SELECT COUNT(*) AS n FROM notice WHERE ${PUT_ASIDE}`);
    return Number(row!.n);
  }

  /** The cause is gone: it is due again at once, and its tries are counted anew. False when it was not put aside; throws NOT_FOUND for all but operators. */
  takeUp(actor: Actor, id: string): Promise<boolean> {
    if (actor.kind !== 'system') throw notFound();
    return this.work.run(async (manager) => {
      const aside = { id, state: 'UNKNOWN' as const, interruptions: MoreThanOrEqual(TRIES_ALLOWED) };
      const again = { state: 'PENDING' as const, reason: null, interruptions: null };
      const nextAttemptAt = this.time.now();
      const { affected } = await manager.update(Notice, aside, { ...again, nextAttemptAt });
      if (affected !== 1) return false;
      await this.trail.note('NOTICE_TAKEN_UP', null, { notice: id });
      return true;
    });
  }
}
