import type { Locale } from '@app/platform';
import { HTML_LANG } from '../language.js';
import { useSite } from '../site.js';

const HAN = /\p{Script=Han}/u;

/** The language of a text that no one translates (a law, a plan, what a person wrote), where the page's is another. */
export const langOf = (text: string, locale: Locale): { lang?: string } =>
  locale === 'en' && HAN.test(text) ? { lang: HTML_LANG['zh-TW'] } : {};

/** Such a text inside a sentence, so that a screen reader speaks it in its own language. */
export function AsWritten({ children }: { children: string }) {
  const mark = langOf(children, useSite().locale);
  return mark.lang ? <span {...mark}>{children}</span> : <>{children}</>;
}
