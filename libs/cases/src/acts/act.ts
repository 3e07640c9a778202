import type { Role } from '@app/people';
import type { EventType } from '../record/events.js';
import type { CaseStatus } from '../record/statuses.js';
import type { Fields } from './fields.js';

/** Who may perform an act: staff by role, the citizen of the case, or the system by timer. */
type Doer = Role | 'CITIZEN' | 'SYSTEM';

/** Instants and dates of the case that acts set. */
export type Moment = 'receivedAt' | 'confirmBy' | 'acceptedAt' | 'repliedAt' | 'closedAt';

/** Definition of an act: input check, form, menu and API description follow from it. */
export interface Act {
  from: readonly CaseStatus[];
  /** `SAME` leaves the status as it is. */
  to: CaseStatus | 'SAME';
  /** Statuses in which the act is allowed but does not change the status. */
  stays?: readonly CaseStatus[];
  who: readonly Doer[];
  /** Whether the citizen sees it and is told is defined with the event (`events.ts`). */
  event: EventType;
  /** By status: an event appended first. Assigning a case that was only received also accepts it. */
  also?: Partial<Record<CaseStatus, EventType>>;
  /** In the order of the event's facts. */
  fields: Fields;
  /** `FIRST` keeps an instant already set, `NOW` replaces it. */
  sets?: Partial<Record<Moment, 'FIRST' | 'NOW' | 'CLEARED'>>;
  /** 409 while a referral is open. */
  endsReferrals?: true;
  /** Ends the case without an answer: 409 while cases merged into it wait for one. */
  unanswered?: true;
  /** Asked for by one person and performed when another approves it (decision 0022). */
  approved?: true;
  /** Asks another person for approval. */
  asks?: true;
  /** Decides the request for approval that waits. */
  decides?: 'APPROVED' | 'SENT_BACK' | 'WITHDRAWN';
  /**
   * Done by a unit that is asked: by one asked to co-handle, besides the owner (`TOO`) or instead (`ONLY`); by one that is
   * chased, which may be the owner or a partner.
   */
  asked?: 'TOO' | 'ONLY' | 'CHASED';
  /** Performed by a service of its own, which appends the event itself. */
  elsewhere?: true;
  /** Its place in the menu of staff; `null`: not in the menu (done by the citizen or by a timer). */
  menu: Menu | null;
}

interface Menu {
  /** Order in the menu: the usual acts first. */
  rank: number;
  /** Cannot be undone: drawn as a warning. */
  grave?: true;
  /** Shown only after this event. */
  after?: EventType;
}
