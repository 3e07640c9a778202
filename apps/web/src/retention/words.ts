import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

export const retentionWords = { 'zh-TW': zhTW, en };
