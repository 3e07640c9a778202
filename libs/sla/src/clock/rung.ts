import { LadderError } from './errors.js';
import type { Length } from './types.js';

/** One step of a ladder, as data. `to` names roles (docs/permissions.md: `CASE_HANDLER`, `DEPUTY`, `UNIT_HEAD` …). */
export interface LadderRung {
  name: string;
  /**
   * `70%` of the period's office time · `-1wd` `-2d` `-1wh` `-4h` before due · `due` the moment it is over ·
   * `due@09:00` on the due day · `+1wd` `+4wh` … after due. Days take `@HH:MM`, else the opening of the office.
   */
  at: string;
  to: readonly string[];
  /** Within office hours (the default), or exactly at that instant, also by night. `due` always is `AT_ONCE`. */
  when?: 'OFFICE_HOURS' | 'AT_ONCE' | undefined;
}

type OffsetUnit = Extract<Length['unit'], 'wd' | 'd' | 'wh' | 'h'>;

export type RungPlace =
  | { kind: 'SHARE'; percent: number }
  | { kind: 'DUE'; minute: number | null }
  | { kind: 'OFFSET'; amount: number; unit: OffsetUnit; minute: number | null };

const SHARE = /^([1-9]\d?)%$/;
const DUE = /^due(?:@(\d{2}:\d{2}))?$/;
const OFFSET = /^([+-][1-9]\d{0,2})(wd|wh|d|h)(?:@(\d{2}:\d{2}))?$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Reads `at` of a rung; throws `LadderError`. */
export function parseRungAt(at: string): RungPlace {
  const share = SHARE.exec(at);
  if (share) return { kind: 'SHARE', percent: Number(share[1]) };
  const due = DUE.exec(at);
  if (due) return { kind: 'DUE', minute: minuteOf(at, due[1]) };
  const offset = OFFSET.exec(at);
  if (!offset) throw unreadable(at);
  const [, amount, unit, time] = offset as unknown as [string, string, OffsetUnit, string | undefined];
  if (time && unit.endsWith('h')) throw unreadable(at);
  return { kind: 'OFFSET', amount: Number(amount), unit, minute: minuteOf(at, time) };
}

function minuteOf(at: string, time: string | undefined): number | null {
  if (time === undefined) return null;
  const found = TIME.exec(time);
  if (!found) throw unreadable(at);
  return Number(found[1]) * 60 + Number(found[2]);
}

const unreadable = (at: string) =>
  new LadderError(
    `「${at}」不是稽催時點：請寫 70%、-1wd、-1wh、due、due@09:00 或 +1wd`,
    `"${at}" is not a rung: write 70%, -1wd, -1wh, due, due@09:00 or +1wd`,
  );

/**
 * Is a rung due exactly at its instant, also outside office hours? `due` always is; use `+1wd` for the next morning.
 */
export const isAtOnce = ({ at, when }: Pick<LadderRung, 'at' | 'when'>): boolean =>
  when === 'AT_ONCE' || at === 'due';

/** 稽催單: unit head, control officer, head of the agency. */
const ESCALATION: readonly LadderRung[] = [
  { name: 'overdue-1', at: '+1wd', to: ['UNIT_HEAD'] },
  { name: 'overdue-3', at: '+3wd', to: ['CONTROL_OFFICER'] },
  { name: 'overdue-5', at: '+5wd', to: ['AGENCY_HEAD'] },
];

/** Who must act, and who is notified at the due moment. */
interface Concerned {
  who: readonly string[];
  over: readonly string[];
}

const regular = ({ who, over }: Concerned): readonly LadderRung[] => [
  { name: 'warn-70', at: '70%', to: who },
  { name: 'warn-1wd', at: '-1wd', to: who },
  { name: 'due-day', at: 'due@09:00', to: [...who, 'DEPUTY'] },
  { name: 'overdue-at-once', at: 'due', to: over },
  ...ESCALATION,
];

/** For one-day promises, where 70 % and "one working day before" fall together. */
const oneDay = ({ who, over }: Concerned): readonly LadderRung[] => [
  { name: 'due-noon', at: 'due@12:00', to: who },
  { name: 'due-last-hour', at: '-1wh', to: [...who, 'DEPUTY'] },
  { name: 'overdue-at-once', at: 'due', to: over },
  ...ESCALATION,
];

const PARTNER_AND_OWNER = ['PARTNER', 'CASE_HANDLER'];

/**
 * A promise of the case itself; of a referral, where the partner team must act and its owner must know; or of an
 * offer to be accepted, of which the desk is notified at once when a team lets it expire, so that it can refer again.
 */
const CONCERNED = {
  CASE: { who: ['CASE_HANDLER'], over: ['UNIT_HEAD'] },
  REFERRAL: { who: PARTNER_AND_OWNER, over: ['UNIT_HEAD'] },
  OFFER: { who: PARTNER_AND_OWNER, over: ['DESK_SUPERVISOR', 'PARTNER'] },
} as const satisfies Record<string, Concerned>;
export type LadderOf = keyof typeof CONCERNED;

/** The reminders (預警與稽催) of a commitment that names no ladder. */
export const DEFAULT_LADDER = regular(CONCERNED.CASE);
export const ONE_DAY_LADDER = oneDay(CONCERNED.CASE);

const REGULAR = {
  CASE: DEFAULT_LADDER,
  REFERRAL: regular(CONCERNED.REFERRAL),
  OFFER: regular(CONCERNED.OFFER),
};
const SHORT = { CASE: ONE_DAY_LADDER, REFERRAL: oneDay(CONCERNED.REFERRAL), OFFER: oneDay(CONCERNED.OFFER) };

const ONE_DAY: Readonly<Record<Length['unit'], number>> = { h: 24, wh: 8, wd: 1, d: 1, w: 0, m: 0 };

export const isOneDay = ({ amount, unit }: Length): boolean => amount <= ONE_DAY[unit];

/** The ladder of a promise: its own, or the default for its length and its kind of subject. */
export const ladderFor = (
  length: Length,
  own?: readonly LadderRung[],
  about: LadderOf = 'CASE',
): readonly LadderRung[] => own ?? (isOneDay(length) ? SHORT : REGULAR)[about];
