import { Table } from '../site/pieces/table.js';
import { spacedCode, type CaseFile } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { masked, type HeldData } from '@app/lookups';
import { nameOfKind } from '@app/notices';
import { dateTimeWords, dateWords, isoTaipei } from '@app/platform';
import { DATA_RIGHTS, REQUEST_MAX, type DataRight, type ShownRequest } from '@app/rights';
import type { ComponentChildren } from 'preact';
import { Confirmation } from '../case-parts/confirmation.js';
import { shownSubject } from '../case-parts/subject.js';
import { casePartsWords } from '../case-parts/words.js';
import { Banner, Button, ErrorSummary, Form, SummaryList, TextArea, useSite } from '../site/index.js';
import { langOf } from '../site/pieces/as-written.js';
import { citizenDataWords } from './words.js';

interface HerDataProps {
  held: HeldData;
  requests: readonly ShownRequest[];
  catalogue: Pick<Catalogue, 'unit' | 'serviceOfCase'>;
  erased: boolean;
  now: number;
}

/** What is kept, who was given it, what can be asked for, and what was. */
export function HerData(props: HerDataProps) {
  const said = citizenDataWords[useSite().locale];
  return (
    <div class="column">
      <p class="case-number">{props.held.caseNumber}</p>
      <h1>{said.title}</h1>
      <p>{said.lead}</p>
      <Held {...props} />
      <GivenTo {...props} />
      <Messages {...props} />
      {props.erased ? null : <Rights number={props.held.caseNumber} />}
      <Requests {...props} />
      <p class="buttons no-print">
        <a href={`/cases/${props.held.caseNumber}`}>{said.toCase}</a>
      </p>
    </div>
  );
}

function Held({ held, catalogue }: HerDataProps) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  const contact = held.petitioner && masked(held.petitioner);
  const years = catalogue.serviceOfCase(held.serviceId)?.retentionYears;
  const shown = (value: string | null | undefined) =>
    value ? <bdi {...langOf(value, locale)}>{value}</bdi> : said.none;
  return (
    <>
      <h2>{said.held}</h2>
      <p class="hint">{said.heldHint}</p>
      <SummaryList
        rows={[
          { label: said.name, value: shown(contact?.name) },
          { label: said.email, value: shown(contact?.email) },
          { label: said.phone, value: shown(contact?.phone) },
          { label: said.subject, value: shown(shownSubject(held.subject, locale)) },
          { label: said.description, value: said.textsOf(held.description === null ? 0 : 1) },
          { label: said.texts, value: said.textsOf(held.events.filter(({ text }) => text !== null).length) },
          { label: said.files, value: said.filesOf(held.files.length) },
          { label: said.years, value: years === undefined ? said.yearsUnknown : said.yearsOf(years) },
        ]}
      />
    </>
  );
}

export function GivenTo({ held, catalogue }: Pick<HerDataProps, 'held' | 'catalogue'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  const words = (fields: string[]) =>
    fields.map((field) => said.fields[field] ?? field).join(locale === 'en' ? ', ' : '、');
  return (
    <>
      <h2 id="given">{said.given}</h2>
      {held.given.length === 0 ? <p>{said.noneGiven}</p> : <p class="hint">{said.givenHint}</p>}
      {held.given.length === 0 ? null : (
        <Rows label="given">
          {held.given.map(({ at, unitId, fields }) => (
            <tr key={`${at} ${unitId}`}>
              <th scope="row">
                <time dateTime={isoTaipei(at)}>{dateTimeWords(at, locale)}</time>
              </th>
              <td>{catalogue.unit(unitId)?.name[locale] ?? unitId}</td>
              <td>{words(fields)}</td>
            </tr>
          ))}
        </Rows>
      )}
    </>
  );
}

export function Messages({ held }: Pick<HerDataProps, 'held'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  const { statuses } = casePartsWords[locale];
  return (
    <>
      <h2 id="messages">{said.messages}</h2>
      {held.messages.length === 0 ? (
        <p>{said.noMessages}</p>
      ) : (
        <Rows label="messages">
          {held.messages.map(({ at, kind, to, channel }, index) => (
            <tr key={`${at} ${kind} ${index}`}>
              <th scope="row">
                <time dateTime={isoTaipei(at)}>{dateTimeWords(at, locale)}</time>
              </th>
              <td>{to === 'CITIZEN' ? said.toHer : said.toStaff}</td>
              <td>
                {nameOfKind(kind)?.[locale] ?? kind} · {statuses.channel[channel]}
              </td>
            </tr>
          ))}
        </Rows>
      )}
    </>
  );
}

function Rows({ label, children }: { label: string; children: ComponentChildren }) {
  const { columns } = citizenDataWords[useSite().locale];
  return (
    <Table titles={Object.values(columns)} label={label} look={null}>
      {children}
    </Table>
  );
}

function Rights({ number }: { number: string }) {
  const said = citizenDataWords[useSite().locale];
  return (
    <>
      <h2>{said.ask}</h2>
      {DATA_RIGHTS.map((kind) => (
        <section key={kind} aria-labelledby={`right-${kind}`}>
          <h3 id={`right-${kind}`}>{said.rights[kind].title}</h3>
          <p>{said.rights[kind].lead}</p>
          <p class="hint">{said.within(said.rights[kind].days)}</p>
          <p class="no-print">
            <Button kind="secondary" href={`/cases/${number}/data/${kind.toLowerCase()}`}>
              {said.askThis}
              <span class="unseen"> {said.rights[kind].title}</span>
            </Button>
          </p>
        </section>
      ))}
    </>
  );
}

function Requests({ requests, held, now }: HerDataProps) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  return (
    <>
      <h2>{said.requests}</h2>
      {requests.length === 0 ? <p>{said.noRequests}</p> : null}
      <ul>
        {requests.map(({ request, file }) => (
          <li key={request.id}>
            {dateWords(request.createdAt, locale)} {said.rights[request.kind].title} · {file.caseNumber} ·{' '}
            {said.decisions[request.decision ?? 'OPEN']}
            <CopyLink {...{ request, held, now }} />
          </li>
        ))}
      </ul>
    </>
  );
}

function CopyLink({
  request,
  held,
  now,
}: Pick<ShownRequest, 'request'> & Pick<HerDataProps, 'held' | 'now'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  if (request.copyUntil === null) return null;
  if (request.copyUntil <= now) return <p>{said.copyOver}</p>;
  return (
    <p class="buttons no-print">
      <a href={`/cases/${held.caseNumber}/data/answers/${request.id}`}>{said.readCopy}</a>
      <span class="hint">{said.copyUntil(dateWords(request.copyUntil, locale))}</span>
    </p>
  );
}

interface RequestFormProps {
  number: string;
  kind: DataRight;
  right: string;
  formKey: string;
  fields: Record<string, string>;
  errors: Record<string, string>;
  refusal: string | undefined;
}

/** Which data, what, and perhaps why: everything else is known from the case. */
export function RequestForm({ number, kind, right, formKey, fields, errors, refusal }: RequestFormProps) {
  const said = citizenDataWords[useSite().locale];
  return (
    <div class="column">
      <ErrorSummary errors={errors} />
      {refusal ? <Banner kind="warning">{refusal}</Banner> : null}
      <p class="case-number">{number}</p>
      <h1>{said.rights[kind].title}</h1>
      <p>{said.rights[kind].lead}</p>
      <p class="inset">{said.within(said.rights[kind].days)}</p>
      <Form action={`/cases/${number}/data/${right}`} id="data-request" hidden={{ key: formKey }}>
        <TextArea
          name="what"
          label={said.form.what[kind]}
          hint={said.form.whatHint}
          value={fields['what']}
          error={errors['what']}
          rows={4}
          max={REQUEST_MAX}
        />
        <TextArea
          name="why"
          label={said.form.why}
          optional
          value={fields['why']}
          error={errors['why']}
          rows={4}
          max={REQUEST_MAX}
        />
        <p class="hint">{said.form.contact}</p>
        <div class="buttons">
          <Button>{said.form.send}</Button>
          <a href={`/cases/${number}/data`}>{said.form.back}</a>
        </div>
      </Form>
    </div>
  );
}

interface SentProps {
  number: string;
  file: CaseFile;
  kind: DataRight;
  code: string;
}

/** Number and code of the request, as on the receipt of a report. */
export function Sent({ number, file, kind, code }: SentProps) {
  const said = citizenDataWords[useSite().locale];
  return (
    <div class="column receipt">
      <Confirmation title={said.sent.title} number={file.caseNumber} code={spacedCode(code)} />
      <p>{said.sent.next}</p>
      <p>
        {said.rights[kind].title}: {said.within(said.rights[kind].days)}
      </p>
      <p class="buttons no-print">
        <a href={`/cases/${number}/data`}>{said.sent.toCase}</a>
      </p>
    </div>
  );
}
