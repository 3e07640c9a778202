import type { ShownClock } from '@app/lookups';
import type { Clock, CountedDay } from '@app/sla/clock';

const HOUR = 3_600_000;
/** Noon of 20 November 2026 in Taipei: the gallery's "now". */
export const SAMPLE_NOW = Date.parse('2026-11-20T12:00:00+08:00');

const DAYS: CountedDay[] = [
  { date: '2026-11-16', counted: false, why: 'RECEIPT_DAY' },
  { date: '2026-11-17', counted: true, why: 'WORKING_DAY' },
  { date: '2026-11-18', counted: true, why: 'WORKING_DAY' },
  { date: '2026-11-19', counted: false, why: 'PAUSED' },
  { date: '2026-11-20', counted: true, why: 'WORKING_DAY' },
  { date: '2026-11-21', counted: false, why: 'DAY_OFF' },
  { date: '2026-11-22', counted: false, why: 'DAY_OFF' },
  { date: '2026-11-23', counted: true, why: 'WORKING_DAY' },
  { date: '2026-11-24', counted: true, why: 'WORKING_DAY' },
];

const CLOCK: Clock = {
  commitmentId: 'sample.reply',
  subject: 'CASE',
  subjectId: 'sample',
  occurrence: 1,
  state: 'RUNNING',
  startedAt: SAMPLE_NOW - 96 * HOUR,
  endedAt: null,
  dueAt: Date.parse('2026-11-25T00:00:00+08:00'),
  dueDate: '2026-11-24',
  pauses: [],
  extensions: [],
} as unknown as Clock;

const ENTRY = {
  id: 'sample.reply',
  kind: 'clock',
  title: { 'zh-TW': '5 個工作日內答復', en: 'Answered within 5 working days' },
  text: {
    'zh-TW': '收到您的案件後 5 個工作日內，承辦單位會答復您。',
    en: 'The responsible unit answers you within 5 working days.',
  },
  source: {
    document: { 'zh-TW': '示範機關服務計畫', en: 'Service plan of a sample agency' },
    clause: '肆、一',
    quote: '於 5 個工作日內回復',
  },
  assumption: { 'zh-TW': '收件當日不計。', en: 'The day of receipt is not counted.' },
  length: '5wd',
} as unknown as ShownClock['entry'];

const shown = (change: Partial<ShownClock>, clock: Partial<Clock> = {}): ShownClock => ({
  clock: { ...CLOCK, ...clock },
  entry: ENTRY,
  unitId: 'sample.unit',
  state: 'RUNNING',
  left: { late: false, workingDays: 2, calendarDays: 4, milliseconds: 0 },
  days: DAYS,
  usedDays: 3,
  changed: null,
  extendable: false,
  earlier: null,
  ...change,
});

/** A promise in each state it can show. */
export const PROMISES: readonly ShownClock[] = [
  shown({
    changed: { kind: 'RECOUNTED', at: SAMPLE_NOW, before: '2026-11-24', after: '2026-11-25' },
    earlier: '2026-11-24',
  }),
  shown({ state: 'WARNING', left: { late: false, workingDays: 0, calendarDays: 0, milliseconds: 0 } }),
  shown({ state: 'OVERDUE', left: { late: true, workingDays: 1, calendarDays: 1, milliseconds: 0 } }),
  shown({ state: 'PAUSED', left: null }, { dueAt: null, dueDate: null }),
  shown({ state: 'ON_TIME', left: null }, { endedAt: SAMPLE_NOW }),
  shown({ state: 'LATE', left: null }, { endedAt: SAMPLE_NOW }),
];
