import type { Choice, ShownEarlierDate } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { WaitingRequest } from '@app/lookups';
import { shortDateTime } from '@app/platform';
import { AnswerPreview } from '../case-parts/answer-preview.js';
import { EarlierDateTable } from '../case-parts/earlier-dates.js';
import { dueWords, leftWords, lengthWords } from '../case-parts/promise-times.js';
import { shownSubject } from '../case-parts/subject.js';
import { Unsent } from '../case-parts/unsent.js';
import { casePartsWords } from '../case-parts/words.js';
import type { Returned } from '../site/desk-forms.js';
import type { Typing } from '../site/desk-drafts.js';
import { AsWritten } from '../site/pieces/as-written.js';
import { Banner } from '../site/pieces/banner.js';
import { Button } from '../site/pieces/button.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { FieldScope } from '../site/pieces/field.js';
import { Form } from '../site/pieces/form.js';
import { SummaryList } from '../site/pieces/summary-list.js';
import { TextArea } from '../site/pieces/text-area.js';
import type { Site } from '../site/site.js';
import { approvalsWords } from './words.js';

export type Decision = 'approve' | 'send-back';
export const isDecision = (text: unknown): text is Decision => text === 'approve' || text === 'send-back';
/** What was done, as the address says it. */
export type Done = Decision | 'accepted';
export const isDone = (text: unknown): text is Done => isDecision(text) || text === 'accepted';
export const sendBackForm = (caseNumber: string): string => `send-back-${caseNumber}`;

interface ApprovalsProps {
  rows: readonly WaitingRequest[];
  dates: readonly ShownEarlierDate[];
  /** Reasons typed and not sent, by the number of the case. */
  typing: ReadonlyMap<string, Typing>;
  catalogue: Catalogue;
  form: Returned;
  /** The case whose form was refused. */
  open: string | undefined;
  done: Done | undefined;
  formKey: string;
  site: Site;
}

export function ApprovalsView(props: ApprovalsProps) {
  const { rows, dates, form, open, done, site, catalogue } = props;
  const said = approvalsWords[site.locale];
  const told = { ...said.done, accepted: casePartsWords[site.locale].earlierDates.accepted };
  const gone = open !== undefined && rows.every(({ file }) => file.caseNumber !== open);
  return (
    <>
      <FieldScope.Provider value={open ?? ''}>
        <ErrorSummary errors={gone ? {} : form.errors} />
      </FieldScope.Provider>
      {form.refusal ? (
        <Banner kind="warning">
          <p>{form.refusal}</p>
          {gone ? <Unsent typed={form.typed} fields={['reason']} /> : null}
        </Banner>
      ) : null}
      {done ? <Banner kind="success">{told[done]}</Banner> : null}
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {rows.length + dates.length === 0 ? <EmptyState title={said.empty}>{said.emptyHint}</EmptyState> : null}
      {rows.map((row) => (
        <Request key={row.file.id} row={row} {...props} />
      ))}
      {dates.length === 0 ? null : <EarlierDateTable dates={dates} catalogue={catalogue} back="approvals" />}
    </>
  );
}

function Request({ row, catalogue, site, ...props }: ApprovalsProps & { row: WaitingRequest }) {
  const { file, act, asker, askerUnit, askedAt, insteadOf } = row;
  const { locale } = site;
  const said = approvalsWords[locale];
  const title = `request-${file.caseNumber}`;
  const unit = catalogue.unit(askerUnit)?.name[locale] ?? askerUnit;
  return (
    <section class="request" aria-labelledby={title}>
      <h2 id={title}>
        {casePartsWords[locale].statuses.act[act]} <span class="number">{file.caseNumber}</span>
      </h2>
      <p>
        <a href={`/desk/cases/${file.caseNumber}`} dir="auto">
          <AsWritten>{shownSubject(file.subject, locale)}</AsWritten>
        </a>
      </p>
      <p class="hint">
        <AsWritten>{asker}</AsWritten> {said.asks(unit, shortDateTime(askedAt, site))}
      </p>
      {insteadOf ? (
        <p>
          {said.insteadOf} <AsWritten>{insteadOf}</AsWritten>
        </p>
      ) : null}
      {act === 'submit' ? <AnswerPreview file={file} catalogue={catalogue} text={row.input['text']} /> : null}
      <SummaryList rows={factsOf(row, catalogue, site)} />
      <Decisions row={row} site={site} catalogue={catalogue} {...props} />
    </section>
  );
}

function Decisions({
  row: { file },
  typing,
  form,
  open,
  formKey,
  site,
}: ApprovalsProps & { row: WaitingRequest }) {
  const said = approvalsWords[site.locale];
  const { caseNumber } = file;
  const hidden = { key: `${formKey}-${caseNumber}`, version: String(file.historySeq) };
  const action = (decision: Decision) => `/desk/approvals/${caseNumber}/${decision}`;
  const mine = open === caseNumber;
  const kept = typing.get(caseNumber);
  return (
    <div class="decisions">
      <Form action={action('approve')} hidden={hidden}>
        <Button>{said.approve}</Button>
      </Form>
      <details class="act" open={mine || kept !== undefined}>
        <summary>{said.sendBack}</summary>
        <Form
          action={action('send-back')}
          hidden={hidden}
          id={sendBackForm(caseNumber)}
          noEnter
          keepAt={`/desk/cases/${caseNumber}/acts/send-back/keep`}
          kept={kept !== undefined}
        >
          <FieldScope.Provider value={caseNumber}>
            <TextArea
              name="reason"
              label={said.sendBackReason}
              rows={3}
              value={(mine ? form.typed : kept?.fields)?.['reason']}
              error={mine ? form.errors['reason'] : undefined}
            />
          </FieldScope.Provider>
          <Button kind="secondary">{said.sendBack}</Button>
        </Form>
      </details>
    </div>
  );
}

/** Texts of people keep their lines and their direction. */
const Written = ({ text }: { text: string }) => (
  <span class="text" dir="auto">
    <AsWritten>{text}</AsWritten>
  </span>
);

/** What is asked for in full, and the nearest promise. */
function factsOf({ input, clock }: WaitingRequest, catalogue: Catalogue, { locale, now }: Site) {
  const said = approvalsWords[locale];
  const { choices } = casePartsWords[locale].fields;
  const shown: Record<keyof typeof said.fields, (value: string) => string> = {
    length: (value) => lengthWords(value, locale),
    commitment: (value) => catalogue.commitment(value)?.title[locale] ?? value,
    ground: (value) => choices[value as Choice],
    reason: (value) => value,
    question: (value) => value,
  };
  const names = Object.keys(shown) as (keyof typeof shown)[];
  const rows = names.flatMap((name) =>
    input[name] === undefined
      ? []
      : [{ label: said.fields[name], value: <Written text={shown[name](input[name])} /> }],
  );
  if (!clock) return rows;
  const { left, entry } = clock;
  const due = dueWords(Number(clock.clock.dueAt), { locale, now });
  const length = entry.kind === 'clock' ? entry.length : '1d';
  const days = left ? leftWords(left, length, locale) : '';
  return [...rows, { label: said.promise, value: said.due(entry.title[locale], due, days) }];
}
