import type { Crumb } from '../outcome.js';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface BreadcrumbProps {
  crumbs: Crumb[];
  here: string;
}

export function Breadcrumb({ crumbs, here }: BreadcrumbProps) {
  const { lang, staff, path } = useSite();
  const start =
    staff && path.startsWith('/desk')
      ? { href: '/desk', text: siteWords[lang].desk.work }
      : { href: '/', text: siteWords[lang].home };
  return (
    <nav class="crumbs" aria-label={siteWords[lang].crumbs}>
      <ol>
        {[start, ...crumbs].map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
