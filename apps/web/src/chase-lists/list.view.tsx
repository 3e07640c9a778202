import type { Catalogue } from '@app/catalogue';
import type { OneList, ShownRow } from '@app/morning';
import { dateWords, shortDate, shortDateTime } from '@app/platform';
import { dueWords, leftWords } from '../case-parts/promise-times.js';
import { shownSubject } from '../case-parts/subject.js';
import { casePartsWords } from '../case-parts/words.js';
import type { Returned } from '../site/desk-forms.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { Table } from '../site/pieces/table.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import { StateTag } from './state-tag.js';
import { chaseListsWords } from './words.js';

export const READ_FORM = 'read-list';

interface Props {
  list: OneList;
  form: Returned;
  done: boolean;
  catalogue: Catalogue;
}

/** The list of one unit on one day, to print and to acknowledge. */
export function ListView(props: Props) {
  const { list, form, done, catalogue } = props;
  const { locale, now } = useSite();
  const { one: said, print } = chaseListsWords[locale];
  return (
    <article class="chase-lists">
      <ErrorSummary errors={form.errors} />
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      {done && list.acknowledgedAt !== null ? <Banner kind="success">{said.done}</Banner> : null}
      <h1 id="chase-list">{said.title(catalogue.unit(list.unitId)?.name[locale] ?? list.unitId)}</h1>
      <p>
        <span class="chase-day">{dateWords(list.day, locale)}</span>{' '}
        <span class="hint">{said.made(shortDateTime(list.madeAt, { locale, now }))}</span>
      </p>
      <p>{said.numbers(list.overdue, list.dueToday)}</p>
      <button class="button button-secondary no-print" type="button" hidden data-print>
        {print}
      </button>
      <Read {...props} />
      <Table titles={said.columns} label="chase-list" look="cases">
        {list.rows.map((row) => (
          <Row key={row.place} row={row} catalogue={catalogue} />
        ))}
      </Table>
      {list.more ? <p class="hint">{said.more}</p> : null}
      <p class="no-print">
        <a href={`/desk/chase-lists?on=${list.day}`}>{said.all}</a>
      </p>
    </article>
  );
}

/** Who acknowledged it and what will be done, or the form to do so. */
function Read({ list, form: { typed, errors } }: Props) {
  const { locale, now } = useSite();
  const said = chaseListsWords[locale].one;
  const { state, acknowledgedAt, reader, plan, open } = list;
  const tag = <StateTag state={state} />;
  if (acknowledgedAt !== null)
    return (
      <div class="inset">
        <p>
          {tag} <bdi>{said.read(reader ?? '', shortDateTime(acknowledgedAt, { locale, now }))}</bdi>
        </p>
        <p class="text" dir="auto">
          {plan}
        </p>
      </div>
    );
  if (!open)
    return (
      <p class="inset">
        {state === 'MISSED' ? (
          <>
            {tag} {said.missed}
          </>
        ) : (
          tag
        )}
      </p>
    );
  return (
    <div class="inset">
      <p>
        {tag} {state === 'MISSED' ? said.late : said.awaited}
      </p>
      <Form action={`/desk/chase-lists/${list.unitId}/${list.day}`} id={READ_FORM} class="no-print">
        <TextInput
          name="plan"
          label={said.plan}
          hint={said.planHint}
          value={typed['plan']}
          error={errors['plan']}
        />
        <Button>{said.submit}</Button>
      </Form>
    </div>
  );
}

function Row({ row, catalogue }: { row: ShownRow; catalogue: Catalogue }) {
  const { locale, now } = useSite();
  const { caseNumber, opens, subject, commitmentId, late, workingDays } = row;
  const left = leftWords({ late, workingDays, calendarDays: workingDays, milliseconds: 0 }, '1wd', locale);
  return (
    <tr>
      <th scope="row">{opens ? <a href={`/desk/cases/${caseNumber}`}>{caseNumber}</a> : caseNumber}</th>
      <td>
        {subject === null ? null : <div dir="auto">{shownSubject(subject, locale)}</div>}
        <span class="hint">{catalogue.commitment(commitmentId)?.title[locale] ?? commitmentId}</span>
      </td>
      <td>
        <bdi>{holderOf(row, catalogue, locale)}</bdi>
      </td>
      <td>
        {dueWords(row.dueAt, { locale, now })}{' '}
        {late ? <strong>{left}</strong> : chaseListsWords[locale].one.dueThat}
      </td>
      <td>
        <Chased row={row} />
      </td>
    </tr>
  );
}

/** What the holder was last asked, and whether it had answered. */
function Chased({ row: { chaseState, chaseAskedAt, chaseDueDate, asked, answer } }: { row: ShownRow }) {
  const { locale, now } = useSite();
  const said = chaseListsWords[locale].one;
  if (chaseState === null) return <span class="hint">{said.noChase}</span>;
  return (
    <>
      <div>
        {said.asked(shortDate(chaseAskedAt!, { locale, now }), shortDate(chaseDueDate!, { locale, now }))}
      </div>
      {asked === null ? null : <div dir="auto">{asked}</div>}
      <div>
        <strong>{said.answered[chaseState]}</strong>
      </div>
      {answer === null ? null : (
        <div>
          {said.answer} <bdi>{answer}</bdi>
        </div>
      )}
    </>
  );
}

function holderOf(
  { handler, actingUnitId, unitId }: ShownRow,
  catalogue: Catalogue,
  locale: 'zh-TW' | 'en',
): string {
  const said = casePartsWords[locale].holder;
  const unit = catalogue.unit(actingUnitId)?.name[locale] ?? actingUnitId;
  if (handler !== null) return said.person(handler, unit);
  return actingUnitId === unitId ? said.none(unit) : unit;
}
