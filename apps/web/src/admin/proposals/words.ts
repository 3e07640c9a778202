import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the commitments as an administrator sees them, and of proposed changes. */
export const proposalsWords = { 'zh-TW': zhTW, en };
