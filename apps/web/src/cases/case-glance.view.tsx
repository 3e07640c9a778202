import { decisiveOf, type ShownClock } from '@app/lookups';
import { shortDate, type Locale } from '@app/platform';
import type { Referral } from '@app/referrals';
import type { Remaining } from '@app/sla/clock';
import { Fragment, type ComponentChildren } from 'preact';
import { dueWords, leftWords } from '../case-parts/promise-times.js';
import { ClockTag, ReferralTag } from '../case-parts/status-tag.js';
import { AsWritten } from '../site/pieces/as-written.js';
import type { CaseViewProps } from './case-view-props.js';
import { personWords } from './event-facts.js';
import { casesWords } from './words.js';

/** What one must know first: who has it, the date that decides, where the partners stand, what she thinks of it. */
export function CaseGlance(props: CaseViewProps) {
  const { glance } = casesWords[props.site.locale].case;
  const facts: [string, ComponentChildren][] = [
    [glance.holder, <Holder key="holder" {...props} />],
    [glance.due, <Due key="due" {...props} />],
    ...trackerOf(props),
    ...(latest(props).length > 0
      ? [[glance.referrals, <Partners key="partners" {...props} />] as [string, ComponentChildren]]
      : []),
    ...ratingOf(props),
    ...othersOf(props),
  ];
  return (
    <dl class="glance">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Holder({ detail: { file, people }, catalogue, site: { locale } }: CaseViewProps) {
  const unit = catalogue.unit(file.unitId)?.name[locale] ?? '';
  if (file.handlerId)
    return <AsWritten>{personWords(file.handlerId, { locale, catalogue, people })}</AsWritten>;
  return (
    <>
      {unit} <span class="hint">{casesWords[locale].case.glance.noHandler}</span>
    </>
  );
}

/** Who follows it; of a petition, or where she was not satisfied, one is asked for. */
function trackerOf(props: CaseViewProps): [string, ComponentChildren][] {
  const { detail, catalogue, site } = props;
  const { locale } = site;
  const { glance } = casesWords[locale].case;
  const { tracker, people, acts, events, file } = detail;
  if (tracker)
    return [
      [
        glance.tracker,
        <Fragment key="tracker">
          <AsWritten>{personWords(tracker.id, { locale, catalogue, people })}</AsWritten>
          {tracker.awayUntil ? (
            <span class="hint">{glance.trackerAway(shortDate(tracker.awayUntil, site))}</span>
          ) : null}
        </Fragment>,
      ],
    ];
  const kind = catalogue.serviceOfCase(file.serviceId)?.kind ?? '';
  const isAsked = PETITIONS.includes(kind) || events.some(({ type }) => type === 'DISSATISFIED');
  if (!isAsked || !acts.includes('track')) return [];
  const link = (
    <span key="tracker">
      {glance.noTracker} <a href="#act-track">{glance.nameTracker}</a>
    </span>
  );
  return [[glance.tracker, link]];
}

const PETITIONS: readonly string[] = ['PETITION', 'HEAD_MAILBOX', 'FEEDBACK_MAILBOX'];

/** The broken promise, or else the one that decides; its card says why. */
function Due({ detail: { clocks }, site: { locale, now } }: CaseViewProps) {
  const decisive = decisiveOf<ShownClock>(clocks);
  if (!decisive) return <>{casesWords[locale].case.noPromises}</>;
  const { clock, entry, state, left } = decisive.broken ?? decisive.promise;
  return (
    <>
      <a href="#promises-title">{entry.title[locale]}</a>{' '}
      {clock.dueAt === null || state === 'PAUSED' ? null : (
        <strong class="number">{dueWords(clock.dueAt, { locale, now })}</strong>
      )}{' '}
      {left && state !== 'PAUSED' ? (
        <Left left={left} length={entry.length} locale={locale} />
      ) : (
        <ClockTag state={state} />
      )}
    </>
  );
}

const Left = ({ left, length, locale }: { left: Remaining; length: string; locale: Locale }) => (
  <strong class={left.late ? 'left left-late' : 'left'}>{leftWords(left, length, locale)}</strong>
);

/** Of each partner the newest offer; one that was taken back is no one's work any more. */
const latest = ({ detail: { referrals } }: CaseViewProps) =>
  [...new Map(referrals.map((one) => [one.partnerUnitId, one])).values()].filter(
    ({ status }) => status !== 'RECALLED',
  );

/** What is due next of a partner. */
const owed = (clocks: readonly ShownClock[], { id, chainId }: Pick<Referral, 'id' | 'chainId'>) =>
  clocks
    .filter(({ clock, left }) => left && [id, chainId].includes(clock.subjectId))
    .toSorted((a, b) => a.clock.dueAt! - b.clock.dueAt!)
    .at(0);

function Partners(props: CaseViewProps) {
  const { detail, catalogue, site } = props;
  const { locale } = site;
  return (
    <ul>
      {latest(props).map((referral) => {
        const due = owed(detail.clocks, referral);
        return (
          <li key={referral.id}>
            <a href="#referrals-title">{catalogue.unit(referral.partnerUnitId)?.name[locale]}</a>{' '}
            <ReferralTag status={referral.status} />{' '}
            {due ? <Left left={due.left!} length={due.entry.length} locale={locale} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

function ratingOf({ detail: { surveys }, site: { locale } }: CaseViewProps): [string, ComponentChildren][] {
  const { glance } = casesWords[locale].case;
  const last = surveys.findLast(({ state }) => state === 'ANSWERED');
  if (!last) return [];
  const score = (
    <a key="rating" href="#ratings-title">
      {glance.score(last.score!)}
    </a>
  );
  return [[glance.rating, score]];
}

function othersOf({ detail: { others }, site: { locale } }: CaseViewProps): [string, ComponentChildren][] {
  const { glance } = casesWords[locale].case;
  if (others.cases.length === 0) return [];
  const link = (
    <a key="others" href="#others-title">
      {glance.count(others.cases.length, others.more)}
    </a>
  );
  return [[glance.others, link]];
}
