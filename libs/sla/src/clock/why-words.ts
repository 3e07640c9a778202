import type { ClockChange } from './state.js';
import type { Locale } from './words.js';

/** Texts for the codes of an explanation (`CountedDay.why`), for pages and the command line. */
const WHY_WORDS = {
  'zh-TW': {
    RECEIPT_DAY: '起算當日不計',
    WORKING_DAY: '工作日',
    MAKEUP_WORKING_DAY: '補班日',
    HALF_DAY: '半日上班',
    CALENDAR_DAY: '日曆天',
    DAY_OFF: '放假日',
    CLOSURE: '停止上班',
    PAUSED: '暫停計算',
    ROLLED: '末日遇放假，順延',
    EXTENSION: '展延',
    RESTARTED: '補正後重新起算',
    ELAPSED_HOURS: '以實際時數計',
    OFFICE_TIME: '上班時間',
    OFF_HOURS: '非上班時間',
  },
  en: {
    RECEIPT_DAY: 'day it started, not counted',
    WORKING_DAY: 'working day',
    MAKEUP_WORKING_DAY: 'make-up working day',
    HALF_DAY: 'half working day',
    CALENDAR_DAY: 'calendar day',
    DAY_OFF: 'day off',
    CLOSURE: 'offices closed',
    PAUSED: 'paused',
    ROLLED: 'last day off, moved to the next working day',
    EXTENSION: 'extension',
    RESTARTED: 'counted again after the correction',
    ELAPSED_HOURS: 'elapsed hours',
    OFFICE_TIME: 'office hours',
    OFF_HOURS: 'outside office hours',
  },
} satisfies Record<Locale, Record<string, string>>;

/** Texts for the last change of a clock, shown beside its due date. */
export const CHANGE_WORDS = {
  'zh-TW': {
    PAUSED: '暫停計算',
    RESUMED: '恢復計算',
    RESTARTED: '補正完成，重新起算',
    EXTENDED: '展延',
  },
  en: {
    PAUSED: 'the count was paused',
    RESUMED: 'the count went on',
    RESTARTED: 'the correction was complete: counted again',
    EXTENDED: 'extended',
  },
} satisfies Record<Locale, Record<ClockChange['kind'], string>>;

/** The text for a code; an unknown code is returned as it is. */
export const whyWords = (why: string, locale: Locale): string =>
  (WHY_WORDS[locale] as Record<string, string>)[why] ?? why;
