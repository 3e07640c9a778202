import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the requests that wait for a person's approval. */
export const approvalsWords = { 'zh-TW': zhTW, en };
