import type { Lang } from '../language.js';
import { en } from './en/index.js';
import { zhTW } from './zh-TW/index.js';

export type Words = typeof zhTW;

const WORDS: Record<Lang, Words> = { 'zh-TW': zhTW, en };

export const wordsIn = (lang: Lang): Words => WORDS[lang];
