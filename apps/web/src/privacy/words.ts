import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Texts around the privacy notice, which itself is in `@app/intake`. */
export const privacyWords = { 'zh-TW': zhTW, en };
