import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'How we use your personal data',
  anyAgency: 'The agency that takes in your case',
  always: 'You can read it again at any time',
  version: (v: string) => `Version of this notice: ${v}`,
};
