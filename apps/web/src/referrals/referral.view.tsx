import { dateTimeWords, shortDate } from '@app/platform';
import { shownPhone } from '@app/intake';
import type { ListedDue } from '@app/lookups';
import { ATTEMPTS, WORK_EVENTS } from '@app/referrals';
import { Unsent } from '../case-parts/unsent.js';
import { FileRows } from '../case-parts/files/file-rows.js';
import { fileWords } from '../case-parts/files/words.js';
import { Banner, Inset } from '../site/pieces/banner.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { FieldScope } from '../site/pieces/field.js';
import { Due } from '../case-parts/case-table.js';
import { ReferralTag } from '../case-parts/status-tag.js';
import { SummaryList, type SummaryRow } from '../site/pieces/summary-list.js';
import { referralsWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';
import { dueWords, lengthWords, shownDue } from '../case-parts/promise-times.js';
import { ReferralWork } from '../case-parts/referral-work.js';
import {
  nameOf,
  offeredIn,
  ReferralActs,
  WRITTEN_HERE,
  type ReferralProps as Props,
} from './referral-acts.view.js';

const WORK: readonly string[] = WORK_EVENTS;

/** Before acceptance category, district, dates, and what it is about with marks of persons masked; then also text and contact. */
export function ReferralView(props: Props) {
  const { site, view, form, done } = props;
  const { locale } = site;
  const said = referralsWords[locale];
  const { acts } = casePartsWords[locale];
  return (
    <>
      <FieldScope.Provider value={props.open ?? ''}>
        <ErrorSummary errors={form.errors} />
      </FieldScope.Provider>
      {form.refusal ? <Refusal {...props} /> : null}
      {done ? <Banner kind="success">{acts.done(nameOf(done, locale))}</Banner> : null}
      <div class="case-head">
        <p class="case-number">{view.caseNumber}</p>
        <h1 dir="auto">{view.subject ?? said.one}</h1>
        <ReferralTag status={view.referral.status} />
      </div>
      <div class="case-columns">
        <div class="case-main">
          <Chased {...props} />
          <Inset>{view.petitioner ? said.logged : said.before}</Inset>
          <SummaryList rows={rowsOf(props)} />
          <Work {...props} />
          <PartnerFiles {...props} />
        </div>
        <ReferralActs {...props} />
      </div>
    </>
  );
}

/** 催辦: what the team is asked, and until when. */
function Chased({ view: { chase }, site: { locale, now } }: Props) {
  if (!chase) return null;
  return (
    <Banner kind="warning">
      <p>{referralsWords[locale].chased(shortDate(chase.dueDate, { locale, now }))}</p>
      {chase.text === null ? null : (
        <p class="text" dir="auto">
          {chase.text}
        </p>
      )}
    </Banner>
  );
}

/** What the team did since it accepted the case, and what waits for the owner. */
function Work({ view: { events, course, referral }, site: { locale } }: Props) {
  const said = referralsWords[locale];
  const done = events.filter(({ type }) => WORK.includes(type));
  if (done.length === 0) return null;
  const working = referral.status === 'ACCEPTED';
  return (
    <section aria-labelledby="work-title">
      <h2 id="work-title">{said.work}</h2>
      {working && course.asked ? <Inset>{said.asked(lengthWords(course.asked.length, locale))}</Inset> : null}
      {working && course.unanswered >= ATTEMPTS ? <Inset>{said.unreached}</Inset> : null}
      <ReferralWork events={done} />
    </section>
  );
}

/** Shows the typed text, to be copied, when a colleague acted first and the form is no longer offered. */
function Refusal({ form, open, view }: Props) {
  const homeless = open !== undefined && !offeredIn(view).includes(open);
  return (
    <Banner kind="warning">
      <p>{form.refusal}</p>
      {homeless ? <Unsent typed={form.typed} fields={WRITTEN_HERE} /> : null}
    </Banner>
  );
}

function PartnerFiles({ view, site: { locale } }: Props) {
  if (view.attachments.length === 0) return null;
  return (
    <section aria-labelledby="files-title">
      <h2 id="files-title">{fileWords[locale].title}</h2>
      <FileRows files={view.attachments} base={`/desk/referrals/${view.referral.id}/attachments`} staff />
    </section>
  );
}

function rowsOf({ view, dues, catalogue, site }: Props): SummaryRow[] {
  const { locale } = site;
  const said = casePartsWords[locale].facts;
  const { columns, reason: why, ended } = referralsWords[locale];
  const textOf = (...types: string[]) => view.events.findLast(({ type }) => types.includes(type))?.text;
  const reason = textOf('REFERRED');
  const contact = view.petitioner;
  const value = (label: string, content: string | null | undefined): SummaryRow[] =>
    content
      ? [
          {
            label,
            value: (
              <p class="text" dir="auto">
                {content}
              </p>
            ),
          },
        ]
      : [];
  /** The date, and how long is left where the team has to do it now. */
  const due = (label: string, at: number | null, left: ListedDue | null): SummaryRow[] =>
    left
      ? [{ label, value: <Due due={shownDue(left, site, catalogue)} /> }]
      : value(label, at === null ? null : dueWords(Number(at), site));
  return [
    { label: said.service, value: catalogue.service(view.serviceId)?.name[locale] ?? view.serviceId },
    ...value(said.district, view.district),
    { label: columns.offered, value: dateTimeWords(view.referral.offeredAt, locale) },
    ...due(columns.acceptBy, view.acceptBy, dues.accept),
    ...due(columns.replyBy, view.replyBy, dues.reply),
    ...value(why, reason),
    ...value(ended.RETURNED, textOf('REFERRAL_RETURNED')),
    ...value(ended.RECALLED, textOf('REFERRAL_RECALLED')),
    ...value(ended.REPLIED, textOf('REFERRAL_REPLIED')),
    ...value(said.description, view.description),
    ...value(said.confidential, view.confidential ? said.confidentialAsked : null),
    ...value(said.name, contact?.name),
    ...value(said.email, contact?.email),
    ...value(said.phone, contact?.phone && shownPhone(contact.phone, locale)),
  ];
}
