import { Table } from '../site/pieces/table.js';
import type { Catalogue } from '@app/catalogue';
import { dateTimeWords, dateWords } from '@app/platform';
import { LEFT_OUT_REASONS, type LeftOutReason, type RetentionLists } from '@app/rights';
import type { Returned } from '../site/desk-forms.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { Radios } from '../site/pieces/choices.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { Form } from '../site/pieces/form.js';
import { Select } from '../site/pieces/select.js';
import { problemWords } from '../site/problem-words.js';
import { useSite } from '../site/site.js';
import { retentionWords } from './words.js';

interface Props {
  lists: RetentionLists;
  catalogue: Pick<Catalogue, 'serviceOfCase'>;
  form: Returned;
  done: boolean;
}

/** Id of the form of the decision. */
export const RETENTION_FORM = 'retention';

export function RetentionView(props: Props) {
  const { lists, form, done } = props;
  const said = retentionWords[useSite().locale];
  return (
    <>
      <ErrorSummary errors={form.errors} />
      {done ? <Banner kind="success">{said.done}</Banner> : null}
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <p role="status">
        {said.waiting(lists.waiting)} · {said.underWay(lists.underWay)}
      </p>
      {lists.proposed.length === 0 ? <p>{said.none}</p> : <Proposed {...props} />}
      <History {...props} />
    </>
  );
}

function Proposed({ lists, catalogue, form: { typed, errors } }: Props) {
  const { locale } = useSite();
  const said = retentionWords[locale];
  return (
    <Form action="/desk/retention" id={RETENTION_FORM} noEnter>
      <div id="items" tabindex={-1}>
        {errors['items'] ? <p class="error">{errors['items']}</p> : null}
        <Table titles={Object.values(said.columns)} label={{ text: said.title }} look={null}>
          {lists.proposed.map(({ id, caseNumber, serviceId, keptUntil }) => (
            <tr key={id}>
              <td>
                <input
                  type="checkbox"
                  name={`item-${id}`}
                  value="yes"
                  checked={typed[`item-${id}`] === 'yes'}
                  aria-label={said.choose(caseNumber)}
                />
              </td>
              <th scope="row">
                <a href={`/desk/cases/${caseNumber}`}>{caseNumber}</a>
              </th>
              <td>{catalogue.serviceOfCase(serviceId)?.name[locale] ?? serviceId}</td>
              <td>{dateWords(keptUntil, locale)}</td>
            </tr>
          ))}
        </Table>
      </div>
      <Radios
        name="decision"
        label={said.decision}
        value={typed['decision']}
        error={errors['decision']}
        choices={(['APPROVED', 'LEFT_OUT'] as const).map((value) => ({ value, label: said[value] }))}
      />
      <Select
        name="reason"
        label={said.reason}
        value={typed['reason'] ?? ''}
        error={errors['reason']}
        options={[
          { value: '', label: said.noReason },
          ...LEFT_OUT_REASONS.map((value) => ({ value, label: said.reasons[value] })),
        ]}
      />
      <Button kind="warning">{said.send}</Button>
    </Form>
  );
}

/** Which cases, when, by whom and why: no personal data. */
function History({ lists }: Props) {
  const { locale } = useSite();
  const said = retentionWords[locale];
  return (
    <>
      <h2>{said.history}</h2>
      {lists.done.length === 0 ? (
        <p>{said.noHistory}</p>
      ) : (
        <Table titles={Object.values(said.outcomeColumns)} label={{ text: said.history }} look={null}>
          {lists.done.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <a href={`/desk/cases/${item.caseNumber}`}>{item.caseNumber}</a>
              </th>
              <td>{said.outcome[item.state as keyof typeof said.outcome]}</td>
              <td>{item.decidedAt === null ? '' : dateTimeWords(item.decidedAt, locale)}</td>
              <td>
                <bdi>{item.by}</bdi>
              </td>
              <td>{whyOf(item, locale)}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

function whyOf({ reason }: RetentionLists['done'][number], locale: 'zh-TW' | 'en'): string {
  if (reason === null) return '';
  const { reasons } = retentionWords[locale];
  return Object.hasOwn(reasons, reason) ? reasons[reason as LeftOutReason] : problemWords(reason, locale);
}
