import type { Locale } from '@app/platform';
import { casePartsWords } from './words.js';

/** The subject of a case as pages show it: that of an erased one is empty. */
export const shownSubject = (subject: string, locale: Locale): string =>
  subject || casePartsWords[locale].erasedSubject;
