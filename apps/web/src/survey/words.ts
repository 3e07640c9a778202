import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the questionnaire. */
export const surveyWords = { 'zh-TW': zhTW, en };
