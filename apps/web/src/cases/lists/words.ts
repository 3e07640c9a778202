import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of saved lists, of acts on several cases, and of the ways between cases. */
export const listsWords = { 'zh-TW': zhTW, en };
