import { dateWords } from '@app/platform';
import type { ShownEarlierDate } from '@app/cases';
import { COUNTIES, SPECIAL_DAY_KINDS, type Catalogue, type SpecialDayShown } from '@app/catalogue';
import { EarlierDateTable } from '../case-parts/earlier-dates.js';
import type { Returned } from '../site/desk-forms.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { DateInput } from '../site/pieces/date-input.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { Select } from '../site/pieces/select.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import { Table } from '../site/pieces/table.js';
import { calendarWords } from './words.js';

interface Props {
  waiting: ShownEarlierDate[];
  days: SpecialDayShown[];
  /** Number of open cases still to be counted again; null when there are none. */
  left: number | null;
  /** Last day of the calendar, if it ends within three months. */
  ends: string | undefined;
  mayDeclare: boolean;
  catalogue: Catalogue;
  form: Returned;
  news: string | undefined;
}

/** Id of the form that declares a day. */
export const DECLARE_FORM = 'declare';

export function CalendarView(props: Props) {
  const { locale } = useSite();
  const said = calendarWords[locale];
  const { form, news, left, ends } = props;
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {news ? <Banner kind="success">{news}</Banner> : null}
      {ends ? <Banner kind="warning">{said.ends(dateWords(ends, locale))}</Banner> : null}
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {left === null ? null : <p role="status">{said.recounting(left)}</p>}
      <EarlierDateTable dates={props.waiting} catalogue={props.catalogue} />
      <Days {...props} />
      {props.mayDeclare ? <Declare form={form} /> : null}
    </>
  );
}

function Days({ days, mayDeclare }: Props) {
  const { locale } = useSite();
  const said = calendarWords[locale];
  return (
    <section aria-labelledby="days-title">
      <h2 id="days-title">{said.days}</h2>
      {days.length === 0 ? <p class="hint">{said.noDays}</p> : null}
      {days.length === 0 ? null : (
        <Table titles={Object.values(said.dayColumns)} label="days-title">
          {days.map((day) => (
            <tr key={`${day.date} ${day.organisation} ${day.region} ${day.declared}`}>
              <th scope="row">{dateWords(day.date, locale)}</th>
              <td>
                {said.kinds[day.kind]} {day.hours?.join(' ')}
              </td>
              <td>{whereWords(day)}</td>
              <td lang="zh-Hant-TW" dir="auto">
                {day.remark}
              </td>
              <td>
                {mayDeclare && day.declared && day.organisation ? <Withdraw day={day} /> : said.ofConfig}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Withdraw({ day }: { day: SpecialDayShown }) {
  const { locale } = useSite();
  const hidden = { date: day.date, ...(day.region && { region: day.region }) };
  return (
    <Form action="/desk/calendar/days/withdraw" hidden={hidden}>
      <Button kind="secondary">
        {calendarWords[locale].withdraw}
        <span class="unseen"> {dateWords(day.date, locale)}</span>
      </Button>
    </Form>
  );
}

function Declare({ form }: { form: Returned }) {
  const { locale } = useSite();
  const said = calendarWords[locale];
  const { typed, errors } = form;
  const names = locale === 'en' ? COUNTIES : undefined;
  return (
    <section aria-labelledby="declare-title">
      <h2 id="declare-title">{said.declare}</h2>
      <Form action="/desk/calendar/days" id={DECLARE_FORM} class="narrow">
        <DateInput
          name="date"
          label={said.date}
          value={{
            year: typed['date.year'] ?? '',
            month: typed['date.month'] ?? '',
            day: typed['date.day'] ?? '',
          }}
          error={errors['date']}
        />
        <Select
          name="kind"
          label={said.kind}
          options={SPECIAL_DAY_KINDS.map((value) => ({ value, label: said.kinds[value] }))}
          value={typed['kind'] ?? 'CLOSURE'}
          error={errors['kind']}
        />
        <TextInput
          name="hours"
          label={said.hours}
          hint={said.hoursHint}
          size="medium"
          value={typed['hours']}
          error={errors['hours']}
        />
        <Select
          name="region"
          label={said.region}
          blank={said.regionBlank}
          options={Object.keys(COUNTIES).map((value) => ({ value, label: names?.[value] ?? value }))}
          value={typed['region']}
          error={errors['region']}
        />
        <TextInput
          name="remark"
          label={said.remark}
          hint={said.remarkHint}
          size="long"
          value={typed['remark']}
          error={errors['remark']}
        />
        <Button>{said.declare}</Button>
      </Form>
    </section>
  );
}

function whereWords({ organisation, region }: SpecialDayShown): string {
  const { locale } = useSite();
  const said = calendarWords[locale];
  const county = region && (locale === 'en' ? COUNTIES[region] : region);
  return (
    [county, organisation ? said.ownOrganisation : undefined].filter(Boolean).join('・') || said.everywhere
  );
}
