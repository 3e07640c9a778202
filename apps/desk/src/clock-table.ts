import type { Locale } from '@app/platform';
import { CHANGE_WORDS, whyWords, type ClockChange, type CountedDay } from '@app/sla/clock';

/** What `clock due --json` prints: codes, and instants with Taipei's offset. */
export interface ClockAnswer {
  commitment: string;
  dueAt: string;
  dueDate: string;
  calendarVersion: string;
  days: CountedDay[];
  /** The last change; an extension is dated just before the due date that it moves, the last moment possible. */
  changed: (Omit<ClockChange, 'at'> & { at: string }) | null;
  /** Only with `--answered`: whether it was kept, and 使用日數 (null for a promise in hours). */
  state?: 'ON_TIME' | 'LATE';
  usedDays?: number | null;
}

interface Wording {
  due(answer: ClockAnswer): string;
  changed(what: string, date: string): string;
  moved(what: string, before: string, after: string): string;
  state: Record<NonNullable<ClockAnswer['state']>, string>;
  used(days: number): string;
  remark(text: string): string;
}

const WORDS: Readonly<Record<Locale, Wording>> = {
  'zh-TW': {
    due: ({ commitment, dueDate, dueAt, calendarVersion }) =>
      `${commitment}：期限 ${dueDate}（${dueAt} 以前），辦公日曆 ${calendarVersion}`,
    changed: (what, date) => `最近一次變動：${date}，${what}`,
    moved: (what, before, after) => `最近一次變動：${what}，期限由 ${before} 改為 ${after}`,
    state: { ON_TIME: '依限完成', LATE: '逾限完成' },
    used: (days) => `，使用日數 ${days} 日`,
    remark: (text) => `（${text}）`,
  },
  en: {
    due: ({ commitment, dueDate, dueAt, calendarVersion }) =>
      `${commitment}: due ${dueDate} (until ${dueAt}), calendar ${calendarVersion}`,
    changed: (what, date) => `Last changed on ${date}: ${what}`,
    moved: (what, before, after) => `Last changed: ${what}, from ${before} to ${after}`,
    state: { ON_TIME: 'Kept', LATE: 'Done late' },
    used: (days) => `, days used: ${days}`,
    remark: (text) => ` (${text})`,
  },
};

/** The answer as text: the date, the last change, whether it was kept, then day by day. */
export function clockTable(answer: ClockAnswer, locale: Locale): string {
  const say = WORDS[locale];
  return [
    say.due(answer),
    ...changeLine(answer, locale),
    ...answerLine(answer, locale),
    ...answer.days.map(({ date, counted, why, remark }) => {
      const words = `${whyWords(why, locale)}${remark ? say.remark(remark) : ''}`;
      return `  ${date}  ${counted ? '✓' : '·'}  ${words}`;
    }),
  ].join('\n');
}

function changeLine({ changed }: ClockAnswer, locale: Locale): string[] {
  if (!changed) return [];
  const { kind, at, before, after } = changed;
  const what = CHANGE_WORDS[locale][kind];
  const say = WORDS[locale];
  return [before && after ? say.moved(what, before, after) : say.changed(what, at.slice(0, 10))];
}

function answerLine({ state, usedDays }: ClockAnswer, locale: Locale): string[] {
  if (!state) return [];
  const say = WORDS[locale];
  return [`${say.state[state]}${typeof usedDays === 'number' ? say.used(usedDays) : ''}`];
}
