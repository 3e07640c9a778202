import { en } from './words.en.js';
import { zhTW } from './words.zh-TW.js';

/** Words around the privacy notice, whose text is of `@app/intake`. */
export const privacyWords = { 'zh-TW': zhTW, en };
