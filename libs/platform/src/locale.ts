/** The languages of the desk; every text exists in both, zh-TW is the original. */
export const LOCALES = ['zh-TW', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
