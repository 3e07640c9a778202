import { shortDateTime } from '@app/platform';
import type { CaseStatus } from '@app/cases';
import type { ClockStateNow } from '@app/sla/clock';
import { useSite } from '../site/site.js';
import { ClockTag, StatusTag } from './status-tag.js';
import { shownSubject } from './subject.js';

export interface CaseRow {
  href: string;
  caseNumber: string;
  subject: string;
  status: CaseStatus;
  unit: string;
  receivedAt: number;
  /** The nearest promise: its state and the time left, as text. */
  due?: { state: ClockStateNow; text: string };
  current?: boolean;
}

export interface CaseTableProps {
  caption: string;
  columns: { number: string; subject: string; status: string; unit: string; received: string; due: string };
  rows: readonly CaseRow[];
}

/** Dense list of cases with a sticky header. */
export const CaseTable = ({ caption, columns, rows }: CaseTableProps) => (
  <div class="table-scroll" tabindex={0} role="region" aria-label={caption}>
    <table class="dense">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {Object.entries(columns).map(([key, text]) => (
            <th key={key} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CaseLine key={row.caseNumber} row={row} />
        ))}
      </tbody>
    </table>
  </div>
);

function CaseLine({ row }: { row: CaseRow }) {
  const { locale } = useSite();
  return (
    <tr {...(row.current && { 'aria-current': 'true' as const })}>
      <th scope="row" class="number">
        <a href={row.href}>{row.caseNumber}</a>
      </th>
      <td class="subject" dir="auto">
        {shownSubject(row.subject, locale)}
      </td>
      <td>
        <StatusTag status={row.status} />
      </td>
      <td>{row.unit}</td>
      <td class="number">{shortDateTime(row.receivedAt, locale)}</td>
      <td>
        {row.due ? (
          <>
            <ClockTag state={row.due.state} /> {row.due.text}
          </>
        ) : null}
      </td>
    </tr>
  );
}
