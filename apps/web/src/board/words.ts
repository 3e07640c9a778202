import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the board. */
export const boardWords = { 'zh-TW': zhTW, en };
