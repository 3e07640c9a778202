import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words of the tasks of a person and of her unit. */
export const tasksWords = { 'zh-TW': zhTW, en };
