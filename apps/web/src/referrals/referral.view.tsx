import { dateTimeWords, shortDate } from '@app/platform';
import { shownPhone } from '@app/intake';
import type { Catalogue } from '@app/catalogue';
import type { PartnerView, ReferralActName } from '@app/referrals';
import type { ComponentChildren } from 'preact';
import type { Returned } from '../site/desk-forms.js';
import { Unsent } from '../case-parts/unsent.js';
import { FileRows } from '../case-parts/files/file-rows.js';
import { fileWords } from '../case-parts/files/words.js';
import { Menu, type OfferedAct } from '../site/pieces/menu.js';
import { Banner, Inset } from '../site/pieces/banner.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { FieldScope } from '../site/pieces/field.js';
import { Select } from '../site/pieces/select.js';
import { ReferralTag } from '../case-parts/status-tag.js';
import { SummaryList, type SummaryRow } from '../site/pieces/summary-list.js';
import { TextArea } from '../site/pieces/text-area.js';
import type { Site } from '../site/site.js';
import { referralsWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';
import { dueWords } from '../case-parts/promise-times.js';

/** Besides the acts of a referral: an act of the case. */
export const ANSWER_CHASE = 'answer-chase';
export type PartnerAct = ReferralActName | typeof ANSWER_CHASE;

interface Props {
  site: Site;
  view: PartnerView;
  catalogue: Catalogue;
  form: Returned;
  open: PartnerAct | undefined;
  done: PartnerAct | undefined;
  formKey: string;
}

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
          <PartnerFiles {...props} />
        </div>
        <Acts {...props} />
      </div>
    </>
  );
}

const nameOf = (act: PartnerAct, locale: Site['locale']): string => {
  const { act: ofCase, referralAct } = casePartsWords[locale].statuses;
  return act === ANSWER_CHASE ? ofCase[act] : referralAct[act];
};

/** What the partner can do now; the owner recalls elsewhere. */
const offeredIn = ({ acts, chase }: PartnerView): PartnerAct[] => [
  ...(chase ? [ANSWER_CHASE as PartnerAct] : []),
  ...acts.filter((act) => act !== 'recall'),
];

/** 催辦: what the team is asked, and until when. */
function Chased({ view: { chase }, site: { locale } }: Props) {
  if (!chase) return null;
  return (
    <Banner kind="warning">
      <p>{referralsWords[locale].chased(shortDate(chase.dueDate, locale))}</p>
      {chase.text === null ? null : (
        <p class="text" dir="auto">
          {chase.text}
        </p>
      )}
    </Banner>
  );
}

/** Shows the typed text, to be copied, when a colleague acted first and the form is no longer offered. */
function Refusal({ form, open, view }: Props) {
  const homeless = open !== undefined && !offeredIn(view).includes(open);
  return (
    <Banner kind="warning">
      <p>{form.refusal}</p>
      {homeless ? <Unsent typed={form.typed} fields={['text', 'reason']} /> : null}
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

function rowsOf({ view, catalogue, site: { locale } }: Props): SummaryRow[] {
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
  const due = (at: number | null) => (at === null ? null : dueWords(Number(at), locale));
  return [
    { label: said.service, value: catalogue.service(view.serviceId)?.name[locale] ?? view.serviceId },
    ...value(said.district, view.district),
    { label: columns.offered, value: dateTimeWords(view.referral.offeredAt, locale) },
    ...value(columns.acceptBy, due(view.acceptBy)),
    ...value(columns.replyBy, due(view.replyBy)),
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

function Acts({ view, catalogue, site: { locale }, form, open, formKey }: Props) {
  const said = casePartsWords[locale].fields;
  const typed = (name: string) => form.typed[name];
  const error = (act: PartnerAct, name: string) => (open === act ? form.errors[name] : undefined);
  const units = catalogue
    .unitsOf(view.referral.organisationId)
    .map(({ id, name }) => ({ value: id, label: name[locale] }));
  const fields: Partial<Record<PartnerAct, ComponentChildren>> = {
    'answer-chase': (
      <TextArea
        name="text"
        label={said.text}
        rows={4}
        value={typed('text')}
        error={error('answer-chase', 'text')}
        max={4_000}
      />
    ),
    return: (
      <>
        <TextArea
          name="reason"
          label={said.reason}
          rows={3}
          value={typed('reason')}
          error={error('return', 'reason')}
        />
        <Select
          name="suggestedPartner"
          label={said.suggestedPartner}
          options={units}
          blank={said.suggestedBlank}
          optional
          value={typed('suggestedPartner')}
          error={error('return', 'suggestedPartner')}
        />
      </>
    ),
    reply: (
      <TextArea
        name="text"
        label={said.text}
        rows={6}
        value={typed('text')}
        error={error('reply', 'text')}
        max={4_000}
      />
    ),
  };
  const acts = offeredIn(view).map((act): OfferedAct => ({
    name: act,
    title: nameOf(act, locale),
    action: `/desk/referrals/${view.referral.id}/${act}`,
    hidden: { key: formKey },
    open: open === act,
    ...(fields[act] && { fields: fields[act] }),
  }));
  return (
    <aside class="case-acts">
      <h2>{casePartsWords[locale].acts.title}</h2>
      {acts.length > 0 ? (
        <Menu label={casePartsWords[locale].acts.title} acts={acts} />
      ) : (
        <p class="hint">{casePartsWords[locale].acts.none}</p>
      )}
    </aside>
  );
}
