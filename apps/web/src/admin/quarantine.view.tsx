import { dateTimeWords } from '@app/platform';
import { isDroppable, SHOWN, type FailedWork } from '../site/failures.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { Table } from '../site/pieces/table.js';
import { useSite } from '../site/site.js';
import { failureWords } from './failure-words.js';
import { adminWords } from './words.js';

interface Props {
  failures: readonly FailedWork[];
  news: string | undefined;
}

/** What failed and waits for a person; of a case its number alone, which an administrator cannot open. */
export function QuarantineView({ failures, news }: Props) {
  const { locale } = useSite();
  const said = adminWords[locale].quarantine;
  const told = news !== undefined && Object.hasOwn(said.done, news) ? news : undefined;
  return (
    <AdminFrame here="quarantine">
      {told ? (
        <Banner kind={told === 'gone' ? 'info' : 'success'}>
          {said.done[told as keyof typeof said.done]}
        </Banner>
      ) : null}
      <h1 id="failures-title">{said.title}</h1>
      <p class="lead">{failures.length === 0 ? said.none : said.lead}</p>
      {failures.length >= SHOWN ? <p role="status">{said.more(failures.length)}</p> : null}
      {failures.length === 0 ? null : (
        <Table titles={Object.values(said.columns)} label="failures-title">
          {failures.map((failure) => (
            <Row key={`${failure.of} ${failure.id}`} failure={failure} />
          ))}
        </Table>
      )}
    </AdminFrame>
  );
}

function Row({ failure: { of, id, kind, caseNumber, since, reason } }: { failure: FailedWork }) {
  const { locale } = useSite();
  const said = adminWords[locale].quarantine;
  const at = `/desk/admin/quarantine/${of}/${id}`;
  const about = caseNumber ?? said.noCase;
  return (
    <tr>
      <th scope="row">
        {said.kinds[of]} <code>{kind}</code>
      </th>
      <td>{about}</td>
      <td>
        {failureWords(reason, locale) ?? said.causes[of]}
        {reason === null ? null : (
          <p class="hint">
            {said.detail} <code lang="en">{reason}</code>
          </p>
        )}
      </td>
      <td>{dateTimeWords(since, locale)}</td>
      <td>
        <Form action={`${at}/again`}>
          <Button kind="secondary">
            {said.again}
            <span class="unseen"> {about}</span>
          </Button>
        </Form>
        {isDroppable(of) ? (
          <a href={at}>
            {said.drop}
            <span class="unseen"> {about}</span>
          </a>
        ) : null}
      </td>
    </tr>
  );
}
