import { actNamed, allowedTo } from '@app/cases';
import { BULK_ACTS, type BulkAct } from '@app/lists';
import { may, type StaffActor } from '@app/people';
import type { ComponentChildren } from 'preact';
import { useSite } from '../../site/site.js';
import { isOfPerson } from '../list-query.js';
import { listsWords } from './words.js';

/** What a person may do with several cases. */
export const bulkOf = (staff: StaffActor): (BulkAct | 'export')[] => [
  ...BULK_ACTS.filter((act) => allowedTo(staff, actNamed(act))),
  ...(may(staff, 'export-cases') ? (['export'] as const) : []),
];

const BULK_PATHS: Record<BulkAct | 'export', string> = {
  assign: '/desk/bulk/assign',
  chase: '/desk/bulk/chase',
  export: '/desk/export',
};

interface TickBarProps {
  offered: readonly (BulkAct | 'export')[];
  /** All rows are ticked. */
  all: boolean;
  rows: number;
  /** The rows, with a box each. */
  children: ComponentChildren;
}

/** A form around the rows of a list; it asks for the page of what is to be done with those that are ticked. */
export function TickBar({ offered, all, rows, children }: TickBarProps) {
  const { locale, path, query } = useSite();
  const { tick } = listsWords[locale];
  const here = new URLSearchParams(query);
  here.delete('tick');
  const other = new URLSearchParams(here);
  if (isOfPerson(here.get('q'))) here.delete('q');
  const back = here.size > 0 ? `${path}?${here}` : path;
  if (!all) other.set('tick', 'all');
  return (
    <form method="get" action={BULK_PATHS[offered[0]!]} class="ticks" data-ticks>
      <input type="hidden" name="back" value={back} />
      {children}
      <fieldset class="tick-bar">
        <legend class="unseen">{tick.bar}</legend>
        <a
          href={other.size > 0 ? `${path}?${other}` : path}
          data-tick-all
          data-all={tick.all}
          data-none={tick.none}
        >
          {all ? tick.none : tick.all}
        </a>
        <span
          role="status"
          data-chosen={tick.chosen(2)}
          data-chosen-one={tick.chosen(1)}
          data-chosen-none={tick.chosen(0)}
        >
          {tick.chosen(all ? rows : 0)}
        </span>
        {offered.map((what) => (
          <button key={what} class="button button-secondary" type="submit" formaction={BULK_PATHS[what]}>
            {tick[what]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
