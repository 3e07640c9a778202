import { dateTimeWords, dateWords, taipeiTime, type Locale } from '@app/platform';

/** When a case came in; of a letter registered later only the day is known, which stands as its first moment. */
export const receivedWords = (receivedAt: number, locale: Locale): string =>
  taipeiTime(receivedAt) === '00:00' ? dateWords(receivedAt, locale) : dateTimeWords(receivedAt, locale);
