import { dateWords, shortDateTime, taipeiTime } from '@app/platform';
import type { Catalogue } from '@app/catalogue';
import type { Board, HolidayList, OpenTask } from '@app/lookups';
import { ALERTS_COUNTED, type ShownAlert } from '@app/notices';
import { Count } from '../site/pieces/count.js';
import { CsrfField } from '../site/pieces/csrf-field.js';
import { useSite } from '../site/site.js';
import { Column, type Opened } from './board-rows.view.js';
import { lineOfCase, lineOfClock } from './lines.js';
import { OverdueTasks } from './overdue-tasks.view.js';
import type { Untouched } from './untouched.js';
import { boardWords } from './words.js';

interface Props {
  board: Board;
  untouched: Untouched;
  /** The newest of those that wait to be acknowledged. */
  alerts: ShownAlert[];
  /** How many wait, up to `ALERTS_COUNTED`. */
  waiting: number;
  /** Past their day. */
  tasks: readonly OpenTask[];
  /** Only when a long holiday is near. */
  holiday: HolidayList | null;
  catalogue: Catalogue;
  mayAcknowledge: boolean;
  /** Whether the reader's roles have one of the acts that rows offer. */
  mayAct: boolean;
  /** The row whose forms are shown. */
  opened?: Opened | undefined;
}

/** To be read from a distance: three columns with large numbers, unobtrusive when nothing is wrong. */
export function BoardView(props: Props) {
  const { board, untouched, tasks, catalogue, mayAct, opened } = props;
  const site = useSite();
  const said = boardWords[site.locale];
  const quiet = board.warning.total === 0 && board.overdue.total === 0;
  const shown = { mayAct, opened };
  const [warning, overdue] = [board.warning, board.overdue].map(({ rows, total }) => ({
    lines: rows.map((row) => lineOfClock(row, catalogue, site)),
    total,
  }));
  const lines = untouched.cases.map((one) => lineOfCase(one, catalogue, site));
  return (
    <>
      <p class="board-facts">
        <span>{said.running(board.running)}</span>{' '}
        <a class="board-kept" href="/desk/board/kept">
          {said.kept(board.kept.total)}
        </a>{' '}
        <span class="hint">{said.updated(taipeiTime(board.at))}</span>
      </p>
      {quiet ? (
        <p class="board-quiet" id="all-kept">
          {said.allKept}
        </p>
      ) : null}
      <div class="board-columns">
        <Column {...shown} {...warning!} kind="warning" all="/desk/cases?queue=open" />
        <Column {...shown} {...overdue!} kind="overdue" all="/desk/cases?queue=overdue" />
        <Column {...shown} {...untouched} lines={lines} kind="untouched" all="/desk/cases?queue=untouched" />
      </div>
      <BeforeHoliday {...props} />
      <AlertList {...props} />
      <Counts {...props} />
      <OverdueTasks tasks={tasks} catalogue={catalogue} />
    </>
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
    <section aria-labelledby="holiday-title" id="before-holiday">
      <h2 id="holiday-title">{said.title(holiday.due.length)}</h2>
      <p class="hint">{said.when(from!, to!, back!)}</p>
      {holiday.due.length === 0 ? (
        <p class="hint" id="none-holiday">
          {said.none}
        </p>
      ) : null}
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

function AlertList({ alerts, waiting, catalogue, mayAcknowledge }: Props) {
  const { locale, now } = useSite();
  const said = boardWords[locale];
  return (
    <section class="alerts" aria-labelledby="alerts-title">
      <h2 id="alerts-title">
        {said.alerts}
        <Count n={waiting} most={ALERTS_COUNTED} />
      </h2>
      {alerts.length === 0 ? (
        <p class="hint" id="no-alerts">
          {said.noAlerts}
        </p>
      ) : null}
      <ul class="rows">
        {alerts.map((alert) => (
          <li key={alert.id} id={`alert-${alert.id}`}>
            <AlertSubject {...{ alert, catalogue }} />{' '}
            {alert.commitmentId && catalogue.commitment(alert.commitmentId)?.title[locale]}{' '}
            <span class="hint">{shortDateTime(Number(alert.at), { locale, now })}</span>
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
      {waiting > alerts.length ? <p class="hint">{said.olderAlerts(alerts.length)}</p> : null}
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
  return (
    <section>
      <h2 id="counts-title">{said.counts}</h2>
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
