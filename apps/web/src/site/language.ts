import { LOCALES, type Locale } from '@app/platform';
import type { FastifyRequest } from 'fastify';

/** Value of `<html lang>` for each. */
export const HTML_LANG: Record<Locale, string> = { 'zh-TW': 'zh-Hant-TW', en: 'en' };
export const LANG_COOKIE = 'lang';

const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

interface Asked {
  query?: unknown;
  body?: unknown;
  cookies?: Record<string, string | undefined>;
  headers: { 'accept-language'?: string | undefined };
}

/** The language chosen explicitly, by `?lang=en` or the switch inside a form. It is then stored in a cookie. */
export function languageAsked({ query, body }: Asked): Locale | undefined {
  return [body, query]
    .map((source) => (source as { lang?: unknown } | null | undefined)?.lang)
    .find(isLocale);
}

/** The one chosen now, else the stored one, else the browser's first choice that we have, else zh-TW. */
export function languageOf(request: FastifyRequest | Asked): Locale {
  const asked = request;
  const remembered = asked.cookies?.[LANG_COOKIE];
  return (
    languageAsked(asked) ??
    (isLocale(remembered) ? remembered : fromBrowser(asked.headers['accept-language']))
  );
}

/** First match in the order of the list, which nearly always agrees with the quality values. */
function fromBrowser(header = ''): Locale {
  const wanted = header.split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  const first = wanted.find((tag) => tag === 'zh' || tag === 'en');
  return first === 'en' ? 'en' : 'zh-TW';
}
