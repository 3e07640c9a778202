import type { ComponentChildren } from 'preact';

interface TableProps {
  titles: readonly string[];
  /** Its heading: the id of it, or its words where the page has none. */
  label: string | { text: string };
  /** `dense`: scrolls sideways in itself where there is no room; `cases`: a card for each row there; null: neither. */
  look?: 'dense' | 'cases' | null;
  children: ComponentChildren;
}

/** Rows under the titles of their columns. */
export function Table({ titles, label, look = 'dense', children }: TableProps) {
  const named = typeof label === 'string' ? { 'aria-labelledby': label } : { 'aria-label': label.text };
  return (
    <div class="table-scroll" tabindex={0} role="region" {...named}>
      <table class={look === 'cases' ? 'dense cases' : (look ?? undefined)}>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
