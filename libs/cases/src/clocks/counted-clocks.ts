import { Catalogue, type VersionedClock } from '@app/catalogue';
import { CalendarRangeError, fold, isEarlier, type Calendar, type Clock } from '@app/sla/clock';
import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../record/case-file.entity.js';
import type { ClockRow } from './clock.entity.js';
import {
  keyOf,
  actingUnitOf,
  underPromise,
  type CaseClockEvent,
  type FoldableEvent,
} from './clock-events.js';

/** One clock of a case as it counts: by which rule, on which calendar, and who must act. */
export interface CountedClock extends VersionedClock {
  clock: Clock;
  calendar: Calendar;
  unitId: string;
  /** The clock by the calendar now in force, if that is earlier: it waits until a person agrees. */
  earlier?: Clock;
}

/** The columns of a case that decide which promises apply. */
type Promised = Pick<CaseFile, 'origin' | 'serviceId' | 'organisationId' | 'unitId'>;

/** Identity of a stored clock, and the versions it is counted by. */
type Named = Pick<
  ClockRow,
  'id' | 'commitmentId' | 'subjectId' | 'occurrence' | 'commitmentVersion' | 'calendarVersion' | 'endedAt'
>;

/** A case with its history and its stored clocks, which name the versions to count by. */
interface Question {
  file: Promised;
  events: readonly FoldableEvent[];
  history: readonly CaseClockEvent[];
  stored: ReadonlyMap<string, Named>;
}

/**
 * The clocks of a case, folded from its history by the versions that its stored rows name. A clock keeps the rule it
 * began with; it takes over a new calendar that makes its date later, or an earlier date that a person agreed to; an
 * ended clock stays as it was judged.
 */
@Injectable()
export class CountedClocks {
  constructor(private readonly catalogue: Catalogue) {}

  /**
   * Throws `HistoryError` for what cannot have happened, `CalendarRangeError` for what ends outside the loaded years.
   */
  of(file: Promised, events: readonly FoldableEvent[], stored: readonly Named[]): CountedClock[] {
    const question: Question = {
      file,
      events,
      history: underPromise(file, events),
      stored: new Map(stored.map((row) => [keyOf(row), row])),
    };
    if (question.history.length === 0) return [];
    return this.rules(file, stored).flatMap((versioned) => this.counted(question, versioned));
  }

  /** Running clocks name their versions; a newer version applies to clocks that begin after it came into force. */
  private rules(file: Promised, stored: readonly Named[]): VersionedClock[] {
    const service = this.catalogue.serviceOfCase(file.serviceId);
    const known = new Map(stored.map((row) => [row.commitmentId, row.commitmentVersion]));
    const kept = [...known]
      .map(([id, version]) => this.catalogue.clock(id, version))
      .filter((clock) => clock !== undefined);
    const current = service ? this.catalogue.clocksOf(service) : [];
    return [...kept, ...current.filter(({ rule }) => !known.has(rule.id))];
  }

  private counted(question: Question, versioned: VersionedClock): CountedClock[] {
    const { file, history } = question;
    const folds = new Folds(history, versioned);
    const own = this.catalogue.calendarOf(file.organisationId, file.unitId);
    return [...folds.on(own)]
      .filter(([, clock]) => this.bindsFrom(clock, question))
      .map(([key, clock]) => {
        const unitId = actingUnitOf(clock, history) ?? file.unitId;
        const inForce = this.catalogue.calendarOf(file.organisationId, unitId);
        return { ...versioned, unitId, ...this.choice(key, folds, inForce, question) };
      });
  }

  /** A promise does not apply to a case older than itself. */
  private bindsFrom(clock: Clock, { file, stored }: Question): boolean {
    if (stored.size === 0 || file.origin === 'DEMONSTRATION') return true;
    const isKnown = [...stored.values()].some(({ commitmentId }) => commitmentId === clock.commitmentId);
    return isKnown || clock.startedAt >= (this.catalogue.inForceSince(clock.commitmentId) ?? 0);
  }

  /** Counted on the calendar in force, or on the one its row names. */
  private choice(
    key: string,
    folds: Folds,
    inForce: Calendar,
    { events, stored }: Question,
  ): Pick<CountedClock, 'clock' | 'calendar' | 'earlier'> {
    const row = stored.get(key);
    const named = row && this.catalogue.calendarNamed(row.calendarVersion);
    const before = named && named !== inForce ? folds.tryOn(named)?.get(key) : undefined;
    const now = { clock: folds.on(inForce).get(key)!, calendar: inForce };
    if (!row || !named || !before) return now;
    if (row.endedAt !== null) return { clock: before, calendar: named };
    if (!isEarlier(now.clock, before) || isAccepted(row, inForce, events)) return now;
    return { clock: before, calendar: named, earlier: now.clock };
  }
}

/** Folds of one history by one rule on several calendars, each computed once. */
class Folds {
  private readonly known = new Map<Calendar, ReadonlyMap<string, Clock>>();

  constructor(
    private readonly history: readonly CaseClockEvent[],
    private readonly versioned: VersionedClock,
  ) {}

  on(calendar: Calendar): ReadonlyMap<string, Clock> {
    const folded = this.known.get(calendar) ?? this.fold(calendar);
    this.known.set(calendar, folded);
    return folded;
  }

  /** Undefined where an older calendar does not reach far enough. */
  tryOn(calendar: Calendar): ReadonlyMap<string, Clock> | undefined {
    try {
      return this.on(calendar);
    } catch (error) {
      if (error instanceof CalendarRangeError) return undefined;
      throw error;
    }
  }

  private fold(calendar: Calendar): ReadonlyMap<string, Clock> {
    return new Map(fold(this.history, this.versioned.rule, calendar).map((clock) => [keyOf(clock), clock]));
  }
}

const isAccepted = (row: Named, calendar: Calendar, events: readonly FoldableEvent[]): boolean =>
  events.some(
    ({ type, facts }) =>
      type === 'EARLIER_DATE_ACCEPTED' &&
      facts.clockId === row.id &&
      facts['calendarVersion'] === calendar.version,
  );
