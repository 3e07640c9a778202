import type { Role } from '@app/people';
import type { z } from 'zod';
import * as input from './act-inputs.js';
import type { EventFacts, EventType } from '../record/events.js';
import { STATUSES, OPEN_STATUSES, type CaseStatus } from '../record/statuses.js';

/** Who may perform an act: staff by role, the citizen of the case, or the system by timer. */
export type Doer = Role | 'CITIZEN' | 'SYSTEM';

export interface Act {
  from: readonly CaseStatus[];
  /** `SAME` leaves the status as it is. */
  to: CaseStatus | 'SAME';
  /** Statuses that stay though the act leads elsewhere. */
  stays?: readonly CaseStatus[];
  who: readonly Doer[];
  event: EventType;
  input: z.ZodType<Record<string, unknown>>;
  /** The input's field that is sealed; all others become facts of the event. */
  sealed?: string;
  facts?: (input: Record<string, unknown>) => EventFacts;
  /** 409 while a referral is open. */
  endsReferrals?: true;
  /** Ends the case without an answer: 409 while other cases that were merged into it wait for one. */
  unanswered?: true;
  /** Offered by another room, which appends the event itself. */
  elsewhere?: true;
}

const AGENTS: Role[] = ['FRONTLINE_AGENT', 'REGISTRY_CLERK'];
const HANDLERS: Role[] = ['CASE_HANDLER', 'UNIT_HEAD'];
/** The owner's side: whoever may answer the citizen. */
const OWNERS: Role[] = ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT'];
const ANY_STAFF: Role[] = [...AGENTS, ...HANDLERS, 'CONTROL_OFFICER'];

const WORKING: CaseStatus[] = ['ACCEPTED', 'IN_PROGRESS'];
/** A merged case is dealt with in another: what is keyed on it would be seen by none who works on the matter. */
const OWN_LIFE = STATUSES.filter((status) => status !== 'MERGED');
const EARLY: CaseStatus[] = ['RECEIVED', 'ACCEPTED', 'IN_PROGRESS'];

/** The life of a case, one row an act (case-life table). Pages, API and tests read this. */
export const ACTS = {
  confirm: {
    from: ['AWAITING_CONFIRMATION'],
    to: 'RECEIVED',
    who: ['CITIZEN'],
    event: 'CONFIRMED',
    input: input.nothing,
  },
  'let-confirmation-lapse': {
    from: ['AWAITING_CONFIRMATION'],
    to: 'LAPSED',
    who: ['SYSTEM'],
    event: 'CONFIRMATION_LAPSED',
    input: input.nothing,
  },
  accept: {
    from: ['RECEIVED'],
    to: 'ACCEPTED',
    who: [...AGENTS, ...HANDLERS],
    event: 'ACCEPTED',
    input: input.nothing,
  },
  assign: {
    from: [...EARLY, 'REPLIED'],
    to: 'IN_PROGRESS',
    stays: ['REPLIED'],
    who: [...AGENTS, 'UNIT_HEAD'],
    event: 'ASSIGNED',
    input: input.assignment,
    sealed: 'reason',
  },
  refer: {
    from: WORKING,
    to: 'SAME',
    who: [...AGENTS, 'CASE_HANDLER'],
    event: 'REFERRED',
    input: input.withReason,
    sealed: 'reason',
    elsewhere: true,
  },
  'co-handle': {
    from: WORKING,
    to: 'SAME',
    who: HANDLERS,
    event: 'CO_HANDLING',
    input: input.coHandling,
    sealed: 'reason',
  },
  'request-correction': {
    from: WORKING,
    to: 'AWAITING_CORRECTION',
    who: HANDLERS,
    event: 'CORRECTION_REQUESTED',
    input: input.correction,
    sealed: 'what',
  },
  'receive-correction': {
    from: ['AWAITING_CORRECTION'],
    to: 'IN_PROGRESS',
    who: ['CITIZEN', ...AGENTS, ...HANDLERS],
    event: 'CORRECTED',
    input: input.nothing,
  },
  'let-correction-lapse': {
    from: ['AWAITING_CORRECTION'],
    to: 'IN_PROGRESS',
    who: ['SYSTEM'],
    event: 'CORRECTION_LAPSED',
    input: input.nothing,
  },
  'request-supplement': {
    from: WORKING,
    to: 'SAME',
    who: HANDLERS,
    event: 'SUPPLEMENT_REQUESTED',
    input: input.supplement,
    sealed: 'what',
  },
  'receive-supplement': {
    from: WORKING,
    to: 'SAME',
    who: ['CITIZEN', ...AGENTS, ...HANDLERS],
    event: 'SUPPLEMENTED',
    input: input.nothing,
  },
  extend: {
    from: OPEN_STATUSES.filter((s) => s !== 'AWAITING_CONFIRMATION'),
    to: 'SAME',
    who: HANDLERS,
    event: 'EXTENDED',
    input: input.extension,
    sealed: 'reason',
  },
  submit: {
    from: ['IN_PROGRESS'],
    to: 'AWAITING_APPROVAL',
    who: ['CASE_HANDLER'],
    event: 'SUBMITTED',
    input: input.nothing,
  },
  approve: {
    from: ['AWAITING_APPROVAL'],
    to: 'IN_PROGRESS',
    who: ['UNIT_HEAD'],
    event: 'APPROVED',
    input: input.nothing,
  },
  'send-back': {
    from: ['AWAITING_APPROVAL'],
    to: 'IN_PROGRESS',
    who: ['UNIT_HEAD'],
    event: 'SENT_BACK',
    input: input.withReason,
    sealed: 'reason',
  },
  'interim-reply': {
    from: [...WORKING, 'AWAITING_CORRECTION'],
    to: 'SAME',
    who: OWNERS,
    event: 'INTERIM_REPLIED',
    input: input.withText,
    sealed: 'text',
  },
  reply: {
    from: [...WORKING, 'REPLIED'],
    to: 'REPLIED',
    who: OWNERS,
    event: 'REPLIED',
    input: input.withText,
    sealed: 'text',
  },
  'supplementary-reply': {
    from: ['REPLIED', 'CLOSED'],
    to: 'SAME',
    who: OWNERS,
    event: 'SUPPLEMENTARY_REPLIED',
    input: input.withText,
    sealed: 'text',
  },
  close: {
    from: ['REPLIED'],
    to: 'CLOSED',
    who: [...OWNERS, 'SYSTEM'],
    event: 'CLOSED',
    input: input.nothing,
    endsReferrals: true,
  },
  reopen: {
    from: ['REPLIED', 'CLOSED'],
    to: 'IN_PROGRESS',
    who: ['CITIZEN', 'FRONTLINE_AGENT', 'UNIT_HEAD'],
    event: 'REOPENED',
    input: input.withReason,
    sealed: 'reason',
  },
  'no-action': {
    from: EARLY,
    to: 'NO_ACTION',
    who: HANDLERS,
    event: 'NO_ACTION',
    input: input.noAction,
    sealed: 'reason',
    endsReferrals: true,
    unanswered: true,
  },
  withdraw: {
    from: OPEN_STATUSES,
    to: 'WITHDRAWN',
    who: ['CITIZEN', 'FRONTLINE_AGENT'],
    event: 'WITHDRAWN',
    input: input.withReason,
    sealed: 'reason',
    endsReferrals: true,
    unanswered: true,
  },
  merge: {
    from: OPEN_STATUSES,
    to: 'MERGED',
    who: HANDLERS,
    event: 'MERGED',
    input: input.merging,
    sealed: 'reason',
    endsReferrals: true,
  },
  transfer: {
    from: EARLY,
    to: 'TRANSFERRED',
    who: ['UNIT_HEAD'],
    event: 'TRANSFERRED',
    input: input.transferal,
    sealed: 'reason',
    endsReferrals: true,
    unanswered: true,
  },
  note: { from: OWN_LIFE, to: 'SAME', who: ANY_STAFF, event: 'NOTED', input: input.withText, sealed: 'text' },
  message: {
    from: OWN_LIFE,
    to: 'SAME',
    who: [...ANY_STAFF, 'CITIZEN'],
    event: 'MESSAGED',
    input: input.withText,
    sealed: 'text',
  },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];
export const isActName = (name: string): name is ActName => Object.hasOwn(ACTS, name);
export const actNamed = (name: ActName): Act => ACTS[name];

/** Acts a status allows, whoever asks. */
export const actsFrom = (status: CaseStatus): ActName[] =>
  ACT_NAMES.filter((name) => actNamed(name).from.includes(status));
