import { useSite } from '../site.js';
import { LanguageSwitch } from './language-switch.js';
import { Mark } from './mark.js';
import { siteWords } from '../words.js';

/** Top of the citizen's pages: name, language, and the four main links. */
export function Header({ form }: { form?: string }) {
  const { locale, path } = useSite();
  const { nav, siteName, marks } = siteWords[locale];
  const links = [
    ['/cases/new', nav.report],
    ['/progress', nav.progress],
    ['/commitments', nav.commitments],
    ['/services', nav.services],
  ] as const;
  return (
    <header class="top">
      <div class="top-row">
        <Mark letter="U" title={marks.upper} />
        <a class="brand" href="/">
          <Emblem />
          {siteName}
        </a>
        <LanguageSwitch {...(form && { form })} />
      </div>
      <nav aria-label={nav.label}>
        <ul class="nav">
          {links.map(([href, text]) => (
            <li key={href}>
              <a href={href} {...(path === href && { 'aria-current': 'page' })}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** The logo, a window; decorative, as the name is beside it. */
export const Emblem = () => (
  <svg class="emblem" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M3 3h18v18H3z M3 13h18 M12 3v10" />
  </svg>
);
