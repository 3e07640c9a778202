import { useSite } from '../site/index.js';
import { homeWords } from './words.js';
import { siteWords } from '../site/words.js';

/** 網站導覽: the access keys and every page (government site convention). */
export function SiteMapView() {
  const { locale } = useSite();
  const said = homeWords[locale].siteMap;
  const { nav, home, footer } = siteWords[locale];
  const pages = [
    ['/', home],
    ['/cases/new', nav.report],
    ['/progress', nav.progress],
    ['/services', nav.services],
    ['/commitments', nav.commitments],
    ['/privacy', footer.privacy],
    ['/security-policy', footer.security],
    ['/accessibility', footer.accessibility],
    ['/open-data', footer.openData],
  ] as const;
  return (
    <div class="column">
      <h1>{said.title}</h1>
      <p>{said.lead}</p>
      <dl class="summary">
        {(['U', 'C', 'Z'] as const).map((key) => (
          <div key={key} class="summary-row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{said.keys[key]}</dd>
          </div>
        ))}
      </dl>
      <p>{said.keysHow}</p>
      <h2>{said.pages}</h2>
      <ol class="links">
        {pages.map(([href, text]) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ol>
    </div>
  );
}
