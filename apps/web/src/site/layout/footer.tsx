import { dateWords } from '@app/platform';
import { useSite } from '../site.js';
import { Mark } from './mark.js';
import { siteWords } from '../words.js';

/** Bottom of every page. Facts that no agency has published (address, hours) are left out. */
export function Footer() {
  const { locale, now } = useSite();
  const { footer, marks, nav } = siteWords[locale];
  const links = [
    ['/site-map', footer.siteMap],
    ['/services', nav.services],
    ['/commitments', nav.commitments],
    ['/privacy', footer.privacy],
  ] as const;
  return (
    <footer class="bottom">
      <div class="bottom-inner">
        <Mark letter="Z" title={marks.footer} />
        <nav aria-label={footer.label}>
          <ul>
            {links.map(([href, text]) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        </nav>
        <p>{footer.by}</p>
        <p>{footer.accessibility}</p>
        <p>{footer.updated(dateWords(now, locale))}</p>
      </div>
    </footer>
  );
}
