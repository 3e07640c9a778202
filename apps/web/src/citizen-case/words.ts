import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

export type { Names } from './words.zh-TW.js';
export const citizenCaseWords = { 'zh-TW': zhTW, en };
