import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { note } from './figures.ts';
import { BUILT, ROOT } from './processes.ts';

const YEARS = [2024, 2025, 2026, 2027];
const WARM_UP = 20_000;
const TIMES = 200_000;
const AT_LEAST = 100_000;
/** Ten times the period may take as long, and a little for the noise of the machine. */
const NO_GROWTH = 1.2;

const TYPICAL = {
  id: 'law.bench',
  version: '1',
  subject: 'CASE',
  startOn: ['RECEIVED', 'REOPENED'],
  stopOn: ['REPLIED'],
  cancelOn: ['WITHDRAWN', 'MERGED'],
  pauseOn: ['CORRECTION_REQUESTED', 'CONFIRMATION_REQUESTED'],
  resumeOn: ['CORRECTED', 'CORRECTION_LAPSED', 'CONFIRMED'],
  onCorrection: 'RESUME',
};
/** A pause that somebody ends, a correction with its last day, and an extension. */
const HISTORY = [
  ['RECEIVED', '2026-03-02T10:00'],
  ['CONFIRMATION_REQUESTED', '2026-03-03T09:00'],
  ['CONFIRMED', '2026-03-04T11:00'],
  ['CORRECTION_REQUESTED', '2026-03-05T15:00', { lastDay: '2026-03-16' }],
  ['CORRECTED', '2026-03-10T14:00'],
  ['EXTENDED', '2026-03-11T10:00', { length: '5wd' }],
] as const;

/** From a history to the date of its promise, on one core; then for a period ten times as long. */
export async function benchDeadlines(): Promise<void> {
  const clock = await import(join(BUILT, 'libs/sla/src/clock/index.js'));
  const years = YEARS.map((year) => {
    const bytes = readFileSync(join(ROOT, `config/calendars/${year}.csv`));
    return clock.parseCalendarCsv(clock.decodeCalendar(bytes, `${year}.csv`), `${year}.csv`);
  });
  const calendar = clock.makeCalendar({ version: 'bench', years });
  const history = HISTORY.map(([type, at, more], n) => {
    return { seq: n + 1, type, at: Date.parse(`${at}:00+08:00`), ...more };
  });
  const rate = (length: string) => {
    const extension = { maxTimes: 1, maxLength: clock.parseLength('10wd') };
    const commitment = { ...TYPICAL, length: clock.parseLength(length), extension };
    const [one] = clock.fold(history, commitment, calendar);
    if (one.pauses.length !== 2 || one.extensions.length !== 1)
      throw new Error(`the typical case of ${length} has ${JSON.stringify(one)}`);
    return perSecond(() => clock.fold(history, commitment, calendar));
  };
  const [usual, long] = [rate('6wd'), rate('60wd')];
  const say = (length: string, value: number) =>
    note({
      bench: 'deadlines',
      what: `${length}, with a pause, a correction and an extension`,
      value,
      unit: 'a second',
      aim: { atLeast: AT_LEAST },
    });
  say('6wd', usual);
  say('60wd', long);
  note({
    bench: 'deadlines',
    what: 'time of a period ten times as long, to the usual one',
    value: usual / long,
    unit: 'times',
    aim: { atMost: NO_GROWTH },
  });
}

/** By the time the processor gave us: what else runs on the machine does not count. */
function perSecond(work: () => unknown): number {
  for (let n = 0; n < WARM_UP; n++) work();
  const started = process.cpuUsage();
  for (let n = 0; n < TIMES; n++) work();
  const { user, system } = process.cpuUsage(started);
  return Math.round(TIMES / ((user + system) / 1_000_000));
}
