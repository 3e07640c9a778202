import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of a case that several subjects show. */
export const casePartsWords = { 'zh-TW': zhTW, en };
