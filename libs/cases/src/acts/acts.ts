import { rolesThatMay, TEAM_ROLE, type Role } from '@app/people';
import type { z } from 'zod';
import type { Act } from './act.js';
import { inputOf } from './fields.js';
import { DECISIONS } from '../record/case-decision.entity.js';
import { STATUSES, OPEN_STATUSES, type CaseStatus } from '../record/statuses.js';

const AGENTS: Role[] = ['FRONTLINE_AGENT', 'REGISTRY_CLERK'];
const HANDLERS: Role[] = ['CASE_HANDLER', 'UNIT_HEAD'];
/** The roles of the owning unit that may answer the citizen. */
const OWNERS: Role[] = ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT'];
/** Who keeps the data of a case from being erased, as for a lawsuit. */
const HOLDERS: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER'];
/** Who asks a unit how its part of a case stands (催辦). */
const CHASERS: Role[] = ['UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];
/** Who decides on what others ask; for which units: `approvers.ts`. */
const DECIDERS = rolesThatMay('approve');
const ANY_STAFF: Role[] = [...AGENTS, ...HANDLERS, 'CONTROL_OFFICER'];

const WORKING: CaseStatus[] = ['ACCEPTED', 'IN_PROGRESS'];
/** A merged case is dealt with in another: those who work on the matter would not see what is added to it. */
const OWN_LIFE = STATUSES.filter((status) => status !== 'MERGED');
/** Statuses in which something may wait for approval. */
const APPROVABLE = OPEN_STATUSES.filter((status) => status !== 'AWAITING_CONFIRMATION');
const DECIDED = APPROVABLE.filter((status) => status !== 'AWAITING_APPROVAL');
const EARLY: CaseStatus[] = ['RECEIVED', 'ACCEPTED', 'IN_PROGRESS'];

const NOTHING = {} as const;
/** A message to the citizen, or a note. */
const TEXT = { text: { kind: 'text', most: 4_000, sealed: true } } as const;
/** What she sent in: written by the citizen herself, or noted by staff from paper. */
const SENT_IN = { text: { ...TEXT.text, optional: true, apiOnly: true } } as const;
const WHAT = { what: { kind: 'text', most: 4_000, sealed: true } } as const;
const REASON = { reason: { kind: 'text', most: 1_000, sealed: true } } as const;
/** A reason that the JSON API accepts and the form does not ask for. */
const ASIDE = { reason: { ...REASON.reason, optional: true, apiOnly: true } } as const;
const APPROVER = { approver: { kind: 'approver' } } as const;
const REACHED = ['REACHED', 'NOT_REACHED'] as const;
const TASK = { task: { kind: 'task' } } as const;
const WORDS = { text: { ...TEXT.text, optional: true } } as const;
const GROUNDS = ['NO_ACTION_INSUFFICIENT', 'NO_ACTION_REPEATED', 'NO_ACTION_MULTI_ADDRESSED'] as const;

/** All acts, one row each (docs/permissions.md). Pages, API and tests read this. */
export const ACTS = {
  confirm: {
    from: ['AWAITING_CONFIRMATION'],
    to: 'RECEIVED',
    who: ['CITIZEN'],
    event: 'CONFIRMED',
    fields: NOTHING,
    sets: { receivedAt: 'NOW', confirmBy: 'CLEARED' },
    menu: null,
  },
  'let-confirmation-lapse': {
    from: ['AWAITING_CONFIRMATION'],
    to: 'LAPSED',
    who: ['SYSTEM'],
    event: 'CONFIRMATION_LAPSED',
    fields: NOTHING,
    menu: null,
  },
  accept: {
    from: ['RECEIVED'],
    to: 'ACCEPTED',
    who: [...AGENTS, ...HANDLERS],
    event: 'ACCEPTED',
    fields: NOTHING,
    sets: { acceptedAt: 'FIRST' },
    menu: { rank: 10 },
  },
  assign: {
    from: [...EARLY, 'REPLIED'],
    to: 'IN_PROGRESS',
    stays: ['REPLIED'],
    who: [...AGENTS, 'UNIT_HEAD'],
    event: 'ASSIGNED',
    also: { RECEIVED: 'ACCEPTED' },
    fields: {
      unit: { kind: 'unit', own: true },
      handler: { kind: 'handler', optional: true, apiOnly: true },
      ...ASIDE,
    },
    sets: { acceptedAt: 'FIRST' },
    menu: { rank: 30 },
  },
  take: {
    from: [...EARLY, 'REPLIED'],
    to: 'IN_PROGRESS',
    stays: ['REPLIED'],
    who: [...AGENTS, ...HANDLERS],
    event: 'ASSIGNED',
    also: { RECEIVED: 'ACCEPTED' },
    fields: NOTHING,
    sets: { acceptedAt: 'FIRST' },
    menu: { rank: 15 },
  },
  refer: {
    from: WORKING,
    to: 'SAME',
    who: [...AGENTS, 'CASE_HANDLER'],
    event: 'REFERRED',
    fields: { partner: { kind: 'partner' }, ...REASON },
    elsewhere: true,
    menu: { rank: 20 },
  },
  'co-handle': {
    from: WORKING,
    to: 'SAME',
    who: HANDLERS,
    event: 'CO_HANDLING',
    fields: {
      unit: { kind: 'unit' },
      due: { kind: 'date', optional: true, apiOnly: true },
      reason: { ...REASON.reason, optional: true },
    },
    menu: { rank: 150 },
  },
  'answer-co-handling': {
    from: APPROVABLE,
    to: 'SAME',
    who: [...AGENTS, ...HANDLERS],
    event: 'CO_HANDLING_ANSWERED',
    fields: TEXT,
    asked: 'ONLY',
    menu: { rank: 5 },
  },
  'recall-co-handling': {
    from: APPROVABLE,
    to: 'SAME',
    who: HANDLERS,
    event: 'CO_HANDLING_RECALLED',
    fields: { unit: { kind: 'asked-unit' }, ...REASON },
    menu: { rank: 152 },
  },
  chase: {
    from: APPROVABLE,
    to: 'SAME',
    who: CHASERS,
    event: 'CHASE_SENT',
    fields: { whom: { kind: 'holder' }, days: { kind: 'working-days' }, ...TEXT },
    menu: { rank: 154 },
  },
  'answer-chase': {
    from: APPROVABLE,
    to: 'SAME',
    who: [...AGENTS, ...HANDLERS, TEAM_ROLE],
    event: 'CHASE_ANSWERED',
    fields: TEXT,
    asked: 'CHASED',
    menu: { rank: 6 },
  },
  track: {
    from: [...APPROVABLE, 'CLOSED'],
    to: 'SAME',
    who: CHASERS,
    event: 'UNDER_CONTROL',
    fields: { tracker: { kind: 'tracker' }, reason: { ...REASON.reason, optional: true } },
    menu: { rank: 156 },
  },
  'end-tracking': {
    from: [...APPROVABLE, 'CLOSED'],
    to: 'SAME',
    who: CHASERS,
    event: 'RELEASED',
    fields: { reason: { ...REASON.reason, optional: true } },
    menu: { rank: 158, after: 'UNDER_CONTROL' },
  },
  'add-task': {
    from: OWN_LIFE,
    to: 'SAME',
    who: ANY_STAFF,
    event: 'TASK_ADDED',
    fields: {
      taskKind: { kind: 'task-kind' },
      due: { kind: 'date', optional: true },
      doer: { kind: 'task-doer', optional: true },
      ...WORDS,
    },
    asked: 'TOO',
    menu: { rank: 162 },
  },
  'take-task': {
    from: OWN_LIFE,
    to: 'SAME',
    who: ANY_STAFF,
    event: 'TASK_TAKEN',
    fields: TASK,
    asked: 'TOO',
    menu: { rank: 163 },
  },
  'log-attempt': {
    from: OWN_LIFE,
    to: 'SAME',
    who: ANY_STAFF,
    event: 'TASK_ATTEMPTED',
    fields: {
      ...TASK,
      reached: { kind: 'choice', of: REACHED },
      number: { kind: 'called-number', optional: true },
      ...WORDS,
    },
    asked: 'TOO',
    menu: { rank: 164 },
  },
  'finish-task': {
    from: OWN_LIFE,
    to: 'SAME',
    who: ANY_STAFF,
    event: 'TASK_DONE',
    fields: { ...TASK, outcome: { kind: 'task-outcome' }, ...WORDS },
    asked: 'TOO',
    menu: { rank: 166 },
  },
  'cancel-task': {
    from: OWN_LIFE,
    to: 'SAME',
    who: ANY_STAFF,
    event: 'TASK_CANCELLED',
    fields: { ...TASK, ...REASON },
    asked: 'TOO',
    menu: { rank: 168 },
  },
  'request-correction': {
    from: WORKING,
    to: 'AWAITING_CORRECTION',
    who: HANDLERS,
    event: 'CORRECTION_REQUESTED',
    fields: { ...WHAT, lastDay: { kind: 'date' } },
    menu: { rank: 80 },
  },
  'receive-correction': {
    from: ['AWAITING_CORRECTION'],
    to: 'IN_PROGRESS',
    who: ['CITIZEN', ...AGENTS, ...HANDLERS],
    event: 'CORRECTED',
    fields: SENT_IN,
    menu: { rank: 90 },
  },
  'let-correction-lapse': {
    from: ['AWAITING_CORRECTION'],
    to: 'IN_PROGRESS',
    who: ['SYSTEM'],
    event: 'CORRECTION_LAPSED',
    fields: NOTHING,
    menu: null,
  },
  'request-supplement': {
    from: WORKING,
    to: 'SAME',
    who: HANDLERS,
    event: 'SUPPLEMENT_REQUESTED',
    fields: WHAT,
    menu: { rank: 180 },
  },
  'receive-supplement': {
    from: WORKING,
    to: 'SAME',
    who: ['CITIZEN', ...AGENTS, ...HANDLERS],
    event: 'SUPPLEMENTED',
    fields: SENT_IN,
    menu: { rank: 190, after: 'SUPPLEMENT_REQUESTED' },
  },
  extend: {
    from: APPROVABLE,
    to: 'SAME',
    who: HANDLERS,
    event: 'EXTENDED',
    fields: {
      length: { kind: 'length', optional: true },
      until: { kind: 'date', optional: true },
      ...REASON,
      ...APPROVER,
      commitment: { kind: 'commitment', optional: true },
    },
    approved: true,
    menu: { rank: 140 },
  },
  submit: {
    from: ['IN_PROGRESS'],
    to: 'AWAITING_APPROVAL',
    who: ['CASE_HANDLER'],
    event: 'SUBMITTED',
    fields: {
      text: { kind: 'text', most: 4_000, optional: true, requestOnly: true },
      question: { ...REASON.reason, optional: true },
      approver: { ...APPROVER.approver, optional: true },
    },
    asks: true,
    menu: { rank: 100 },
  },
  approve: {
    from: APPROVABLE,
    to: 'IN_PROGRESS',
    stays: DECIDED,
    who: DECIDERS,
    event: 'APPROVED',
    fields: NOTHING,
    decides: 'APPROVED',
    menu: { rank: 110 },
  },
  'send-back': {
    from: APPROVABLE,
    to: 'IN_PROGRESS',
    stays: DECIDED,
    who: DECIDERS,
    event: 'SENT_BACK',
    fields: REASON,
    decides: 'SENT_BACK',
    menu: { rank: 120 },
  },
  'withdraw-request': {
    from: APPROVABLE,
    to: 'IN_PROGRESS',
    stays: DECIDED,
    who: HANDLERS,
    event: 'APPROVAL_WITHDRAWN',
    fields: NOTHING,
    decides: 'WITHDRAWN',
    menu: { rank: 125 },
  },
  'interim-reply': {
    from: [...WORKING, 'AWAITING_CORRECTION'],
    to: 'SAME',
    who: OWNERS,
    event: 'INTERIM_REPLIED',
    fields: TEXT,
    menu: { rank: 60 },
  },
  reply: {
    from: [...WORKING, 'REPLIED'],
    to: 'REPLIED',
    who: OWNERS,
    event: 'REPLIED',
    fields: TEXT,
    sets: { repliedAt: 'NOW' },
    menu: { rank: 40 },
  },
  'supplementary-reply': {
    from: ['REPLIED', 'CLOSED'],
    to: 'SAME',
    who: OWNERS,
    event: 'SUPPLEMENTARY_REPLIED',
    fields: TEXT,
    menu: { rank: 50 },
  },
  'step-done': {
    from: WORKING,
    to: 'SAME',
    who: HANDLERS,
    event: 'STEP_DONE',
    fields: { step: { kind: 'step' }, on: { kind: 'done-date' }, text: { ...TEXT.text, optional: true } },
    menu: { rank: 75 },
  },
  'record-decision': {
    from: ['REPLIED', 'CLOSED'],
    to: 'SAME',
    who: OWNERS,
    event: 'DECIDED',
    fields: {
      decision: { kind: 'choice', of: DECISIONS },
      amount: { kind: 'amount', optional: true },
      documentNumber: { kind: 'document-number', optional: true },
      documentDate: { kind: 'done-date', optional: true },
    },
    menu: { rank: 128 },
  },
  close: {
    from: ['REPLIED'],
    to: 'CLOSED',
    who: [...OWNERS, 'SYSTEM'],
    event: 'CLOSED',
    fields: NOTHING,
    sets: { closedAt: 'NOW' },
    endsReferrals: true,
    menu: { rank: 130 },
  },
  reopen: {
    from: ['REPLIED', 'CLOSED'],
    to: 'IN_PROGRESS',
    who: ['CITIZEN', 'FRONTLINE_AGENT', 'UNIT_HEAD'],
    event: 'REOPENED',
    fields: REASON,
    sets: { closedAt: 'CLEARED' },
    menu: { rank: 160 },
  },
  'no-action': {
    from: EARLY,
    to: 'NO_ACTION',
    who: HANDLERS,
    event: 'NO_ACTION',
    fields: { ground: { kind: 'choice', of: GROUNDS }, ...REASON, ...APPROVER },
    endsReferrals: true,
    unanswered: true,
    approved: true,
    menu: { rank: 220, grave: true },
  },
  withdraw: {
    from: OPEN_STATUSES,
    to: 'WITHDRAWN',
    who: ['CITIZEN', 'FRONTLINE_AGENT'],
    event: 'WITHDRAWN',
    fields: REASON,
    endsReferrals: true,
    unanswered: true,
    menu: { rank: 230, grave: true },
  },
  merge: {
    from: OPEN_STATUSES,
    to: 'MERGED',
    who: HANDLERS,
    event: 'MERGED',
    fields: { into: { kind: 'case' }, ...ASIDE },
    endsReferrals: true,
    menu: { rank: 210 },
  },
  transfer: {
    from: EARLY,
    to: 'TRANSFERRED',
    who: ['UNIT_HEAD'],
    event: 'TRANSFERRED',
    fields: { agency: { kind: 'line', most: 200 }, ...REASON },
    endsReferrals: true,
    unanswered: true,
    menu: { rank: 200, grave: true },
  },
  note: {
    from: OWN_LIFE,
    to: 'SAME',
    who: ANY_STAFF,
    event: 'NOTED',
    fields: TEXT,
    asked: 'TOO',
    menu: { rank: 170 },
  },
  'legal-hold': {
    from: STATUSES,
    to: 'SAME',
    who: HOLDERS,
    event: 'LEGAL_HOLD',
    fields: REASON,
    menu: { rank: 192 },
  },
  'lift-legal-hold': {
    from: STATUSES,
    to: 'SAME',
    who: HOLDERS,
    event: 'LEGAL_HOLD_LIFTED',
    fields: REASON,
    menu: { rank: 194, after: 'LEGAL_HOLD' },
  },
  'lift-restriction': {
    from: STATUSES,
    to: 'SAME',
    who: ['UNIT_HEAD'],
    event: 'RESTRICTION_LIFTED',
    fields: REASON,
    menu: { rank: 196, after: 'RESTRICTED' },
  },
  'change-contact': {
    from: STATUSES,
    to: 'SAME',
    who: ['CITIZEN'],
    event: 'CONTACT_CHANGED',
    fields: NOTHING,
    elsewhere: true,
    menu: null,
  },
  message: {
    from: OWN_LIFE,
    to: 'SAME',
    who: [...ANY_STAFF, 'CITIZEN'],
    event: 'MESSAGED',
    fields: TEXT,
    menu: { rank: 70 },
  },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];
export const isActName = (name: string): name is ActName => Object.hasOwn(ACTS, name);
export const actNamed = (name: ActName): Act => ACTS[name];

type FieldsOf<A extends ActName> = (typeof ACTS)[A]['fields'];
type ChoicesOf<F> = F[keyof F] extends infer One
  ? One extends { of: readonly (infer C)[] }
    ? C
    : never
  : never;
/** All field names of all acts, and all choices: pages have a label for each. */
export type FieldName = { [A in ActName]: keyof FieldsOf<A> }[ActName];
export type Choice = { [A in ActName]: ChoicesOf<FieldsOf<A>> }[ActName];

/** The checked input of an act: each field is a text. */
type InputOf<F> = { [K in keyof F]: F[K] extends { optional: true } ? string | undefined : string };
const INPUTS = Object.fromEntries(ACT_NAMES.map((name) => [name, inputOf(actNamed(name).fields)]));
export const inputOfAct = <A extends ActName>(name: A) => INPUTS[name] as z.ZodType<InputOf<FieldsOf<A>>>;

/** Names of the fields that hold text written by people. */
export const WRITTEN: readonly string[] = [
  ...new Set(
    ACT_NAMES.flatMap((name) => Object.entries(actNamed(name).fields))
      .filter(([, { kind }]) => kind === 'text')
      .map(([name]) => name),
  ),
];

/** Acts that a status allows, for any role. */
export const actsFrom = (status: CaseStatus): ActName[] =>
  ACT_NAMES.filter((name) => actNamed(name).from.includes(status));

/** Acts of staff in the order of the menu. */
export const MENU: readonly ActName[] = ACT_NAMES.filter((name) => actNamed(name).menu).toSorted(
  (a, b) => actNamed(a).menu!.rank - actNamed(b).menu!.rank,
);
