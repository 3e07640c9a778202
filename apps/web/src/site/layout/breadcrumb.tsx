import type { Crumb } from '../outcome.js';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface BreadcrumbProps {
  crumbs: Crumb[];
  here: string;
}

export function Breadcrumb({ crumbs, here }: BreadcrumbProps) {
  const { locale, staff, path } = useSite();
  const start =
    staff && path.startsWith('/desk')
      ? { href: '/desk', text: siteWords[locale].desk.work }
      : { href: '/', text: siteWords[locale].home };
  return (
    <nav class="crumbs" aria-label={siteWords[locale].crumbs}>
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
