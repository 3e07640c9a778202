import { dateWords } from '@app/platform';
import type { PageView } from '../outcome.js';
import { useSite } from '../site.js';
import { Mark } from './mark.js';
import { siteWords } from '../words.js';

/** Bottom of every page: who keeps it and when its content changed, and the statements of the site. */
export function Footer({ changed, keptBy }: Pick<PageView, 'changed' | 'keptBy'>) {
  const { locale } = useSite();
  const { footer, marks, nav } = siteWords[locale];
  const links = [
    ['/site-map', footer.siteMap],
    ['/services', nav.services],
    ['/commitments', nav.commitments],
    ['/privacy', footer.privacy],
    ['/security-policy', footer.security],
    ['/accessibility', footer.accessibility],
    ['/open-data', footer.openData],
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
        <p>{keptBy ? footer.keptBy(keptBy) : footer.by}</p>
        <p>{footer.reach}</p>
        {changed === undefined ? null : <p>{footer.changed(dateWords(changed, locale))}</p>}
      </div>
    </footer>
  );
}
