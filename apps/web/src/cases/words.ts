import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the lists of cases and of a case's own page. */
export const casesWords = { 'zh-TW': zhTW, en };
