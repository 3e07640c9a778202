import type { ComponentChildren } from 'preact';

/** A dense table that scrolls sideways in itself; `label`: id of its heading. */
export function Table({
  titles,
  label,
  children,
}: {
  titles: string[];
  label: string;
  children: ComponentChildren;
}) {
  return (
    <div class="table-scroll" tabindex={0} role="region" aria-labelledby={label}>
      <table class="dense">
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
