import type { ComponentChildren } from 'preact';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

export interface SummaryRow {
  label: string;
  value: ComponentChildren;
  /** For changing the answer: a link, or name and value of a button inside a form. */
  change?: { href: string } | { name: string; value: string };
}

/** Facts, or answers to check before sending. */
export const SummaryList = ({ rows }: { rows: readonly SummaryRow[] }) => (
  <dl class="summary">
    {rows.map((row) => (
      <div key={row.label} class="summary-row">
        <dt>{row.label}</dt>
        <dd>{row.value}</dd>
        {row.change ? <Change {...row} change={row.change} /> : null}
      </div>
    ))}
  </dl>
);

function Change({ label, change }: SummaryRow & { change: NonNullable<SummaryRow['change']> }) {
  const { locale } = useSite();
  const { actions, changeOf } = siteWords[locale];
  const said = (
    <>
      <span aria-hidden="true">{actions.change}</span>
      <span class="unseen">{changeOf(label)}</span>
    </>
  );
  if ('href' in change)
    return (
      <dd class="summary-change">
        <a href={change.href}>{said}</a>
      </dd>
    );
  return (
    <dd class="summary-change">
      <button class="link" type="submit" name={change.name} value={change.value}>
        {said}
      </button>
    </dd>
  );
}
