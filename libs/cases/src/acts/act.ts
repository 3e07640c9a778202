import type { Role } from '@app/people';
import type { EventType } from '../record/events.js';
import type { CaseStatus } from '../record/statuses.js';
import type { Fields } from './fields.js';

/** Who may perform an act: staff by role, the citizen of the case, or the system by timer. */
type Doer = Role | 'CITIZEN' | 'SYSTEM';

/** Instants of the case that acts set. */
export type Moment = 'acceptedAt' | 'repliedAt' | 'closedAt';

/** Everything there is to say of an act: input check, form, menu and API description follow from it. */
export interface Act {
  from: readonly CaseStatus[];
  /** `SAME` leaves the status as it is. */
  to: CaseStatus | 'SAME';
  /** Statuses that stay though the act leads elsewhere. */
  stays?: readonly CaseStatus[];
  who: readonly Doer[];
  /** Whether it is shown and told to the citizen is said of the event. */
  event: EventType;
  /** By status: an event that comes first, as assigning what was only received accepts it. */
  also?: Partial<Record<CaseStatus, EventType>>;
  /** In the order in which they become facts of the event. */
  fields: Fields;
  /** `FIRST` keeps an instant that is there, `NOW` replaces it. */
  sets?: Partial<Record<Moment, 'FIRST' | 'NOW' | 'CLEARED'>>;
  /** 409 while a referral is open. */
  endsReferrals?: true;
  /** Ends the case without an answer: 409 while other cases that were merged into it wait for one. */
  unanswered?: true;
  /** Offered by another room, which appends the event itself. */
  elsewhere?: true;
  /** Where it stands among what staff may do; `null`: it has another door (the citizen's, a timer's). */
  menu: Menu | null;
}

interface Menu {
  /** The usual first. */
  rank: number;
  /** Not to be taken back: drawn as a warning. */
  grave?: true;
  /** Shown only once this has happened. */
  after?: EventType;
}
