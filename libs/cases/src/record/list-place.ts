import { days, taipeiMidnight } from '@app/platform';
import { askedOfCitizen } from './asked-of-citizen.js';
import type { CaseFile } from './case-file.entity.js';
import type { EventFacts, EventType } from './events.js';
import type { WaitsFor } from './waits.js';

/** What lists are asked and ordered by, stored with the case. */
export type ListPlace = Pick<CaseFile, 'listOrder' | 'waitsFor' | 'correctionBy'>;

interface Happened {
  type: EventType;
  actorKind: string;
  facts: EventFacts;
}
type Filed = Pick<CaseFile, 'status' | 'open' | 'confirmBy' | 'receivedAt'>;
type Holds = (file: Filed, events: readonly Happened[]) => boolean;

/** Later than any date: cases without a running promise stand after all others, the newest first. */
export const WITHOUT_PROMISE = 8_000_000_000_000_000;

/** Passing a case on, or noting something about it, is not yet work on it. */
const NO_WORK: readonly EventType[] = [
  ...(['RECEIVED', 'CONFIRMATION_ASKED', 'ACCEPTED', 'ASSIGNED', 'REASSIGNED'] as const),
  ...(['NOTED', 'CHASED', 'CHASE_SENT', 'CHASE_UNDONE', 'LOOKUP_CODE_ISSUED'] as const),
  ...(['TASK_ADDED', 'TASK_TAKEN', 'TASK_CANCELLED'] as const),
];
const ASKS: readonly EventType[] = ['SUBMITTED', 'APPROVAL_ASKED'];
/** Decided, or void because the case moved on. */
const DECIDES: readonly EventType[] = [
  ...(['APPROVED', 'SENT_BACK', 'APPROVAL_WITHDRAWN', 'ASSIGNED', 'REASSIGNED'] as const),
  ...(['REPLIED', 'CORRECTION_REQUESTED', 'REOPENED'] as const),
];
const REFERRALS: readonly EventType[] = [
  ...(['REFERRED', 'REFERRAL_RETURNED', 'REFERRAL_RECALLED', 'REFERRAL_REPLIED'] as const),
];

const lastOf = (events: readonly Happened[], types: readonly EventType[]): Happened | undefined =>
  events.findLast(({ type }) => types.includes(type));

const isReferred: Holds = (_file, events) => {
  const open = new Set<unknown>();
  for (const { type, facts } of events)
    if (type === 'REFERRED') open.add(facts.referralId);
    else if (REFERRALS.includes(type)) open.delete(facts.referralId);
  return open.size > 0;
};
const isAsked: Holds = (_file, events) => {
  const last = lastOf(events, [...ASKS, ...DECIDES]);
  return last !== undefined && ASKS.includes(last.type);
};

/** The first row that holds says on whom the case waits. */
const TABLE: readonly (readonly [WaitsFor, Holds])[] = [
  ['NONE', ({ open, confirmBy }) => !open || confirmBy !== null],
  ['CLOSING', ({ status }) => status === 'REPLIED'],
  ['APPROVAL', ({ status }) => status === 'AWAITING_APPROVAL'],
  ['CITIZEN', ({ status }) => status === 'AWAITING_CORRECTION'],
  ['APPROVAL', isAsked],
  ['CITIZEN', (_file, events) => askedOfCitizen(events)?.event.type === 'SUPPLEMENT_REQUESTED'],
  ['PARTNER', isReferred],
  ['RETURNED', (_file, events) => lastOf(events, REFERRALS)?.type === 'REFERRAL_RETURNED'],
  [
    'START',
    (_file, events) =>
      !events.some(({ type, actorKind }) => actorKind === 'staff' && !NO_WORK.includes(type)),
  ],
];

/**
 * The place of a case in lists. `events`: its whole history, oldest first; `dues`: when its running promises fall due.
 * A correction that the citizen is asked for counts like a promise: after its last day the case goes on.
 */
export function listPlace(file: Filed, events: readonly Happened[], dues: readonly number[]): ListPlace {
  const waitsFor = TABLE.find(([, holds]) => holds(file, events))?.[0] ?? 'UNIT';
  const lastDay = file.status === 'AWAITING_CORRECTION' ? (askedOfCitizen(events)?.lastDay ?? null) : null;
  const dates = lastDay === null ? dues : [...dues, taipeiMidnight(lastDay) + days(1)];
  const listOrder = dates.length > 0 ? Math.min(...dates) : WITHOUT_PROMISE - file.receivedAt;
  return { waitsFor, listOrder, correctionBy: lastDay };
}
