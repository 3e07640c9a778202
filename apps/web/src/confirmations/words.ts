import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the page that a confirmation mail leads to. */
export const confirmationWords = { 'zh-TW': zhTW, en };
