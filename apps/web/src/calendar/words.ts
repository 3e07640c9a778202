import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the desk's page of the office calendar. */
export const calendarWords = { 'zh-TW': zhTW, en };
