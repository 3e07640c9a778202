import { Catalogue, countyIn } from '@app/catalogue';
import { roll, toDay } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../record/case-file.entity.js';
import type { FoldableEvent } from './clock-events.js';

/**
 * The last day of a correction (補正). Whether it is a working day is decided by the citizen's county,
 * as far as the case says which that is (行政程序法 §48 IV; 停止上班 of a county moves it to the next working day).
 */
@Injectable()
export class Corrections {
  constructor(private readonly catalogue: Catalogue) {}

  /** The date itself, or the next working day in her county. */
  lastDay({ district }: Pick<CaseFile, 'district'>, date: string): string {
    const calendar = this.catalogue.calendarIn(undefined, countyIn(district ?? ''));
    return calendar.iso(roll(calendar, toDay(date)));
  }

  /** The later last day of an awaited correction, where a closure declared since moves it. */
  postponed(
    file: CaseFile,
    events: readonly FoldableEvent[],
  ): { before: string; lastDay: string } | undefined {
    if (file.status !== 'AWAITING_CORRECTION') return undefined;
    const before = events.filter(({ type }) => SETS_LAST_DAY.has(type)).at(-1)?.facts.lastDay;
    const lastDay = before && this.lastDay(file, before);
    return lastDay && lastDay !== before ? { before, lastDay } : undefined;
  }
}

const SETS_LAST_DAY = new Set<string>(['CORRECTION_REQUESTED', 'CORRECTION_POSTPONED']);
