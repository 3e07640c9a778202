import { askedOfCitizen, isOpen, type CaseStatus, type EventFacts, type EventType } from '@app/cases';
import type { ReferralStatus } from '@app/referrals';
import { decisiveOf, type Decisive, type Promised } from './decisive.js';

/**
 * What is going on, told to the citizen as one sentence.
 *
 * @public for the table of the spec
 */
export const SITUATIONS = [
  'TO_CONFIRM',
  'TO_CORRECT',
  'WITHDRAWN',
  'MERGED',
  'TRANSFERRED',
  'LAPSED',
  'NO_ACTION',
  'DISSATISFIED',
  'ANSWERED',
  'CLOSED',
  'TO_SUPPLEMENT',
  'APPROVING',
  'PARTNER_WORKS',
  'PARTNER_ASKED',
  'PARTNER_DONE',
  'PARTNER_RETURNED',
  'REOPENED',
  'CORRECTION_LAPSED',
  'RECEIVED',
  'ACCEPTED',
  'IN_PROGRESS',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What she is asked to do. */
type Todo = 'CONFIRM' | 'CORRECT' | 'SUPPLEMENT' | 'READ' | null;

export interface Standing<P extends Promised = Promised> {
  situation: Situation;
  /** The partner team that has it, or had it last. */
  partner: string | null;
  todo: Todo;
  /** The last day of a correction she is asked for. */
  lastDay: string | null;
  /** The promise that counts for her now; null where none runs. */
  decisive: Decisive<P> | null;
}

/** What the situation is told from. */
export interface Known<P extends Promised = Promised> {
  status: CaseStatus;
  /** Oldest first. */
  events: readonly { type: EventType; facts: EventFacts }[];
  /** In the order of their offers. */
  referrals: readonly { partner: string; status: string }[];
  clocks: readonly P[];
}

type Holds = (known: Known) => boolean;

const is =
  (...statuses: CaseStatus[]): Holds =>
  ({ status }) =>
    statuses.includes(status);

/** Of these types of events the last one is the first of them. */
const lastOf =
  (...types: [EventType, ...EventType[]]): Holds =>
  ({ events }) =>
    events.findLast(({ type }) => types.includes(type))?.type === types[0];

const some =
  (status: ReferralStatus): Holds =>
  ({ referrals }) =>
    referrals.some((one) => one.status === status);

const newest =
  (status: ReferralStatus): Holds =>
  ({ referrals }) =>
    referrals.at(-1)?.status === status;

const both =
  (...all: Holds[]): Holds =>
  (known) =>
    all.every((holds) => holds(known));

const supplementAsked: Holds = ({ events }) => askedOfCitizen(events)?.event.type === 'SUPPLEMENT_REQUESTED';
const working = is('RECEIVED', 'ACCEPTED', 'IN_PROGRESS');
/** A further answer is promised to a citizen who was not satisfied: its clock runs. */
const reanswerRuns: Holds = ({ clocks }) =>
  clocks.some(({ clock, entry }) => clock.endedAt === null && entry.startOn.includes('DISSATISFIED'));

/** The first row that holds is told. What she must do comes before who has it, the newest before the older. */
const TABLE: readonly (readonly [Situation, Todo, Holds])[] = [
  ['TO_CONFIRM', 'CONFIRM', is('AWAITING_CONFIRMATION')],
  ['TO_CORRECT', 'CORRECT', is('AWAITING_CORRECTION')],
  ['WITHDRAWN', null, is('WITHDRAWN')],
  ['MERGED', null, is('MERGED')],
  ['TRANSFERRED', null, is('TRANSFERRED')],
  ['LAPSED', null, is('LAPSED')],
  ['NO_ACTION', 'READ', is('NO_ACTION')],
  ['DISSATISFIED', null, both(is('REPLIED', 'CLOSED'), reanswerRuns)],
  ['ANSWERED', 'READ', is('REPLIED')],
  ['CLOSED', null, is('CLOSED')],
  ['TO_SUPPLEMENT', 'SUPPLEMENT', both(working, supplementAsked)],
  ['APPROVING', null, is('AWAITING_APPROVAL')],
  ['PARTNER_WORKS', null, both(working, some('ACCEPTED'))],
  ['PARTNER_ASKED', null, both(working, some('OFFERED'))],
  ['REOPENED', null, both(working, lastOf('REOPENED', 'REPLIED', 'REFERRED'))],
  ['CORRECTION_LAPSED', null, both(working, lastOf('CORRECTION_LAPSED', 'SUPPLEMENTED', 'REFERRED'))],
  ['PARTNER_DONE', null, both(working, newest('REPLIED'))],
  ['PARTNER_RETURNED', null, both(working, newest('RETURNED'))],
  ['RECEIVED', null, is('RECEIVED')],
  ['ACCEPTED', null, is('ACCEPTED')],
  ['IN_PROGRESS', null, is('IN_PROGRESS')],
];

/** Where the case stands, from its whole state. Pure. */
export function standingOf<P extends Promised>(known: Known<P>): Standing<P> {
  const [situation, todo] = TABLE.find(([, , holds]) => holds(known))!;
  return {
    situation,
    todo,
    partner: partnerOf(known, situation),
    lastDay: todo === 'CORRECT' ? (askedOfCitizen(known.events)?.lastDay ?? null) : null,
    decisive: isOpen(known.status) || situation === 'DISSATISFIED' ? decisiveOf(known.clocks) : null,
  };
}

const SHOWS_PARTNER: Partial<Record<Situation, ReferralStatus>> = {
  PARTNER_WORKS: 'ACCEPTED',
  PARTNER_ASKED: 'OFFERED',
  PARTNER_DONE: 'REPLIED',
  PARTNER_RETURNED: 'RETURNED',
};

function partnerOf({ referrals }: Known, situation: Situation): string | null {
  const status = SHOWS_PARTNER[situation];
  return referrals.findLast((one) => one.status === status)?.partner ?? null;
}
