import { isHours } from './lengths.js';
import type { ClockCommitment, Length } from './types.js';

export interface CommitmentFault {
  /** Name of the field in `ClockCommitment`. */
  field: keyof ClockCommitment;
  zh: string;
  en: string;
}

const EVENT_FIELDS = ['startOn', 'stopOn', 'cancelOn', 'pauseOn', 'resumeOn'] as const;

type Check = (commitment: ClockCommitment) => CommitmentFault | false;

const CHECKS: readonly Check[] = [
  ({ startOn }) => startOn.length === 0 && fault('startOn', '沒有起算的事件', 'no event starts it'),
  ({ stopOn }) => stopOn.length === 0 && fault('stopOn', '沒有辦結的事件', 'no event stops it'),
  ({ length }) =>
    !isPositive(length) && fault('length', '期限須為正整數', 'the length must be a positive whole number'),
  ({ startOn, stopOn, cancelOn }) =>
    stopOn.length > 0 &&
    [...stopOn, ...cancelOn].every((type) => startOn.includes(type)) &&
    fault(
      'stopOn',
      '每個結束的事件又會重新起算，永無止境',
      'every event that ends it starts it again: it would never end',
    ),
  ({ pauseOn, resumeOn }) =>
    pauseOn.length > 0 &&
    resumeOn.length === 0 &&
    fault('resumeOn', '有暫停而無續行的事件', 'it pauses but never resumes'),
  ({ pauseOn, resumeOn }) =>
    pauseOn.some((type) => resumeOn.includes(type)) &&
    fault('pauseOn', '同一事件不可既暫停又續行', 'one event cannot both pause and resume it'),
  ({ extension }) =>
    extension !== undefined &&
    (!isPositive(extension.maxLength) || !isPositive({ amount: extension.maxTimes, unit: 'd' })) &&
    fault('extension', '展延的次數與長度須為正整數', 'times and length of an extension must be positive'),
  ({ extension, length }) =>
    extension !== undefined &&
    isHours(extension.maxLength.unit) !== isHours(length.unit) &&
    fault('extension', '展延與期限須同為時數或同為日期', 'hours are extended in hours, dates in dates'),
];

/** Validates a commitment: one fault per field; empty when it is valid. */
export function commitmentFaults(
  commitment: ClockCommitment,
  knownEvents?: ReadonlySet<string>,
): CommitmentFault[] {
  const found = CHECKS.map((check) => check(commitment)).filter((each) => each !== false);
  return knownEvents ? [...found, ...unknownEvents(commitment, knownEvents)] : found;
}

function unknownEvents(commitment: ClockCommitment, known: ReadonlySet<string>): CommitmentFault[] {
  return EVENT_FIELDS.flatMap((field) =>
    commitment[field]
      .filter((type) => !known.has(type))
      .map((type) => fault(field, `沒有「${type}」這種事件`, `there is no event "${type}"`)),
  );
}

const isPositive = ({ amount }: Length): boolean => Number.isSafeInteger(amount) && amount > 0;

const fault = (field: keyof ClockCommitment, zh: string, en: string): CommitmentFault => ({ field, zh, en });
