import { isOpen, type CitizenActName } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { inOrder, type Progress, type PublicClock } from '@app/lookups';
import { dateTimeWords, dateWords } from '@app/platform';
import type { ReferralStatus } from '@app/referrals';
import { ConfirmMail, Resent } from '../case-parts/confirm-mail.js';
import { FileRows } from '../case-parts/files/file-rows.js';
import { fileWords } from '../case-parts/files/words.js';
import { decisionRows } from '../case-parts/decision.js';
import { phoneOf } from '../case-parts/phone-of.js';
import { PromiseCard } from '../case-parts/promise-card.js';
import { ReferralTag } from '../case-parts/status-tag.js';
import { shownSubject } from '../case-parts/subject.js';
import { casePartsWords } from '../case-parts/words.js';
import { Form, PrintButton, SummaryList, Timeline, useSite } from '../site/index.js';
import { AsWritten, langOf } from '../site/pieces/as-written.js';
import { HerCalls } from './calls.view.js';
import { Conversation } from './conversation.view.js';
import { InfectedFiles } from './infected.view.js';
import { Standing } from './standing.view.js';
import { citizenCaseWords } from './words.js';

export interface CitizenCaseProps {
  progress: Progress;
  catalogue: Pick<Catalogue, 'unit' | 'service' | 'serviceOfCase' | 'organisation'>;
  offered: readonly CitizenActName[];
  surveyPath: string | null;
  reopenUntil: number | null;
  /** How many times the mail to confirm can still be sent. */
  resendsLeft: number;
}

/** Her case: where it stands, what is promised, what was said, her own words, what has happened. */
export function CitizenCase(props: CitizenCaseProps) {
  const { progress, catalogue } = props;
  const { locale, now } = useSite();
  const said = citizenCaseWords[locale];
  const { file, stages, standing } = progress;
  const subject = shownSubject(file.subject, locale);
  const unitName = (id: string | null) => (id ? (catalogue.unit(id)?.name[locale] ?? id) : '');
  const names = { unit: unitName(file.unitId), partner: unitName(standing.partner) };
  const phone = phoneOf({
    unit: progress.unit,
    organisation: catalogue.organisation(file.organisationId),
    serviceId: file.serviceId,
  });
  const work = catalogue.serviceOfCase(file.serviceId)?.workSteps ?? [];
  const steps = stages.map(({ stage, at, unitId, text, step }) => ({
    title: work.find(({ id }) => id === step)?.public[locale] ?? casePartsWords[locale].events.said[stage],
    at,
    by: unitName(unitId) || undefined,
    ...(text && {
      detail: (
        <p class="text" dir="auto" {...langOf(text, locale)}>
          {text}
        </p>
      ),
    }),
  }));
  return (
    <div class="citizen-case">
      <Resent />
      <p class="case-number">{file.caseNumber}</p>
      <h1 dir="auto" {...langOf(subject, locale)}>
        {subject}
      </h1>
      <Standing {...props} names={names} phone={phone} />
      <ToConfirm {...props} />
      <InfectedFiles {...props} />
      <OtherActs {...props} />
      <Promises progress={progress} />
      <Decision progress={progress} />
      <Referrals progress={progress} unitName={unitName} />
      <Conversation spoken={progress.spoken} unitName={unitName} />
      <HerFiles progress={progress} />
      <HerCalls progress={progress} catalogue={catalogue} />
      <Yours
        progress={progress}
        service={catalogue.service(file.serviceId)?.name[locale] ?? file.serviceId}
      />
      <h2>{said.timeline}</h2>
      <Timeline steps={steps} open={isOpen(file.status)} newestFirst />
      <p class="hint">{said.asOf(dateTimeWords(now, locale))}</p>
      <Leave number={file.caseNumber} />
    </div>
  );
}

function ToConfirm({ progress: { file, contact }, resendsLeft }: CitizenCaseProps) {
  const said = citizenCaseWords[useSite().locale];
  if (file.status !== 'AWAITING_CONFIRMATION') return null;
  return (
    <>
      <h2>{said.toConfirm}</h2>
      <ConfirmMail
        file={file}
        email={contact?.email ?? ''}
        left={resendsLeft}
        action={`/cases/${file.caseNumber}/confirmation`}
      />
    </>
  );
}

/** Links to the acts that she is not asked for, in the order of use. */
function OtherActs({ progress: { file, standing }, offered }: CitizenCaseProps) {
  const { locale } = useSite();
  const said = citizenCaseWords[locale];
  const late = standing.situation === 'CORRECTION_LAPSED';
  const shown = offered.filter((name) => name !== 'answer' || late);
  const contact = file.erasedAt === null ? (['contact'] as const) : [];
  const places = [...shown.filter((name) => name !== 'withdraw'), ...contact];
  const all = [...places, ...shown.filter((name) => name === 'withdraw')];
  return (
    <nav class="case-acts no-print" aria-label={said.others}>
      <h2>{said.others}</h2>
      <ul>
        {all.map((name) => (
          <li key={name}>
            <a href={`/cases/${file.caseNumber}/${name}`}>{said.acts[name]}</a>
          </li>
        ))}
        <li>
          <a href={`/cases/${file.caseNumber}/data`}>{said.acts.data}</a>
        </li>
        <li>
          <PrintButton />
        </li>
      </ul>
    </nav>
  );
}

const keyOf = ({ clock }: PublicClock) => `${clock.commitmentId} ${clock.subjectId} ${clock.occurrence}`;

/** The decisive one first; ended ones are folded below. */
function Promises({ progress: { clocks, stages, file } }: { progress: Progress }) {
  const { locale, kiosk } = useSite();
  const said = citizenCaseWords[locale];
  const all = inOrder(clocks);
  const ended = all.filter(({ clock }) => clock.endedAt !== null);
  const open = all.filter(({ clock }) => clock.endedAt === null);
  const card = (shown: PublicClock) => (
    <PromiseCard key={keyOf(shown)} shown={shown} citizen reason={reasonOf(shown, stages)} />
  );
  return (
    <>
      <h2>{said.promises}</h2>
      {open.length === 0 ? <p>{file.origin === 'IMPORTED' ? said.imported : said.noPromises}</p> : null}
      {!kiosk && open.some(({ clock }) => clock.dueDate !== null) ? (
        <p class="no-print">
          <a class="go" href={`/cases/${file.caseNumber}/calendar`}>
            {casePartsWords[locale].calendar}
          </a>
        </p>
      ) : null}
      {open.map(card)}
      {ended.length > 0 ? (
        <details>
          <summary>{said.ended(ended.length)}</summary>
          {ended.map(card)}
        </details>
      ) : null}
    </>
  );
}

/** The words with which a date was moved stand at the stage of the same moment. */
const reasonOf = ({ changed }: PublicClock, stages: Progress['stages']): string | null =>
  changed?.kind === 'EXTENDED'
    ? (stages.find(({ stage, at }) => stage === 'EXTENDED' && at === changed.at)?.text ?? null)
    : null;

interface Named {
  progress: Progress;
  unitName(id: string): string;
}

function Referrals({ progress: { referrals }, unitName }: Named) {
  const { locale } = useSite();
  const said = citizenCaseWords[locale];
  if (referrals.length === 0) return null;
  return (
    <>
      <h2>{said.referrals}</h2>
      <ul class="tasks">
        {referrals.toReversed().map(({ partner, status, at }) => (
          <li key={`${partner}-${at}`}>
            <div>
              {unitName(partner)}
              <p class="hint">
                {dateWords(at, locale)} · {said.referralStates[status as ReferralStatus]}
              </p>
            </div>
            <ReferralTag status={status as ReferralStatus} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was decided, and the document that told it. */
function Decision({ progress: { decision } }: { progress: Progress }) {
  const { locale } = useSite();
  const rows = decisionRows(decision, locale);
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{citizenCaseWords[locale].decision}</h2>
      <SummaryList rows={rows} />
    </>
  );
}

/** What she attached, and what came with an answer or a message. */
function HerFiles({ progress: { attachments, file } }: { progress: Progress }) {
  const said = fileWords[useSite().locale];
  if (attachments.length === 0) return null;
  return (
    <>
      <h2>{said.title}</h2>
      <FileRows files={attachments} base={`/cases/${file.caseNumber}/attachments`} />
    </>
  );
}

/** Her own words, and how she is told, masked. */
function Yours({ progress, service }: { progress: Progress; service: string }) {
  const { locale } = useSite();
  const { yours, contact: by, facts } = citizenCaseWords[locale];
  const { description, contact, callBack, file } = progress;
  const language = file.locale === 'en' ? 'en' : 'zh-TW';
  const subject = shownSubject(file.subject, locale);
  const given = (value: string | null) => <bdi {...langOf(value ?? '', locale)}>{value ?? by.none}</bdi>;
  return (
    <>
      <h2>{yours.title}</h2>
      <p class="given text" dir="auto" {...langOf(description ?? '', locale)}>
        {description ?? yours.none}
      </p>
      <SummaryList
        rows={[
          { label: facts.subject, value: <bdi {...langOf(subject, locale)}>{subject}</bdi> },
          { label: facts.service, value: service },
          {
            label: file.confirmBy === null ? facts.received : facts.sent,
            value: dateWords(file.receivedAt, locale),
          },
        ]}
      />
      {contact ? (
        <>
          <h3>{by.title}</h3>
          <SummaryList
            rows={[
              { label: by.name, value: given(contact.name) },
              { label: by.email, value: given(contact.email) },
              { label: by.phone, value: given(contact.phone) },
              {
                label: by.language,
                value: <AsWritten>{by.locales[language]}</AsWritten>,
              },
              ...(callBack && contact.phone
                ? [{ label: by.callBack, value: <AsWritten>{callBack[language]}</AsWritten> }]
                : []),
            ]}
          />
          {callBack && contact.phone ? <p class="hint">{by.callBackHint}</p> : null}
        </>
      ) : null}
    </>
  );
}

function Leave({ number }: { number: string }) {
  const said = citizenCaseWords[useSite().locale];
  return (
    <Form action={`/cases/${number}/leave`} class="no-print">
      <p class="hint">{said.leaveHint}</p>
      <button class="button button-secondary" type="submit">
        {said.leave}
      </button>
    </Form>
  );
}
