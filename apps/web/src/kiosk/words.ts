import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the shared screen's own pages. */
export const kioskWords = { 'zh-TW': zhTW, en };
