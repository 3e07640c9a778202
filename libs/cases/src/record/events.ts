/** Types of history events. Commitments in config/ may start, stop, pause and cancel on any of them. */
export const EVENT_TYPES = [
  'RECEIVED',
  'CONFIRMED',
  'CONFIRMATION_LAPSED',
  'ACCEPTED',
  'ASSIGNED',
  'REASSIGNED',
  'REFERRED',
  'REFERRAL_ACCEPTED',
  'REFERRAL_RETURNED',
  'REFERRAL_RECALLED',
  'REFERRAL_REPLIED',
  'CO_HANDLING',
  'CORRECTION_REQUESTED',
  'CORRECTED',
  'CORRECTION_LAPSED',
  'CORRECTION_POSTPONED',
  'SUPPLEMENT_REQUESTED',
  'SUPPLEMENTED',
  'EXTENDED',
  'SUBMITTED',
  'APPROVED',
  'SENT_BACK',
  'INTERIM_REPLIED',
  'REPLIED',
  'CLOSED',
  'REOPENED',
  'NO_ACTION',
  'WITHDRAWN',
  'MERGED',
  'CASE_JOINED',
  'MERGED_REPLIED',
  'MERGED_TOLD',
  'TRANSFERRED',
  'DISSATISFIED',
  'SUPPLEMENTARY_REPLIED',
  'SURVEY_SENT',
  'SURVEY_ANSWERED',
  'SURVEY_EXPIRED',
  'NOTED',
  'MESSAGED',
  'WARNED',
  'CHASED',
  'OVERDUE',
  'LOOKUP_CODE_ISSUED',
  'LOOKUP_GUESSED',
  'RECOUNTED',
  'EARLIER_DATE_ACCEPTED',
  'IMPORTED',
  'ADOPTED',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What an event says besides its type: identifiers, dates and lengths, never personal data. Texts are sealed apart. */
export interface EventFacts {
  unit?: string;
  handler?: string;
  referralId?: string;
  chainId?: string;
  partner?: string;
  suggestedPartner?: string;
  lastDay?: string;
  length?: string;
  commitment?: string;
  approver?: string;
  ground?: string;
  into?: string;
  from?: string;
  agency?: string;
  due?: string;
  clockId?: string;
  rung?: string;
  to?: string[];
  dueDate?: string;
  surveyId?: string;
  score?: number;
  channel?: string;
  hotline?: string;
  noticeVersion?: string;
  codeVersion?: number;
  [fact: string]: unknown;
}
