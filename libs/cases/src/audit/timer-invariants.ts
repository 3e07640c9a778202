import type { EventFacts } from '../record/events.js';
import type { TimerRead } from '@app/sla/timers';
import type { ClockRead, EventRead } from './case-slices.js';
import { countBy, twice, type CaseInvariant, type WholeCase } from './whole-case.js';

/** What must hold of the timers of one case. */
export const TIMER_INVARIANTS: readonly CaseInvariant[] = [
  {
    name: 'two-live-timers',
    check: ({ timers }) =>
      twice(
        timers.filter(isArmed).map(({ kind, subjectId, occurrence }) => `${kind}|${subjectId}|${occurrence}`),
      ).map((key) => `two timers are armed for the same thing: ${key}`),
  },
  {
    name: 'timer-of-older-clock',
    check: ({ timers, clocks }) =>
      timers
        .filter(
          (timer) => isArmed(timer) && isOfClock(timer) && clocks.some((clock) => isOlder(timer, clock)),
        )
        .map(({ id }) => `the armed timer ${id} belongs to a clock that has moved or ended since`),
  },
  {
    name: 'clock-without-timer',
    check: ({ timers, clocks }) =>
      clocks
        .filter((clock) => clock.state === 'RUNNING' && !timers.some((timer) => keeps(timer, clock)))
        .map(({ id }) => `the running clock ${id} has not broken and has no timer for what comes next`),
  },
  { name: 'breach-not-matched', check: breachesNotMatched },
];

const isArmed = ({ state }: TimerRead): boolean => state === 'ARMED';
const isOfClock = ({ kind }: TimerRead): boolean => kind === 'clock.rung' || kind === 'clock.due';
/** Of the fired timers only `due` ones are read. */
const hasFired = ({ state }: TimerRead): boolean => state === 'FIRED';

const isOlder = (timer: TimerRead, clock: ClockRead): boolean =>
  timer.subjectId === clock.id && (timer.generation !== clock.generation || clock.state !== 'RUNNING');

const keeps = (timer: TimerRead, clock: ClockRead): boolean =>
  timer.subjectId === clock.id &&
  isOfClock(timer) &&
  (hasFired(timer) || timer.generation === clock.generation);

/** A promise breaks once in its life, when its due timer fires. */
function breachesNotMatched({ events, timers }: WholeCase): string[] {
  const said = countBy(events.filter(({ type }) => type === 'OVERDUE').map(clockOf));
  const fires = countBy(timers.filter(hasFired).map(({ subjectId }) => subjectId));
  return [...new Set([...said.keys(), ...fires.keys()])].flatMap((clockId) => {
    const [times, fired] = [said.get(clockId) ?? 0, fires.get(clockId) ?? 0];
    return times === fired && times <= 1
      ? []
      : [`clock ${clockId} has ${times} OVERDUE event(s) for ${fired} fired due timer(s)`];
  });
}

const clockOf = ({ facts }: EventRead): string => (JSON.parse(facts) as EventFacts).clockId ?? '';
