import { dateWords, shortDateTime, taipeiTime } from '@app/platform';
import type { Catalogue } from '@app/catalogue';
import type { Board, BoardCount, BoardRow, HolidayList } from '@app/lookups';
import type { ShownAlert } from '@app/notices';
import { Chart, type ChartRow, type ChartSeries } from '../site/pieces/chart.js';
import { CsrfField } from '../site/pieces/csrf-field.js';
import { useSite } from '../site/site.js';
import { boardWords } from './words.js';
import { dueWords, leftWords } from '../case-parts/promise-times.js';

interface Props {
  board: Board;
  alerts: ShownAlert[];
  /** Only when a long holiday is near. */
  holiday: HolidayList | null;
  catalogue: Catalogue;
  mayAcknowledge: boolean;
}

const COLUMNS = ['warning', 'overdue', 'kept'] as const;

/** To be read from a distance: three columns with large numbers, unobtrusive when nothing is wrong. */
export function BoardView(props: Props) {
  const { board } = props;
  const said = boardWords[useSite().locale];
  const quiet = board.warning.total === 0 && board.overdue.total === 0;
  return (
    <>
      <p class="board-facts">
        <span>{said.running(board.running)}</span>{' '}
        <span class="hint">{said.updated(taipeiTime(board.at))}</span>
      </p>
      {quiet ? <p class="board-quiet">{said.allKept}</p> : null}
      <div class="board-columns">
        {COLUMNS.map((kind) => (
          <Column {...props} key={kind} kind={kind} />
        ))}
      </div>
      <BeforeHoliday {...props} />
      <AlertList {...props} />
      <Counts {...props} />
    </>
  );
}

function Column({ kind, board, catalogue }: Props & { kind: (typeof COLUMNS)[number] }) {
  const said = boardWords[useSite().locale];
  const { rows, total } = board[kind];
  return (
    <section class={`board-column board-${kind}`} aria-labelledby={`board-${kind}`}>
      <h2 id={`board-${kind}`}>
        <span class="board-count">{total}</span> {said[kind]}
      </h2>
      {rows.length === 0 ? <p class="hint">{said.none}</p> : null}
      <ul>
        {rows.map((row) => (
          <Row key={row.clockId} row={row} catalogue={catalogue} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row, catalogue }: { row: BoardRow; catalogue: Catalogue }) {
  const { locale } = useSite();
  const said = boardWords[locale];
  const promise = catalogue.commitment(row.commitmentId);
  return (
    <li class="board-row" data-clock={row.clockId}>
      <a href={row.referralId ? `/desk/referrals/${row.referralId}` : `/desk/cases/${row.caseNumber}`}>
        {row.caseNumber}
      </a>
      {row.subject ? (
        <p class="board-subject" dir="auto">
          {row.subject}
        </p>
      ) : null}
      <p class="hint">{promise?.title[locale] ?? row.commitmentId}</p>
      {row.left && promise?.kind === 'clock' ? (
        <p class={row.left.late ? 'left left-late' : 'left'}>{leftWords(row.left, promise.length, locale)}</p>
      ) : null}
      <p class="hint">
        {said.holder} {catalogue.unit(row.unitId)?.name[locale] ?? row.unitId} ·{' '}
        {said.due(dueWords(Number(row.dueAt), locale))}
      </p>
    </li>
  );
}

/** What falls due by the first working day after a long holiday, and who must act. */
function BeforeHoliday({ holiday, catalogue }: Props) {
  const { locale } = useSite();
  if (!holiday) return null;
  const said = boardWords[locale].holiday;
  const [from, to, back] = [holiday.offFrom, holiday.offTo, holiday.backOn].map((day) =>
    dateWords(day, locale),
  );
  return (
    <section aria-labelledby="holiday-title">
      <h2 id="holiday-title">{said.title(holiday.due.length)}</h2>
      <p class="hint">{said.when(from!, to!, back!)}</p>
      {holiday.due.length === 0 ? <p class="hint">{said.none}</p> : null}
      <ul class="rows">
        {holiday.due.map((row) => (
          <li key={row.clockId}>
            <a href={`/desk/cases/${row.caseNumber}`}>{row.caseNumber}</a>{' '}
            {catalogue.commitment(row.commitmentId)?.title[locale] ?? row.commitmentId}{' '}
            <span class="hint">
              {boardWords[locale].due(dateWords(row.dueDate, locale))} · {boardWords[locale].holder}{' '}
              {catalogue.unit(row.unitId)?.name[locale] ?? row.unitId} <bdi>{row.handler}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AlertList({ alerts, catalogue, mayAcknowledge }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale];
  return (
    <section class="alerts" aria-labelledby="alerts-title">
      <h2 id="alerts-title">{said.alerts}</h2>
      {alerts.length === 0 ? <p class="hint">{said.noAlerts}</p> : null}
      <ul class="rows">
        {alerts.map((alert) => (
          <li key={alert.id}>
            <AlertSubject {...{ alert, catalogue }} />{' '}
            {alert.commitmentId && catalogue.commitment(alert.commitmentId)?.title[locale]}{' '}
            <span class="hint">{shortDateTime(Number(alert.at), locale)}</span>
            {mayAcknowledge ? (
              <form method="post" action={`/desk/board/alerts/${alert.id}/acknowledge`}>
                <CsrfField />
                <button class="button button-secondary" type="submit">
                  {said.acknowledge}
                  <span class="unseen"> {alert.caseNumber}</span>
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The case of an alert, or the unit where it is not about a case. */
function AlertSubject({ alert, catalogue }: Pick<Props, 'catalogue'> & { alert: ShownAlert }) {
  const { locale } = useSite();
  const { caseNumber, unitId } = alert;
  if (caseNumber === null) return <>{catalogue.unit(unitId)?.name[locale] ?? unitId}</>;
  return <a href={`/desk/cases/${caseNumber}`}>{caseNumber}</a>;
}

function Counts({ board, catalogue }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale];
  if (board.counts.length === 0) return null;
  const title = (id: string) => catalogue.commitment(id)?.title[locale] ?? id;
  return (
    <section>
      <h2 id="counts-title">{said.counts}</h2>
      <Chart title={said.chart} series={SERIES(said.chartSeries)} rows={barsOf(board.counts, title)} />
      <div class="table-scroll" tabindex={0} role="region" aria-labelledby="counts-title">
        <table class="dense">
          <thead>
            <tr>
              {Object.entries(said.columns).map(([key, name]) => (
                <th
                  key={key}
                  scope="col"
                  class={['running', 'warning', 'overdue'].includes(key) ? 'number' : ''}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.counts.map((count) => (
              <tr key={`${count.commitmentId}-${count.unitId}`}>
                <th scope="row">
                  {catalogue.commitment(count.commitmentId)?.title[locale] ?? count.commitmentId}
                </th>
                <td>{catalogue.unit(count.unitId)?.name[locale]}</td>
                <td class="number">{Number(count.running)}</td>
                <td class="number">{Number(count.warning)}</td>
                <td class="number">{Number(count.overdue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const SERIES = (names: { onCourse: string; warning: string; overdue: string }): ChartSeries[] => [
  { name: names.overdue, tone: 'bad' },
  { name: names.warning, tone: 'warn' },
  { name: names.onCourse, tone: 'good' },
];

/** One bar per promise, all units together; the table beside it has the units. */
function barsOf(counts: readonly BoardCount[], title: (id: string) => string): ChartRow[] {
  return [...Map.groupBy(counts, ({ commitmentId }) => commitmentId)].map(([id, ofPromise]) => {
    const sum = (what: 'running' | 'warning' | 'overdue') =>
      ofPromise.reduce((total, count) => total + Number(count[what]), 0);
    const [overdue, warning] = [sum('overdue'), sum('warning')];
    return { label: title(id), values: [overdue, warning, sum('running') - warning - overdue] };
  });
}
