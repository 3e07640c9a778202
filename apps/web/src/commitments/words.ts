import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the promises. */
export const commitmentsWords = { 'zh-TW': zhTW, en };
