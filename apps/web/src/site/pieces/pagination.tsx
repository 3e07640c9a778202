import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface PaginationProps {
  /** Cursor of the next page, if there is one. */
  next: string | null;
  /** Whether this is the first page. */
  first: boolean;
}

/** Paging by cursor: forward, or back to the start. Keeps the other query parameters. */
export function Pagination({ next, first }: PaginationProps) {
  const { locale, path, query } = useSite();
  const { pages } = siteWords[locale];
  if (!next && first) return null;
  const at = (cursor: string | null) => {
    const target = new URLSearchParams(query);
    target.delete('cursor');
    if (cursor) target.set('cursor', cursor);
    return target.size > 0 ? `${path}?${target}` : path;
  };
  return (
    <nav class="pages" aria-label={pages.label}>
      {first ? null : <a href={at(null)}>{pages.first}</a>}
      {next ? (
        <a href={at(next)} rel="next">
          {pages.next}
        </a>
      ) : null}
    </nav>
  );
}
