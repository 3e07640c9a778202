import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the report form. */
export const reportWords = { 'zh-TW': zhTW, en };
