import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the home page and the site map. */
export const homeWords = { 'zh-TW': zhTW, en };
