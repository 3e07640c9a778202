import type { Locale } from '@app/platform';
import { HTML_LANG } from '../language.js';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

/**
 * A link to the same page in the other language; on a page with a form, a button of that form, so that nothing typed
 * is lost.
 */
export function LanguageSwitch({ form }: { form?: string }) {
  const { locale: here, path, query } = useSite();
  const { other, otherLang, change } = siteWords[here].language;
  const locale = HTML_LANG[otherLang as Locale];
  const shown = (
    <span lang={locale} title={change}>
      {other}
    </span>
  );
  if (form)
    return (
      <button class="switch" type="submit" form={form} name="lang" value={otherLang} formnovalidate>
        {shown}
      </button>
    );
  const target = new URLSearchParams([...query, ['lang', otherLang]]);
  return (
    <a class="switch" href={`${path}?${target}`} hreflang={locale}>
      {shown}
    </a>
  );
}
