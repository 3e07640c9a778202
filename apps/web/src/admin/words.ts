import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the administration pages. */
export const adminWords = { 'zh-TW': zhTW, en };
