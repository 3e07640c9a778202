import { STATUSES } from '@app/cases';
import { CHANNELS } from '@app/catalogue';
import type { CaseQuery, QueueName } from '@app/lookups';
import { casePartsWords } from '../case-parts/words.js';
import { Select, type Option } from '../site/pieces/select.js';
import { useSite } from '../site/site.js';
import { FILTERS, keptOf, queueHref, type Filter } from './list-query.js';
import { casesWords } from './words.js';

/** What a list can be narrowed by, as far as it depends on who asks. */
export type FilterChoices = Record<'service' | 'unit' | 'handler', readonly Option[]>;

interface FiltersProps {
  queue: QueueName;
  query: CaseQuery;
  choices: FilterChoices;
}

/** A form that puts the filters into the address. */
export function Filters({ queue, query, choices }: FiltersProps) {
  const { list } = casesWords[useSite().locale];
  const kept = keptOf(query);
  const set = FILTERS.filter((name) => kept[name] !== undefined);
  return (
    <details class="filters" open={set.length > 0}>
      <summary>{set.length > 0 ? list.filtersOn(set.length) : list.filters}</summary>
      <form method="get" action="/desk/cases" class="filter-row">
        <input type="hidden" name="queue" value={queue} />
        {kept.q === undefined ? null : <input type="hidden" name="q" value={kept.q} />}
        {FILTERS.map((name) => (
          <Select
            key={name}
            name={name}
            label={list.filter[name]}
            blank={list.every}
            options={useOptions(name, choices)}
            value={kept[name]}
          />
        ))}
        <button class="button button-secondary" type="submit">
          {list.apply}
        </button>
        {set.length > 0 ? (
          <a href={queueHref(queue, kept.q === undefined ? {} : { q: kept.q })}>{list.clear}</a>
        ) : null}
      </form>
      {set.length > 0 ? <p class="hint">{list.filteredHint}</p> : null}
    </details>
  );
}

function useOptions(name: Filter, choices: FilterChoices): readonly Option[] {
  const { statuses } = casePartsWords[useSite().locale];
  if (name === 'status') return STATUSES.map((value) => ({ value, label: statuses.case[value] }));
  if (name === 'channel') return CHANNELS.map((value) => ({ value, label: statuses.channel[value] }));
  return choices[name];
}
