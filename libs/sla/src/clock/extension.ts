import { Course } from './course.js';
import type { Calendar } from './calendar.js';
import { ExtensionError } from './errors.js';
import { formatLength, isHours } from './lengths.js';
import type { Clock, ClockCommitment, Instant, Length } from './types.js';

export interface ExtensionRequest {
  clock: Clock;
  commitment: ClockCommitment;
  length: Length;
  /** When it is granted: after the due date is too late (行政程序法 §51 III). */
  at: Instant;
  calendar: Calendar;
}

type Refusal = readonly [
  refused: (request: ExtensionRequest) => boolean,
  reason: (r: ExtensionRequest) => Words,
];
type Words = readonly [reason: string, zh: string, en: string];

/** Checked in this order; the first that applies is the reason given. */
const REFUSALS: readonly Refusal[] = [
  [
    ({ commitment }) => !commitment.extension,
    () => ['not-extendable', '這項承諾不得展延', 'this promise cannot be extended'],
  ],
  [
    ({ clock }) => clock.endedAt !== null,
    () => ['clock-ended', '期限已經結束，無從展延', 'the clock has ended and cannot be extended'],
  ],
  [
    ({ clock, at }) => clock.dueAt !== null && at >= clock.dueAt,
    ({ clock }) => [
      'extension-too-late',
      `已逾期限（${clock.dueDate}），不得展延`,
      `it was due on ${clock.dueDate}: too late to extend`,
    ],
  ],
  [
    ({ clock, commitment }) => clock.extensions.length >= commitment.extension!.maxTimes,
    ({ commitment: { extension } }) => [
      'extended-too-often',
      `展延以 ${extension!.maxTimes} 次為限`,
      `extended ${extension!.maxTimes} time(s) already, which is the limit`,
    ],
  ],
  [
    ({ length, commitment }) => isHours(length.unit) !== isHours(commitment.length.unit),
    ({ commitment }) => [
      'extension-of-another-unit',
      `展延的單位須與期限（${formatLength(commitment.length)}）同為時數或同為日期`,
      `a promise of ${formatLength(commitment.length)} is extended in the same kind of unit, hours or dates`,
    ],
  ],
  [
    isTooLong,
    ({ commitment: { extension } }) => [
      'extension-too-long',
      `每次展延不得超過 ${formatLength(extension!.maxLength)}`,
      `one extension is ${formatLength(extension!.maxLength)} at most`,
    ],
  ],
];

/** Limits of the time that the owner of a case gives to a partner, whatever the promise says of extensions. */
export const underOwner = (commitment: ClockCommitment): ClockCommitment => ({
  ...commitment,
  extension: { maxTimes: 12, maxLength: { amount: 3, unit: 'm' } },
});

/** Why an extension is not allowed, or null when it is. Acts call this before they record one. */
export function checkExtension(request: ExtensionRequest): ExtensionError | null {
  const refusal = refusalOf(request);
  return refusal ? new ExtensionError(...refusal[1](request)) : null;
}

const refusalOf = (request: ExtensionRequest) => REFUSALS.find(([refused]) => refused(request));

/** Whether this clock could be extended at all now, by some length. */
export function canBeExtended({ commitment, ...request }: Omit<ExtensionRequest, 'length'>): boolean {
  const length = commitment.extension?.maxLength;
  return length !== undefined && !refusalOf({ ...request, commitment, length });
}

/** Lengths in different units are compared by the dates on which they would end. */
function isTooLong({ clock, commitment, length, at, calendar }: ExtensionRequest): boolean {
  const { maxLength } = commitment.extension!;
  if (maxLength.unit === length.unit) return length.amount > maxLength.amount;
  const course = new Course(commitment, calendar);
  const from = course.position(clock.dueAt === null ? at : clock.dueAt - 1);
  return course.lengthFrom(from, length) > course.lengthFrom(from, maxLength);
}
