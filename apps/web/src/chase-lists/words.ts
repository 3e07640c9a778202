import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the daily lists of overdue cases. */
export const chaseListsWords = { 'zh-TW': zhTW, en };
