import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** The statements of the site: each a title and parts. */
export const statementsWords = { 'zh-TW': zhTW, en };
