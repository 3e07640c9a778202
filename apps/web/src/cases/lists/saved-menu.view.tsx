import { COUNTED } from '@app/lookups';
import { Count } from '../../site/pieces/count.js';
import { useSite } from '../../site/site.js';
import { listsWords } from './words.js';

/** A saved list as menus show it. */
export interface SavedEntry {
  id: string;
  name: string;
  /** Shared by a head of the unit, who is another person. */
  byOther: boolean;
  count: number | undefined;
}

/** Items of the menu of queues. */
export function SavedItems({
  lists,
  current,
}: {
  lists: readonly SavedEntry[];
  current: string | undefined;
}) {
  const { saved } = listsWords[useSite().locale];
  return (
    <>
      {lists.map(({ id, name, byOther, count }) => (
        <li key={id}>
          <a href={`/desk/lists/${id}`} {...(id === current && { 'aria-current': 'page' })}>
            <bdi>{name}</bdi>
            {byOther ? <span class="origin">{saved.byOther}</span> : null}
            <Count n={count} most={COUNTED} />
          </a>
        </li>
      ))}
      {lists.length > 0 ? (
        <li>
          <a href="/desk/lists">{saved.manage}</a>
        </li>
      ) : null}
    </>
  );
}
