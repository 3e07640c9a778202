import { Table } from '../site/pieces/table.js';
import type { Catalogue } from '@app/catalogue';
import { COUNTED, type Absence, type BoardSheet } from '@app/lookups';
import { dateTimeWords, dateWords } from '@app/platform';
import { casePartsWords } from '../case-parts/words.js';
import { Button } from '../site/pieces/button.js';
import { Select } from '../site/pieces/select.js';
import { useSite } from '../site/site.js';
import { OverdueTasks } from './overdue-tasks.view.js';
import { lineOfCase, lineOfClock, type Line } from './lines.js';
import { boardWords } from './words.js';

interface Props {
  sheet: BoardSheet;
  dates: readonly string[];
  /** The day, and the person who is supposed to be away then. */
  day: string;
  absence: Absence | undefined;
  catalogue: Catalogue;
}

export function SheetView(props: Props) {
  const { sheet, catalogue } = props;
  const { locale, now } = useSite();
  const said = boardWords[locale].sheet;
  const clocks = (rows: BoardSheet['today']) =>
    rows.map((row) => lineOfClock(row, catalogue, { locale, now }));
  const cases = ({ cases: listed }: BoardSheet['untouched']) =>
    listed.map((one) => lineOfCase(one, catalogue, { locale, now }));
  return (
    <article class="sheet">
      <h1>{said.title}</h1>
      <p class="hint">{said.at(dateTimeWords(sheet.at, locale))}</p>
      <button class="button button-secondary no-print" type="button" hidden data-print>
        {said.print}
      </button>
      <Part name="broken" lines={clocks(sheet.broken)} sheet={sheet} />
      <Part name="today" lines={clocks(sheet.today)} sheet={sheet} />
      <Part name="untouched" lines={cases(sheet.untouched)} sheet={sheet} />
      <Part name="approval" lines={cases(sheet.approval)} sheet={sheet} />
      <Chases {...props} />
      <OverdueTasks tasks={sheet.tasks} catalogue={catalogue} none={said.none} number={sheet.numbers.tasks} />
      <Away {...props} />
      <WhatIf {...props} />
    </article>
  );
}

/** Rows of each part, so that the sheet is one page. */
const ROWS = 10;

interface PartProps {
  name: 'broken' | 'today' | 'untouched' | 'approval';
  lines: readonly Line[];
  sheet: BoardSheet;
}

function Part({ name, lines, sheet: { numbers } }: PartProps) {
  const said = boardWords[useSite().locale].sheet;
  return (
    <section>
      <h2 id={`sheet-${name}`}>{said.number(said.parts[name], numbers[name], COUNTED)}</h2>
      {lines.length === 0 ? (
        <p class="hint">{said.none}</p>
      ) : (
        <Lines label={`sheet-${name}`} lines={lines.slice(0, ROWS)} />
      )}
      {numbers[name] > ROWS ? <p class="hint">{said.more}</p> : null}
    </section>
  );
}

function Lines({ lines, label }: { lines: readonly Line[]; label: string }) {
  const said = boardWords[useSite().locale].sheet;
  return (
    <Table titles={said.columns} label={label}>
      {lines.map(({ key, href, caseNumber, subject, promise, holder, due, left }) => (
        <tr key={key}>
          <th scope="row">
            <a href={href}>{caseNumber}</a>
          </th>
          <td dir="auto">{subject ?? promise}</td>
          <td>
            <bdi>{holder}</bdi>
          </td>
          <td>
            {due} {left?.text}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Chases({ sheet: { chases, numbers }, catalogue }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale].sheet;
  return (
    <section aria-labelledby="sheet-chases">
      <h2 id="sheet-chases">{said.number(said.parts.chases, numbers.chases, COUNTED)}</h2>
      {chases.length === 0 ? <p class="hint">{said.none}</p> : null}
      <ul>
        {chases.map(({ id, caseNumber, unitId, dueDate }) => (
          <li key={id}>
            <a href={`/desk/cases/${caseNumber}`}>{caseNumber}</a>{' '}
            {said.chase(catalogue.unit(unitId)?.name[locale] ?? unitId, dateWords(dueDate, locale))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Away({ sheet: { away, numbers }, catalogue }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale].sheet;
  return (
    <section aria-labelledby="sheet-away">
      <h2 id="sheet-away">{said.number(said.parts.away, numbers.away, COUNTED)}</h2>
      {away.length === 0 ? <p class="hint">{said.none}</p> : null}
      <ul>
        {away.map((one) => (
          <li key={one.id}>
            <bdi>{personOf(one, catalogue, locale)}</bdi> · {said.cases(one.cases.length, one.more)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function WhatIf({ sheet: { people }, dates, day, absence, catalogue }: Props) {
  const { locale } = useSite();
  const said = boardWords[locale].sheet.whatIf;
  return (
    <section class={absence ? '' : 'no-print'}>
      <h2 id="what-if">{said.title}</h2>
      <form method="get" action="/desk/board/sheet#what-if" class="narrow no-print">
        <Select
          name="who"
          label={said.who}
          options={people.map((one) => ({ value: one.id, label: personOf(one, catalogue, locale) }))}
          value={absence?.id}
        />
        <Select
          name="on"
          label={said.on}
          options={dates.map((date) => ({ value: date, label: dateWords(date, locale) }))}
          value={day}
        />
        <Button kind="secondary">{said.ask}</Button>
      </form>
      {absence ? <Supposed {...{ absence, day, catalogue }} /> : null}
    </section>
  );
}

function Supposed({ absence, day, catalogue }: { absence: Absence; day: string; catalogue: Catalogue }) {
  const { locale, now } = useSite();
  const said = boardWords[locale].sheet;
  const { deputy, cases, more } = absence;
  const [name, on] = [personOf(absence, catalogue, locale), dateWords(day, locale)];
  if (deputy) return <p role="status">{said.whatIf.deputy(name, personOf(deputy, catalogue, locale), on)}</p>;
  return (
    <>
      <p role="status">
        <strong>{cases.length > 0 ? said.whatIf.none(name, on) : said.whatIf.noCases}</strong>
      </p>
      {cases.length > 0 ? (
        <Lines label="what-if" lines={cases.map((one) => lineOfCase(one, catalogue, { locale, now }))} />
      ) : null}
      {more ? <p class="hint">{said.more}</p> : null}
    </>
  );
}

const personOf = (
  { name, unitId }: { name: string; unitId: string },
  catalogue: Catalogue,
  locale: 'zh-TW' | 'en',
): string => casePartsWords[locale].holder.person(name, catalogue.unit(unitId)?.name[locale] ?? unitId);
