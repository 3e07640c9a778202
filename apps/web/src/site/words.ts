import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the frame and of the pieces. */
export const siteWords = { 'zh-TW': zhTW, en };
