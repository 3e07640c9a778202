import { shortDate } from '@app/platform';
import type { CaseStatus, WaitsFor } from '@app/cases';
import { useSite } from '../site/site.js';
import type { ShownDue } from './promise-times.js';
import { ClockTag, StatusTag } from './status-tag.js';
import { shownSubject } from './subject.js';
import { casePartsWords } from './words.js';

export interface CaseRow {
  href: string;
  caseNumber: string;
  subject: string;
  status: CaseStatus;
  waitsFor: WaitsFor;
  unit: string;
  /** Name of the handler. */
  handler: string | null;
  /** The reader stands in for the handler (代). */
  deputised?: boolean;
  /** The nearest task on it, in words. */
  task?: string;
  channel: string;
  receivedAt: number;
  /** The nearest promise. */
  due?: ShownDue;
  /** Where the case comes from, unless a citizen brought it here. */
  mark?: string;
  current?: boolean;
}

export interface CaseTableProps {
  caption: string;
  rows: readonly CaseRow[];
  /** The rows can be ticked, in the form that the table is in. */
  ticks?: Ticks | undefined;
}

interface Ticks {
  /** Name of the column, and of the box of a row. */
  title: string;
  label: (caseNumber: string) => string;
  /** All are ticked from the start. */
  all: boolean;
}

/**
 * Dense list of cases with a sticky header, two lines a case; cards on narrow screens. The roles are named because styles take
 * those of a table away there.
 */
export const CaseTable = ({ caption, rows, ticks }: CaseTableProps) => (
  <div class="case-list">
    <table class="dense cases" role="table">
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {ticks ? (
            <th scope="col" role="columnheader">
              <span class="unseen">{ticks.title}</span>
            </th>
          ) : null}
          {Object.entries(casePartsWords[useSite().locale].columns).map(([key, text]) => (
            <th key={key} scope="col" role="columnheader">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <CaseLine key={row.caseNumber} row={row} ticks={ticks} />
        ))}
      </tbody>
    </table>
  </div>
);

function CaseLine({ row, ticks }: { row: CaseRow } & Pick<CaseTableProps, 'ticks'>) {
  const { locale, now } = useSite();
  const { channel, waits } = casePartsWords[locale].statuses;
  return (
    <tr role="row" data-row {...(row.current && { 'aria-current': 'true' as const })}>
      {ticks ? (
        <td role="cell" class="tick">
          <input
            type="checkbox"
            name="cases"
            value={row.caseNumber}
            checked={ticks.all}
            aria-label={ticks.label(row.caseNumber)}
          />
        </td>
      ) : null}
      <td role="cell" class="due">
        {row.due ? <Due due={row.due} /> : null}
      </td>
      <th role="rowheader" scope="row" class="case">
        <a href={row.href} class="number">
          {row.caseNumber}
        </a>
        {row.mark ? <span class="origin">{row.mark}</span> : null}{' '}
        <span class="subject" dir="auto">
          {shownSubject(row.subject, locale)}
        </span>
      </th>
      <td role="cell" class="status">
        <StatusTag status={row.status} />
      </td>
      <td role="cell" class="waits">
        {[waits[row.waitsFor], row.task].filter(Boolean).join(' · ')}
      </td>
      <td role="cell" class="holder">
        <Holder {...row} />
      </td>
      <td role="cell" class="channel">
        {channel[row.channel as keyof typeof channel]}
      </td>
      <td role="cell" class="received">
        {shortDate(row.receivedAt, { locale, now })}
      </td>
    </tr>
  );
}

/** A due date with the days left, and whether it is near or over. */
export function Due({ due }: { due: ShownDue }) {
  return (
    <>
      {due.state === 'RUNNING' ? null : <ClockTag state={due.state} />}{' '}
      {due.left === undefined ? null : <span class="due-left">{due.left}</span>}{' '}
      <span class="due-date">{due.date}</span>
    </>
  );
}

/** 姓名（單位）; 代 for cases of a person whom the reader stands in for. */
function Holder({ handler, unit, deputised }: Pick<CaseRow, 'handler' | 'unit' | 'deputised'>) {
  const said = casePartsWords[useSite().locale].holder;
  return (
    <>
      {deputised ? (
        <abbr class="deputy" title={said.deputyTitle}>
          {said.deputy}
        </abbr>
      ) : null}{' '}
      <bdi>{handler === null ? said.none(unit) : said.person(handler, unit)}</bdi>
    </>
  );
}
