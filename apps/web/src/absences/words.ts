import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the pages of absences and deputies. */
export const absencesWords = { 'zh-TW': zhTW, en };
