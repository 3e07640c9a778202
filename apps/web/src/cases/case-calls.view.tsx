import { dateTimeWords, isoTaipei } from '@app/platform';
import { notedRows } from '../case-parts/noted-call.js';
import { casePartsWords } from '../case-parts/words.js';
import { SummaryList } from '../site/pieces/summary-list.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';

/** What was noted of her calls and visits, the newest first; their words stand in the history. */
export function CaseCalls({ detail, catalogue, site: { locale } }: CaseViewProps) {
  const channels: Record<string, string> = casePartsWords[locale].statuses.channel;
  if (detail.calls.length === 0) return null;
  return (
    <section aria-labelledby="calls-title">
      <h2 id="calls-title">{casesWords[locale].case.noted}</h2>
      {detail.calls.toReversed().map((call) => (
        <div key={call.id} class="inset">
          <p>
            <strong>{channels[call.channel]}</strong>{' '}
            <time class="hint" dateTime={isoTaipei(call.at)}>
              {dateTimeWords(call.at, locale)}
            </time>
          </p>
          <SummaryList rows={notedRows(call, detail.file.organisationId, catalogue, locale)} />
        </div>
      ))}
    </section>
  );
}
