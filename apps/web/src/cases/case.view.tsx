import { shortDateTime } from '@app/platform';
import { actNamed, isActName, WRITTEN, type ActName } from '@app/cases';
import { AsWritten } from '../site/pieces/as-written.js';
import { Banner } from '../site/pieces/banner.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { FieldScope } from '../site/pieces/field.js';
import { StatusTag } from '../case-parts/status-tag.js';
import { shownSubject } from '../case-parts/subject.js';
import { GroupedNumber } from '../case-parts/read-aloud.js';
import { formAt } from './answer-typed.js';
import { CaseActs } from './case-acts.view.js';
import { CaseAloud } from './case-aloud.view.js';
import { CaseCalls } from './case-calls.view.js';
import { CaseChases } from './case-chases.view.js';
import { CaseCoHandlings } from './case-co-handlings.view.js';
import { CaseFacts } from './case-facts.view.js';
import { CaseFiles } from './case-files.view.js';
import { CaseGlance } from './case-glance.view.js';
import { CaseHistory, doerOf, titleOf } from './case-history.view.js';
import { CaseMatter } from './case-matter.view.js';
import { CaseNotices } from './case-notices.view.js';
import { CaseOthers } from './case-others.view.js';
import { CasePromises } from './case-promises.view.js';
import { CaseRatings } from './case-ratings.view.js';
import { CaseReferrals } from './case-referrals.view.js';
import { CaseWay } from './lists/case-way.view.js';
import { CaseTasks } from './case-tasks.view.js';
import { CaseSteps } from './case-steps.view.js';
import { CHASE_UNDONE, type CaseViewProps } from './case-view-props.js';
import type { Site } from '../site/site.js';
import { Unsent } from '../case-parts/unsent.js';
import { casePartsWords } from '../case-parts/words.js';
import { casesWords } from './words.js';

/** On wide screens the acts are beside the case, on narrow ones below it, with a link at the top. */
export function CaseView(props: CaseViewProps) {
  const { site, detail, form, done } = props;
  const { ofReferral } = props;
  const scope = ofReferral ? `${ofReferral.act}-${ofReferral.id}` : formAt(props.open, form.typed);
  return (
    <>
      <FieldScope.Provider value={scope ?? ''}>
        <ErrorSummary errors={form.errors} />
      </FieldScope.Provider>
      {form.refusal ? <Refusal {...props} /> : null}
      {done ? <Banner kind="success">{doneWords(site, done)}</Banner> : null}
      {props.way ? <CaseWay way={props.way} /> : null}
      <header class="case-head">
        <p class="case-ways no-print">
          {props.way ? null : <a href="/desk">{casesWords[site.locale].case.back}</a>}
          <a class="to-acts" href="#acts">
            {casesWords[site.locale].case.toActs}
          </a>
        </p>
        <p class="case-number">
          <GroupedNumber number={detail.file.caseNumber} />
        </p>
        <StatusTag status={detail.file.status} />
        <h1 dir="auto">{shownSubject(detail.file.subject, site.locale)}</h1>
      </header>
      <CaseGlance {...props} />
      <CaseAloud {...props} />
      <div class="case-columns">
        <div class="case-main">
          <CaseMatter {...props} />
          <CaseFiles {...props} />
          <CaseTasks {...props} />
          <CaseSteps {...props} />
          <CaseHistory {...props} />
          <CaseFacts {...props} />
        </div>
        <div class="case-rail">
          <CaseOthers {...props} />
          <CaseRatings {...props} />
          <CaseCalls {...props} />
          <CaseReferrals {...props} />
          <CaseCoHandlings {...props} />
          <CaseChases {...props} />
          <CasePromises {...props} />
          <CaseNotices {...props} />
        </div>
        <CaseActs {...props} />
      </div>
    </>
  );
}

/** What is asked for is not done yet. */
export function doneWords({ locale }: Pick<Site, 'locale'>, act: NonNullable<CaseViewProps['done']>): string {
  const { acts, statuses } = casePartsWords[locale];
  if (act === CHASE_UNDONE) return casesWords[locale].case.chaseUndone;
  if (!isActName(act)) return acts.done(statuses.referralAct[act]);
  const { asked } = casesWords[locale].approval;
  return (actNamed(act).approved ? asked : acts.done)(statuses.act[act]);
}

function Refusal(props: CaseViewProps) {
  const { form, open, ofReferral, detail, site } = props;
  const { locale } = site;
  const homeless =
    open !== undefined ? !detail.acts.includes(open) : ofReferral && !isOffered(detail, ofReferral);
  const allowed = (form.allowed ?? []).map(
    (act) => casePartsWords[locale].statuses.act[act as ActName] ?? act,
  );
  return (
    <Banner kind="warning">
      {form.status === STALE ? <Meanwhile {...props} /> : <p>{form.refusal}</p>}
      {allowed.length > 0 ? (
        <p>
          {casesWords[locale].case.allowed}
          {allowed.join(SEPARATOR)}
        </p>
      ) : null}
      {homeless ? <Unsent typed={form.typed} fields={WRITTEN} /> : null}
    </Banner>
  );
}

const isOffered = ({ referrals }: CaseViewProps['detail'], of: NonNullable<CaseViewProps['ofReferral']>) =>
  referrals.some(({ id, acts }) => id === of.id && acts.includes(of.act));

/** Who did what while the form was being filled in; the form below is ready to be sent all the same. */
function Meanwhile({ form, open, detail, catalogue, site: { locale, now } }: CaseViewProps) {
  const { meanwhile } = casesWords[locale].case;
  const names = { locale, catalogue, people: detail.people };
  const since = detail.events.filter(({ seq }) => seq > Number(form.typed['version']));
  return (
    <>
      <p>{meanwhile.said}</p>
      <ul>
        {since.map((event) => (
          <li key={event.seq}>
            {shortDateTime(event.at, { locale, now })} <AsWritten>{doerOf(event, names)}</AsWritten>{' '}
            <strong>{titleOf(event, detail.events, locale)}</strong>
          </li>
        ))}
      </ul>
      {open && detail.acts.includes(open) ? (
        <p>
          <a href={`#act-${formAt(open, form.typed)}`}>
            {meanwhile.again(casePartsWords[locale].statuses.act[open])}
          </a>
        </p>
      ) : null}
    </>
  );
}

const STALE = 412;
const SEPARATOR = ' · ';
