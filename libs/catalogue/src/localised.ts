import { someText } from '@app/platform';
import { z } from 'zod';

/** A text people read, in both languages; zh-TW is the original. */
export interface Localised {
  'zh-TW': string;
  en: string;
}

export const localisedSchema = z.strictObject({ 'zh-TW': someText, en: someText });
