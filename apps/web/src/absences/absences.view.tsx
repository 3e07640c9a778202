import type { Catalogue } from '@app/catalogue';
import { endless, type Absence, type StaffAbsences } from '@app/people';
import { dateWords, taipeiDate } from '@app/platform';
import type { Returned } from '../site/desk-forms.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { DateInput } from '../site/pieces/date-input.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { Select } from '../site/pieces/select.js';
import { Table } from '../site/pieces/table.js';
import { useSite } from '../site/site.js';
import { partsIn } from '../site/typed-date.js';
import { absencesWords } from './words.js';

export const ABSENCE_FORM = 'absence';

interface Props {
  person: StaffAbsences;
  deputies: readonly StaffAbsences[];
  form: Returned;
  news: string | undefined;
  catalogue: Catalogue;
}

/** The absences of one person, and the form for another. */
export function AbsencesView(props: Props) {
  const { person, deputies, form, news } = props;
  const { locale } = useSite();
  const { person: said, done } = absencesWords[locale];
  const isKnown = news !== undefined && Object.hasOwn(done, news);
  const usual = deputies.find(({ id }) => id === person.deputyId);
  return (
    <AdminFrame here="absences">
      <ErrorSummary errors={form.errors} />
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      {isKnown ? <Banner kind="success">{done[news as keyof typeof done]}</Banner> : null}
      <h1>{said.title(person.name)}</h1>
      <p>
        {said.usual}: <bdi>{usual?.name ?? said.noUsual}</bdi>
      </p>
      <p>
        <a href={`/desk/absences?unit=${person.unitId}`}>{said.toMonth}</a>
      </p>
      <Entered {...props} />
      <Enter {...props} />
    </AdminFrame>
  );
}

function Entered({ person, deputies }: Props) {
  const { locale, now } = useSite();
  const said = absencesWords[locale].person;
  const today = taipeiDate(now);
  const absences = [...endless(person), ...person.absences].filter(({ until }) => until >= today);
  return (
    <section>
      <h2 id="entered-title">{said.list}</h2>
      {absences.length === 0 ? (
        <p>{said.none}</p>
      ) : (
        <Table titles={Object.values(said.columns)} label="entered-title">
          {absences.map((absence) => (
            <Row key={absence.id} {...{ absence, person, deputies }} />
          ))}
        </Table>
      )}
    </section>
  );
}

function Row({ absence, person, deputies }: Pick<Props, 'person' | 'deputies'> & { absence: Absence }) {
  const { locale } = useSite();
  const said = absencesWords[locale].person;
  const { id, from, until, deputyId } = absence;
  const nameOf = (of: string | null) => deputies.find((one) => one.id === of)?.name;
  const usual = nameOf(person.deputyId);
  const deputy = nameOf(deputyId) ?? (usual === undefined ? said.noDeputy : said.usualDeputy(usual));
  const first = from === '' ? said.openStart : dateWords(from, locale);
  return (
    <tr>
      <th scope="row">{first}</th>
      <td>{dateWords(until, locale)}</td>
      <td>
        <bdi>{deputy}</bdi>
      </td>
      <td>
        <Form action={`/desk/absences/${person.id}/withdraw`} hidden={{ absence: id }}>
          <Button kind="secondary">
            {said.withdraw}
            <span class="unseen"> {first}</span>
          </Button>
        </Form>
      </td>
    </tr>
  );
}

function Enter({ person, deputies, form: { typed, errors }, catalogue }: Props) {
  const { locale } = useSite();
  const said = absencesWords[locale].person;
  const options = deputies.map(({ id, name, unitId }) => ({
    ...{ value: id, label: name, group: catalogue.unit(unitId)?.name[locale] ?? unitId },
  }));
  return (
    <section aria-labelledby="enter-title">
      <h2 id="enter-title">{said.enter}</h2>
      <Form action={`/desk/absences/${person.id}`} id={ABSENCE_FORM} class="narrow">
        <DateInput name="from" label={said.from} value={partsIn(typed, 'from')} error={errors['from']} />
        <DateInput name="until" label={said.until} value={partsIn(typed, 'until')} error={errors['until']} />
        <Select
          name="deputy"
          label={said.deputy}
          hint={said.deputyHint}
          blank={said.usualChoice}
          options={options}
          value={typed['deputy']}
          error={errors['deputy']}
        />
        <Button>{said.submit}</Button>
      </Form>
    </section>
  );
}
