import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the partner's inbox. */
export const referralsWords = { 'zh-TW': zhTW, en };
