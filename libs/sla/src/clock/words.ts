import { HOUR_MS } from './day.js';
import { isHours } from './lengths.js';
import type { Remaining } from './state.js';
import type { LengthUnit } from './types.js';

export type Locale = 'zh-TW' | 'en';

interface Wording {
  today: string;
  left(amount: number, unit: 'day' | 'hour'): string;
  late(amount: number, unit: 'day' | 'hour'): string;
  justLate: string;
}

const plural = (amount: number, word: string) => `${amount} ${word}${amount === 1 ? '' : 's'}`;
const ZH = { day: '個工作日', hour: '小時' };
const EN = { day: 'working day', hour: 'hour' };

const WORDS: Readonly<Record<Locale, Wording>> = {
  'zh-TW': {
    today: '今天到期',
    left: (amount, unit) => `還有 ${amount} ${ZH[unit]}`,
    late: (amount, unit) => `已逾期 ${amount} ${ZH[unit]}`,
    justLate: '已逾期',
  },
  en: {
    today: 'due today',
    left: (amount, unit) => `${plural(amount, EN[unit])} left`,
    late: (amount, unit) => `overdue by ${plural(amount, EN[unit])}`,
    justLate: 'overdue',
  },
};

/** 還有 3 個工作日, 今天到期, 已逾期 1 個工作日; a promise in hours says hours on the due day itself. */
export function remainingWords(left: Remaining, unit: LengthUnit, locale: Locale): string {
  const say = WORDS[locale];
  const hours = Math.floor(left.milliseconds / HOUR_MS);
  if (left.calendarDays === 0 && isHours(unit) && hours > 0)
    return say[left.late ? 'late' : 'left'](hours, 'hour');
  if (left.late) return left.workingDays > 0 ? say.late(left.workingDays, 'day') : say.justLate;
  return left.workingDays > 0 ? say.left(left.workingDays, 'day') : say.today;
}
