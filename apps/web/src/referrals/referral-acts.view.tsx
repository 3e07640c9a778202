import type { Catalogue } from '@app/catalogue';
import type { InboxRow } from '@app/lookups';
import { taipeiDate, taipeiTime } from '@app/platform';
import { OUTCOMES, WAYS, type PartnerView, type ReferralActName } from '@app/referrals';
import type { ComponentChildren } from 'preact';
import { casePartsWords } from '../case-parts/words.js';
import { KeptLine, LeftDraft } from '../case-parts/kept-draft.js';
import type { Typing } from '../site/desk-drafts.js';
import type { Returned } from '../site/desk-forms.js';
import { ANSWER_CHASE } from '../site/form-places.js';
import { DateInput } from '../site/pieces/date-input.js';
import { Menu, type OfferedAct } from '../site/pieces/menu.js';
import { Select } from '../site/pieces/select.js';
import { TextArea } from '../site/pieces/text-area.js';
import { TextInput } from '../site/pieces/text-input.js';
import type { Site } from '../site/site.js';
import { partsIn } from '../site/typed-date.js';

/** Besides the acts of a referral: an act of the case. */
export type PartnerAct = ReferralActName | typeof ANSWER_CHASE;

/** Data of the page of a referral. */
export interface ReferralProps {
  site: Site;
  view: PartnerView;
  /** What the team is to do now, and how long it has. */
  dues: Pick<InboxRow, 'accept' | 'reply'>;
  catalogue: Catalogue;
  form: Returned;
  open: PartnerAct | undefined;
  done: PartnerAct | undefined;
  formKey: string;
  /** What the reader has typed and not sent, by act. */
  typing: ReadonlyMap<string, Typing>;
}

export const nameOf = (act: PartnerAct, locale: Site['locale']): string => {
  const { act: ofCase, referralAct } = casePartsWords[locale].statuses;
  return act === ANSWER_CHASE ? ofCase[act] : referralAct[act];
};

/** Done on the page of the case. */
const OWNERS: readonly PartnerAct[] = ['recall', 'grant-time', 'refuse-time', 'continue'];

/** What the partner can do now. */
export const offeredIn = ({ acts, chase }: PartnerView): PartnerAct[] => [
  ...(chase ? [ANSWER_CHASE as PartnerAct] : []),
  ...acts.filter((act) => !OWNERS.includes(act)),
];

/** What the forms are drawn with; typed values and errors only in the form that was sent. */
interface Tools {
  site: Site;
  said: (typeof casePartsWords)['en']['fields'];
  statuses: (typeof casePartsWords)['en']['statuses'];
  units: { value: string; label: string }[];
  typed: Record<string, string>;
  error: (name: string) => string | undefined;
}
type Draw = (tools: Tools) => ComponentChildren;

const textOf =
  (name: 'text' | 'reason', label: 'text' | 'reason' | 'attemptText', rows: number, max?: number): Draw =>
  ({ said, typed, error }) => (
    <TextArea
      name={name}
      label={said[label]}
      rows={rows}
      value={typed[name]}
      error={error(name)}
      {...(max !== undefined && { max })}
    />
  );

const attempt: Draw = (tools) => {
  const { said, statuses, typed, error, site } = tools;
  const [year = '', month = '', day = ''] = taipeiDate(site.now).split('-');
  const isTyped = typed['on.day'] !== undefined;
  const today = { year: site.locale === 'en' ? year : String(Number(year) - ROC), month, day };
  return (
    <>
      <Select
        name="how"
        label={said.way}
        options={WAYS.map((value) => ({ value, label: statuses.way[value] }))}
        value={typed['how'] ?? WAYS[0]}
        error={error('how')}
      />
      <Select
        name="outcome"
        label={said.outcome}
        options={OUTCOMES.map((value) => ({ value, label: statuses.outcome[value] }))}
        blank=""
        value={typed['outcome']}
        error={error('outcome')}
      />
      <DateInput
        name="on"
        label={said.attemptOn}
        value={isTyped ? partsIn(typed, 'on') : today}
        error={error('on')}
      />
      <TextInput
        name="time"
        label={said.attemptTime}
        hint={said.attemptTimeHint}
        size="short"
        value={typed['time'] ?? taipeiTime(site.now)}
        error={error('time')}
      />
      {textOf('text', 'attemptText', 3, 4_000)(tools)}
    </>
  );
};
const ROC = 1911;

const moreTime: Draw = (tools) => (
  <>
    <TextInput
      name="length"
      label={tools.said.moreTime}
      hint={tools.said.lengthHint}
      size="short"
      value={tools.typed['length']}
      error={tools.error('length')}
    />
    {textOf('reason', 'reason', 3)(tools)}
  </>
);

const returning: Draw = (tools) => (
  <>
    {textOf('reason', 'reason', 3)(tools)}
    <Select
      name="suggestedPartner"
      label={tools.said.suggestedPartner}
      options={tools.units}
      blank={tools.said.suggestedBlank}
      optional
      value={tools.typed['suggestedPartner']}
      error={tools.error('suggestedPartner')}
    />
  </>
);

/** The fields of each act; one without is a single button. */
const FIELDS: Partial<Record<PartnerAct, Draw>> = {
  'answer-chase': textOf('text', 'text', 4, 4_000),
  attempt,
  report: textOf('text', 'text', 4, 4_000),
  'ask-time': moreTime,
  return: returning,
  reply: textOf('text', 'text', 6, 4_000),
};

export const hasFields = (act: PartnerAct): boolean => FIELDS[act] !== undefined;
/** Fields with text written by people. */
export const WRITTEN_HERE = ['text', 'reason'];

const addressOf = ({ view }: ReferralProps, act: string): string =>
  `/desk/referrals/${view.referral.id}/${act}`;

export function ReferralActs(props: ReferralProps) {
  const { view, site } = props;
  const { acts: words } = casePartsWords[site.locale];
  const acts = offeredIn(view).map((act) => offeredAct(props, act));
  return (
    <aside class="case-acts">
      <h2>{words.title}</h2>
      {acts.length > 0 ? <Menu label={words.title} acts={acts} /> : <p class="hint">{words.none}</p>}
      <Leftovers {...props} />
    </aside>
  );
}

function offeredAct(props: ReferralProps, act: PartnerAct): OfferedAct {
  const { open, formKey, site, typing } = props;
  const address = addressOf(props, act);
  const fields = FIELDS[act];
  const mark = typing.has(act) && { draft: casePartsWords[site.locale].draft.mark };
  return {
    name: act,
    title: nameOf(act, site.locale),
    action: address,
    hidden: { key: formKey },
    open: open === act,
    ...(fields && {
      keepAt: `${address}/keep`,
      ...mark,
      fields: (
        <>
          <KeptLine kept={typing.get(act)} discardAt={`${address}/discard`} />
          {fields(toolsOf(props, act))}
        </>
      ),
    }),
  };
}

function toolsOf({ view, catalogue, site, form, open, typing }: ReferralProps, act: PartnerAct): Tools {
  const { fields: said, statuses } = casePartsWords[site.locale];
  const units = catalogue
    .unitsOf(view.referral.organisationId)
    .map(({ id, name }) => ({ value: id, label: name[site.locale] }));
  return {
    ...{ site, said, statuses, units },
    typed: open === act ? form.typed : (typing.get(act)?.fields ?? {}),
    error: (name) => (open === act ? form.errors[name] : undefined),
  };
}

/** Drafts of acts that are not possible any more. */
function Leftovers(props: ReferralProps) {
  const { view, typing, open, formKey, site } = props;
  const offered = offeredIn(view);
  const acts = (Object.keys(FIELDS) as PartnerAct[]).filter(
    (act) => typing.has(act) && !offered.includes(act) && open !== act,
  );
  return (
    <>
      {acts.map((act) => (
        <LeftDraft
          key={act}
          kept={typing.get(act)}
          discardAt={`${addressOf(props, act)}/discard`}
          act={nameOf(act, site.locale)}
          fields={WRITTEN_HERE}
          hidden={{ key: formKey }}
        />
      ))}
    </>
  );
}
