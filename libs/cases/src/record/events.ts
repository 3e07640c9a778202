import type { ChasedSide } from './chase.entity.js';

/**
 * What the citizen sees of a type of event. Its texts: `acts-and-events.ts` of the pages; who gets a notice: `occasions.ts`.
 */
export interface EventKind {
  /** Is it a step of the citizen's timeline? Notes, warnings and other internal events are not. */
  stage: boolean;
  /**
   * Where its text is shown on the citizen's page: at the step itself, among the answers or among the messages. Without
   * it only staff and partners see the text.
   */
  text?: 'STAGE' | 'ANSWER' | 'MESSAGE';
  /** The event appended to cases merged into this one, unless the citizen caused it. */
  joined?: 'MERGED_REPLIED' | 'MERGED_TOLD';
}

/** Types of history events, one row each. Commitments in config/ may start, stop, pause and cancel on any of them. */
const TABLE = {
  RECEIVED: { stage: true },
  CONFIRMATION_ASKED: { stage: true },
  CONFIRMED: { stage: true },
  CONFIRMATION_LAPSED: { stage: true },
  ACCEPTED: { stage: true },
  ASSIGNED: { stage: true },
  REASSIGNED: { stage: true },
  REFERRED: { stage: true },
  REFERRAL_ACCEPTED: { stage: true },
  REFERRAL_RETURNED: { stage: true },
  REFERRAL_RECALLED: { stage: true },
  REFERRAL_REPLIED: { stage: true },
  REFERRAL_ATTEMPTED: { stage: false },
  REFERRAL_CONTINUED: { stage: false },
  REFERRAL_REPORTED: { stage: false },
  REFERRAL_TIME_ASKED: { stage: false },
  REFERRAL_TIME_GRANTED: { stage: false },
  REFERRAL_TIME_REFUSED: { stage: false },
  CO_HANDLING: { stage: false },
  CO_HANDLING_ANSWERED: { stage: false },
  CO_HANDLING_RECALLED: { stage: false },
  CHASE_SENT: { stage: false },
  CHASE_ANSWERED: { stage: false },
  CHASE_UNDONE: { stage: false },
  UNDER_CONTROL: { stage: false },
  RELEASED: { stage: false },
  TASK_ADDED: { stage: false },
  TASK_TAKEN: { stage: false },
  TASK_ATTEMPTED: { stage: false },
  TASK_DONE: { stage: false },
  TASK_CANCELLED: { stage: false },
  TASK_ENDED: { stage: false },
  CORRECTION_REQUESTED: { stage: true, text: 'STAGE' },
  CORRECTED: { stage: true },
  CORRECTION_LAPSED: { stage: true },
  CORRECTION_POSTPONED: { stage: true },
  SUPPLEMENT_REQUESTED: { stage: true, text: 'STAGE' },
  SUPPLEMENTED: { stage: true },
  EXTENDED: { stage: true, text: 'STAGE' },
  SUBMITTED: { stage: false },
  APPROVAL_ASKED: { stage: false },
  APPROVAL_WITHDRAWN: { stage: false },
  APPROVED: { stage: false },
  SENT_BACK: { stage: false },
  INTERIM_REPLIED: { stage: true, text: 'ANSWER', joined: 'MERGED_TOLD' },
  REPLIED: { stage: true, text: 'ANSWER', joined: 'MERGED_REPLIED' },
  STEP_DONE: { stage: true },
  DECIDED: { stage: true },
  CLOSED: { stage: true },
  REOPENED: { stage: true },
  NO_ACTION: { stage: true, text: 'STAGE' },
  WITHDRAWN: { stage: true },
  MERGED: { stage: true },
  CASE_JOINED: { stage: false },
  MERGED_REPLIED: { stage: true, joined: 'MERGED_REPLIED' },
  MERGED_TOLD: { stage: true, joined: 'MERGED_TOLD' },
  TRANSFERRED: { stage: true, text: 'STAGE' },
  DISSATISFIED: { stage: false },
  SUPPLEMENTARY_REPLIED: { stage: true, text: 'ANSWER', joined: 'MERGED_REPLIED' },
  SURVEY_SENT: { stage: false },
  SURVEY_ANSWERED: { stage: false },
  SURVEY_EXPIRED: { stage: false },
  NOTED: { stage: false },
  MESSAGED: { stage: true, text: 'MESSAGE', joined: 'MERGED_TOLD' },
  CONTACT_CHANGED: { stage: true },
  WARNED: { stage: false },
  CHASED: { stage: false },
  OVERDUE: { stage: false },
  LOOKUP_CODE_ISSUED: { stage: false },
  LOOKUP_GUESSED: { stage: false },
  FILE_INFECTED: { stage: false },
  RECOUNTED: { stage: false },
  EARLIER_DATE_ACCEPTED: { stage: false },
  IMPORTED: { stage: false },
  ADOPTED: { stage: false },
  LEGAL_HOLD: { stage: false },
  LEGAL_HOLD_LIFTED: { stage: false },
  ERASED: { stage: true },
  DATA_CORRECTED: { stage: true },
  CORRECTION_TOLD: { stage: false },
  RESTRICTED: { stage: true },
  RESTRICTION_LIFTED: { stage: true },
} as const satisfies Record<string, EventKind>;

export type EventType = keyof typeof TABLE;
export const EVENT_TYPES = Object.keys(TABLE) as EventType[];
/** A type that only a later version knows counts as internal. */
export const eventNamed = (type: EventType): EventKind => TABLE[type] ?? { stage: false };

/**
 * The data of an event besides its type: identifiers, dates and lengths, never personal data. Texts are sealed in a
 * column of their own.
 */
export interface EventFacts {
  unit?: string;
  handler?: string;
  /** Who follows the case, or did until now. */
  tracker?: string;
  referralId?: string;
  chainId?: string;
  coHandlingId?: string;
  chaseId?: string;
  /** Id of a task on the case, and its kind. */
  task?: string;
  taskKind?: string;
  /** Of a task made by a timer: what it was made for. */
  cause?: string;
  /** Of an attempt to reach someone: whether it succeeded, and the last digits of the number that was called. */
  reached?: string;
  number?: string;
  /** Of a chase which side it asks. */
  side?: ChasedSide;
  partner?: string;
  suggestedPartner?: string;
  /** Of an attempt to reach the citizen: by which way, when, whether she was reached, the how manieth unanswered one. */
  how?: string;
  attemptedAt?: number;
  outcome?: string;
  unanswered?: number;
  lastDay?: string;
  length?: string;
  commitment?: string;
  /** Of a request whom it asks; of what was approved who did. */
  approver?: string;
  /** Who asked for what is decided here. */
  askedBy?: string;
  /** The head, away, for whom a deputy decided (代). */
  insteadOf?: string;
  /** The act asked for. */
  act?: string;
  ground?: string;
  /** A step of the work on the case, and the day on which it was done. */
  step?: string;
  on?: string;
  decision?: string;
  /** New Taiwan dollars. */
  amount?: string;
  /** Of the document that went out. */
  documentNumber?: string;
  documentDate?: string;
  into?: string;
  from?: string;
  agency?: string;
  due?: string;
  clockId?: string;
  rung?: string;
  to?: string[];
  dueDate?: string;
  surveyId?: string;
  confirmationId?: string;
  score?: number;
  channel?: string;
  hotline?: string;
  noticeVersion?: string;
  document?: string;
  codeVersion?: number;
  [fact: string]: unknown;
}
