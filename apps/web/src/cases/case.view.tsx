import { actNamed, WRITTEN, type ActName } from '@app/cases';
import { Banner } from '../site/pieces/banner.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { FieldScope } from '../site/pieces/field.js';
import { StatusTag } from '../case-parts/status-tag.js';
import { shownSubject } from '../case-parts/subject.js';
import { CaseActs } from './case-acts.view.js';
import { CaseFacts } from './case-facts.view.js';
import { CaseFiles } from './case-files.view.js';
import { CaseHistory } from './case-history.view.js';
import { CaseNotices } from './case-notices.view.js';
import { CasePromises } from './case-promises.view.js';
import { CaseRatings } from './case-ratings.view.js';
import { CaseReferrals } from './case-referrals.view.js';
import type { CaseViewProps } from './case-view-props.js';
import { Unsent } from '../case-parts/unsent.js';
import { casePartsWords } from '../case-parts/words.js';
import { casesWords } from './words.js';

/** On wide screens the acts are beside the case, on narrow ones below it. */
export function CaseView(props: CaseViewProps) {
  const { site, detail, form, done } = props;
  const { acts, statuses } = casePartsWords[site.locale];
  const { asked } = casesWords[site.locale].approval;
  const doneWords = (act: ActName) => (actNamed(act).approved ? asked : acts.done)(statuses.act[act]);
  return (
    <>
      <FieldScope.Provider value={props.open ?? ''}>
        <ErrorSummary errors={form.errors} />
      </FieldScope.Provider>
      {form.refusal ? <Refusal {...props} /> : null}
      {done ? <Banner kind="success">{doneWords(done)}</Banner> : null}
      <div class="case-head">
        <p class="case-number">{detail.file.caseNumber}</p>
        <h1 dir="auto">{shownSubject(detail.file.subject, site.locale)}</h1>
        <StatusTag status={detail.file.status} />
      </div>
      <div class="case-columns">
        <div class="case-main">
          <CasePromises {...props} />
          <CaseRatings {...props} />
          <CaseFacts {...props} />
          <CaseFiles {...props} />
          <CaseReferrals {...props} />
          <CaseHistory {...props} />
          <CaseNotices {...props} />
        </div>
        <CaseActs {...props} />
      </div>
    </>
  );
}

function Refusal({ form, open, detail, site: { locale } }: CaseViewProps) {
  const homeless = open !== undefined && !detail.acts.includes(open);
  const allowed = (form.allowed ?? []).map(
    (act) => casePartsWords[locale].statuses.act[act as ActName] ?? act,
  );
  return (
    <Banner kind="warning">
      <p>{form.refusal}</p>
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

const SEPARATOR = ' · ';
