import type { Catalogue } from '@app/catalogue';
import type { ListsOfDay, UnitOfDay } from '@app/morning';
import { dateWords, shortDateTime, taipeiDate } from '@app/platform';
import type { Returned } from '../site/desk-forms.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { DateInput } from '../site/pieces/date-input.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Table } from '../site/pieces/table.js';
import { useSite } from '../site/site.js';
import { partsIn } from '../site/typed-date.js';
import { StateTag } from './state-tag.js';
import { chaseListsWords } from './words.js';

interface Props {
  lists: ListsOfDay;
  form: Returned;
  catalogue: Catalogue;
}

/** The lists of one day: which unit acknowledged hers, and which did not. */
export function DayView(props: Props) {
  const { lists, form } = props;
  const { locale } = useSite();
  const said = chaseListsWords[locale];
  return (
    <article class="chase-lists">
      <ErrorSummary errors={form.errors} />
      <h1>{said.title}</h1>
      <p class="chase-day">{dateWords(lists.day, locale)}</p>
      <p class="hint no-print">{said.lead}</p>
      <Units {...props} />
      <Days lists={lists} />
      <OtherDay form={form} />
    </article>
  );
}

function Units({ lists: { units, made, day }, catalogue }: Props) {
  const { locale, now } = useSite();
  const said = chaseListsWords[locale];
  const listed = units.flatMap(({ list }) => list ?? []);
  const read = listed.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
  const missed = listed.filter(({ state }) => state === 'MISSED').length;
  if (!made) return <p>{day === taipeiDate(now) ? said.notYet : said.notMade}</p>;
  if (listed.length === 0) return <EmptyState title={said.noUnits} />;
  return (
    <section>
      {missed > 0 ? <Banner kind="warning">{said.missed(missed)}</Banner> : null}
      <p>{said.summary(read, listed.length)}</p>
      <h2 id="chase-units">{said.units}</h2>
      <Table titles={said.columns} label="chase-units" look="cases">
        {units.map((unit) => (
          <Row key={unit.unitId} {...unit} catalogue={catalogue} />
        ))}
      </Table>
    </section>
  );
}

function Row({ unitId, list, catalogue }: UnitOfDay & { catalogue: Catalogue }) {
  const { locale, now } = useSite();
  const said = chaseListsWords[locale];
  const name = catalogue.unit(unitId)?.name[locale] ?? unitId;
  const [, overdue, today] = said.columns;
  return (
    <tr class={list?.state === 'MISSED' ? 'chase-missed' : undefined}>
      <th scope="row">{list ? <a href={`/desk/chase-lists/${unitId}/${list.day}`}>{name}</a> : name}</th>
      <td>{list ? <Number title={overdue!} n={list.overdue} /> : null}</td>
      <td>{list ? <Number title={today!} n={list.dueToday} /> : null}</td>
      <td>
        <StateTag state={list?.state ?? 'NONE'} />{' '}
        {list?.acknowledgedAt ? (
          <span class="hint">
            <bdi>{said.by(list.reader ?? '', shortDateTime(list.acknowledgedAt, { locale, now }))}</bdi>
          </span>
        ) : null}
      </td>
      <td dir="auto">{list?.plan}</td>
    </tr>
  );
}

/** Where the table is shown as cards, the number says what it counts. */
const Number = ({ title, n }: { title: string; n: number }) => (
  <>
    <span class="chase-title">{title} </span>
    {n}
  </>
);

function Days({ lists: { before, after } }: Pick<Props, 'lists'>) {
  const { locale } = useSite();
  const said = chaseListsWords[locale];
  const link = (day: string | null, words: (day: string) => string) =>
    day === null ? null : (
      <li>
        <a href={`/desk/chase-lists?on=${day}`}>{words(dateWords(day, locale))}</a>
      </li>
    );
  return (
    <ul class="board-places no-print">
      {link(before, said.before)}
      {link(after, said.after)}
    </ul>
  );
}

function OtherDay({ form: { typed, errors } }: Pick<Props, 'form'>) {
  const said = chaseListsWords[useSite().locale];
  return (
    <form method="get" action="/desk/chase-lists" class="narrow no-print" novalidate>
      <DateInput name="on" label={said.on} value={partsIn(typed, 'on')} error={errors['on']} />
      <Button kind="secondary">{said.show}</Button>
    </form>
  );
}
