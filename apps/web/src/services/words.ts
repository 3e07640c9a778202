import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the list of services. */
export const servicesWords = { 'zh-TW': zhTW, en };
