import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the citizen's look-up. */
export const progressWords = { 'zh-TW': zhTW, en };
