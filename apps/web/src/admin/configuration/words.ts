import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the pages that show an agency's configuration. */
export const configurationWords = { 'zh-TW': zhTW, en };
