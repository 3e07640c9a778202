import { Telephone } from './pieces/telephone.js';
import type { Site } from './site.js';
import { siteWords } from './words.js';

/** What someone can do on a page that went wrong: where to go on, and the lines to call. Staff go back to their desk. */
export function NextSteps({ site: { staff, locale, lines = [] } }: { site: Site }) {
  const { home, nav, footer, nextSteps } = siteWords[locale];
  if (staff)
    return (
      <div>
        <a class="go" href="/desk">
          {home}
        </a>
      </div>
    );
  const links = [
    ['/', home],
    ['/cases/new', nav.report],
    ['/progress', nav.progress],
    ['/services', nav.services],
    ['/site-map', footer.siteMap],
  ] as const;
  return (
    <section aria-labelledby="next-steps">
      <h2 id="next-steps">{nextSteps.title}</h2>
      <ul class="links">
        {links.map(([href, text]) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
      {lines.length > 0 ? <h2>{nextSteps.call}</h2> : null}
      <ul class="links">
        {lines.map(({ number, name }) => (
          <li key={number}>
            <Telephone number={number} /> {name[locale]}
          </li>
        ))}
      </ul>
    </section>
  );
}
