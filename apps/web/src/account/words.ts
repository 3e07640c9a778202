import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of sign-in and password. */
export const accountWords = { 'zh-TW': zhTW, en };
