import type { Crumb } from '../outcome.js';
import { useSite } from '../site.js';

interface BreadcrumbProps {
  crumbs: Crumb[];
  here: string;
}

export function Breadcrumb({ crumbs, here }: BreadcrumbProps) {
  const { words, staff, path } = useSite();
  const start =
    staff && path.startsWith('/desk')
      ? { href: '/desk', text: words.common.desk.work }
      : { href: '/', text: words.common.home };
  return (
    <nav class="crumbs" aria-label={words.common.crumbs}>
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
