import type { ClockCommitment, ClockSubject } from './types.js';

/** What an event means to a clock. */
export type Role =
  | 'extend'
  | 'lengthen'
  | 'resume'
  | 'restart'
  | 'postpone'
  | 'pause'
  | 'stop'
  | 'cancel'
  | 'start';

/** An event may have several roles; they apply in this order, so that one event can stop a clock and start the next. */
const ORDER: readonly Role[] = [
  'extend',
  'lengthen',
  'resume',
  'restart',
  'postpone',
  'pause',
  'stop',
  'cancel',
  'start',
];

const EXTENDED = 'EXTENDED';
/** The owner of a case gives a partner more time. */
const TIME_GRANTED = 'REFERRAL_TIME_GRANTED';
/** What a partner must do. */
const OF_PARTNER: readonly ClockSubject[] = ['REFERRAL', 'REFERRAL_CHAIN'];
const CORRECTED = 'CORRECTED';
export const CORRECTION_REQUESTED = 'CORRECTION_REQUESTED';
/** An awaited correction gets a later last day, because the citizen's county closed its offices on it. */
const CORRECTION_POSTPONED = 'CORRECTION_POSTPONED';

/** Which events end which cause of a pause; a cause or an event not named here matches any. */
const ENDED_BY: Readonly<Record<string, readonly string[]>> = {
  [CORRECTION_REQUESTED]: [CORRECTED, 'CORRECTION_LAPSED'],
  SUPPLEMENT_REQUESTED: ['SUPPLEMENTED'],
};
const PAIRED_ENDS = new Set(Object.values(ENDED_BY).flat());

/** Does a resuming event end a pause of this cause? A 補陳 received does not end a 補正 still awaited. */
export const endsPause = (resume: string, cause: string): boolean =>
  !PAIRED_ENDS.has(resume) || (ENDED_BY[cause]?.includes(resume) ?? true);

type Roles = ReadonlyMap<string, readonly Role[]>;
const compiled = new WeakMap<ClockCommitment, Roles>();

/** The roles of each event type under a commitment; event types not in the map have none. */
export function rolesOf(commitment: ClockCommitment): Roles {
  const known = compiled.get(commitment) ?? compile(commitment);
  compiled.set(commitment, known);
  return known;
}

function compile(commitment: ClockCommitment): Roles {
  const types = typesByRole(commitment);
  const all = new Set(Object.values(types).flat());
  return new Map([...all].map((type) => [type, ORDER.filter((role) => types[role].includes(type))]));
}

function typesByRole(commitment: ClockCommitment): Record<Role, readonly string[]> {
  const restarts = commitment.onCorrection === 'RESTART' ? [CORRECTED] : [];
  return {
    start: commitment.startOn,
    stop: commitment.stopOn,
    cancel: commitment.cancelOn,
    postpone: commitment.pauseOn.includes(CORRECTION_REQUESTED) ? [CORRECTION_POSTPONED] : [],
    pause: commitment.pauseOn,
    resume: commitment.resumeOn.filter((type) => !restarts.includes(type)),
    restart: commitment.resumeOn.filter((type) => restarts.includes(type)),
    extend: commitment.extension ? [EXTENDED] : [],
    lengthen: OF_PARTNER.includes(commitment.subject) ? [TIME_GRANTED] : [],
  };
}
