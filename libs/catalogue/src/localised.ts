import { z } from 'zod';

/** A text people read, in both languages; zh-TW is the original. */
export interface Localised {
  'zh-TW': string;
  en: string;
}

const text = z.string().trim().min(1);

export const localisedSchema = z.strictObject({ 'zh-TW': text, en: text });
