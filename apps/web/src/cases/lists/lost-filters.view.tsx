import type { LostFilter } from '@app/lookups';
import { Banner } from '../../site/pieces/banner.js';
import { useSite } from '../../site/site.js';
import { listsWords } from './words.js';

/** What a saved list was narrowed by and is no longer. */
export function LostFilters({ lost }: { lost: readonly LostFilter[] }) {
  const { saved } = listsWords[useSite().locale];
  if (lost.length === 0) return null;
  const nameOf = (field: string) => saved.filter[field as keyof typeof saved.filter] ?? field;
  return (
    <Banner kind="warning">
      <p>{saved.lost}</p>
      <ul>
        {lost.map(({ field, how }) => (
          <li key={field}>{how === 'GONE' ? saved.gone(nameOf(field)) : saved.left(nameOf(field))}</li>
        ))}
      </ul>
      <p>{saved.fix}</p>
    </Banner>
  );
}
