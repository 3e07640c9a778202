import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the page for calls and visits. */
export const callsWords = { 'zh-TW': zhTW, en };
