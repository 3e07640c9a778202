import { LOCALES, type Locale } from '@app/platform';

/** Both languages, each with and without script. */
const EVERY = LOCALES.flatMap((locale) => [true, false].map((script): [Locale, boolean] => [locale, script]));

/**
 * Both languages, and both with and without script, each once: where the words are not what a journey is about, the
 * other two show the same. All four with `EVERY_MANNER=yes`; a report on the web goes all four each time.
 */
export const SCRIPTS: [Locale, boolean][] =
  process.env['EVERY_MANNER'] === 'yes'
    ? EVERY
    : EVERY.filter(([locale, script]) => script === (locale === 'zh-TW'));
