/** The languages of the desk, in both of which every word is written; zh-TW is the original. */
export const LOCALES = ['zh-TW', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
