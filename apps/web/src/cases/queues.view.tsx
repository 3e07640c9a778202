import { COUNTED, QUEUES, type CaseQuery, type QueueName } from '@app/lookups';
import { Count } from '../site/pieces/count.js';
import { useSite } from '../site/site.js';
import { siteWords } from '../site/words.js';
import { keptOf, queueHref } from './list-query.js';
import { SavedItems, type SavedEntry } from './lists/saved-menu.view.js';
import { casesWords } from './words.js';

interface QueuesProps {
  current: QueueName;
  query: CaseQuery;
  counts: ReadonlyMap<QueueName, number>;
  saved: readonly SavedEntry[];
  /** Id of the saved list that is open. */
  open: string | undefined;
}

/** All queues with how many cases wait in each; a search and filters stay. */
export function Queues({ current, query, counts, saved, open }: QueuesProps) {
  const { list } = casesWords[useSite().locale];
  return (
    <nav class="tabs" aria-label={list.queues}>
      <ul>
        {QUEUES.map((queue) => (
          <li key={queue}>
            <a
              href={queueHref(queue, query)}
              {...(queue === current && open === undefined && { 'aria-current': 'page' })}
            >
              {list.title[queue]}
              <Count n={counts.get(queue)} most={COUNTED} />
            </a>
          </li>
        ))}
        <SavedItems lists={saved} current={open} />
      </ul>
    </nav>
  );
}

/** One field for every number and for words; the filters stay. */
export function SearchBar({ query }: { query: CaseQuery }) {
  const { locale } = useSite();
  const { list } = casesWords[locale];
  const { q, ...kept } = keptOf(query);
  return (
    <form class="search" method="get" action="/desk/cases" role="search">
      <label class="label" for="q">
        {list.search}
      </label>
      <p class="hint" id="q-hint">
        {list.searchHint}
      </p>
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="search-row">
        <input
          class="input"
          id="q"
          name="q"
          type="search"
          value={q ?? ''}
          maxLength={100}
          aria-describedby="q-hint"
        />
        <button class="button button-primary" type="submit">
          {siteWords[locale].actions.search}
        </button>
      </div>
    </form>
  );
}
