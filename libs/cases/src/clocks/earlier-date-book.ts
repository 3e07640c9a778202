import { TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClockRow } from './clock.entity.js';
import type { CountedClock } from './counted-clocks.js';
import { EarlierDate } from './earlier-date.entity.js';

/** Keeps the `earlier_date` rows in step with the clocks. */
@Injectable()
export class EarlierDateBook {
  constructor(private readonly time: TimeSource) {}

  /** Called for each clock when a case is counted; queries the database only where two calendars differ. */
  async note(manager: EntityManager, row: ClockRow, counted: CountedClock): Promise<void> {
    const { clock, calendar, earlier } = counted;
    if (earlier && clock.endedAt === null) await manager.save(EarlierDate, this.proposal(row, counted));
    else if (earlier || row.calendarVersion !== calendar.version)
      await manager.delete(EarlierDate, { clockId: row.id });
  }

  private proposal(row: ClockRow, { clock, earlier, unitId }: CountedClock): EarlierDate {
    return {
      clockId: row.id,
      caseId: row.caseId!,
      organisationId: row.organisationId,
      unitId,
      commitmentId: row.commitmentId,
      promised: clock.dueDate ?? '',
      earlier: earlier!.dueDate ?? '',
      calendarVersion: earlier!.calendarVersion,
      proposedAt: this.time.now(),
    };
  }
}
