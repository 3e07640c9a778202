import type { EventFacts, EventType } from '@app/cases';

interface Happened {
  type: EventType;
  at: number;
  facts: EventFacts;
}

/** How a team's work on a referral stands, from its events. */
export interface Course {
  /** More time that the team asked for, until the owner decides. */
  asked: { length: string; at: number } | null;
  /** Attempts to reach the citizen since she was reached last, or since the owner asked to go on. */
  unanswered: number;
}

/** After as many attempts without an answer the owner decides how to go on. */
export const ATTEMPTS = 3;
/** Events that say how the work stands. */
export const WORK_EVENTS = [
  ...(['REFERRAL_ATTEMPTED', 'REFERRAL_CONTINUED', 'REFERRAL_REPORTED'] as const),
  ...(['REFERRAL_TIME_ASKED', 'REFERRAL_TIME_GRANTED', 'REFERRAL_TIME_REFUSED'] as const),
] satisfies EventType[];
const DECIDED: readonly EventType[] = ['REFERRAL_TIME_GRANTED', 'REFERRAL_TIME_REFUSED'];

/** `events`: of the case, oldest first. */
export function courseOf(referralId: string, events: readonly Happened[]): Course {
  const own = events.filter(({ facts }) => facts.referralId === referralId);
  const last = own.findLast(({ type }) => type === 'REFERRAL_TIME_ASKED' || DECIDED.includes(type));
  const open = last?.type === 'REFERRAL_TIME_ASKED' ? last : undefined;
  return {
    asked: open ? { length: open.facts.length!, at: open.at } : null,
    unanswered: own.reduce(counted, 0),
  };
}

const counted = (before: number, { type, facts }: Happened): number => {
  if (type === 'REFERRAL_CONTINUED') return 0;
  if (type !== 'REFERRAL_ATTEMPTED') return before;
  return facts.outcome === 'REACHED' ? 0 : before + 1;
};

/** What an act needs besides the status of the referral, and the code of its refusal. */
export const NEEDS = {
  TIME_ASKED: { holds: ({ asked }) => asked !== null, refused: 'no-time-asked' },
  NO_TIME_ASKED: { holds: ({ asked }) => asked === null, refused: 'time-asked' },
  UNREACHED: { holds: ({ unanswered }) => unanswered >= ATTEMPTS, refused: 'not-unreached' },
} as const satisfies Record<string, { holds: (course: Course) => boolean; refused: string }>;
export type Need = keyof typeof NEEDS;
