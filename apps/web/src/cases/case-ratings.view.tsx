import { dateTimeWords, isoTaipei } from '@app/platform';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';

/** What she answered to the questionnaires, newest first, in her own words. */
export function CaseRatings({ detail, site: { locale } }: CaseViewProps) {
  const said = casesWords[locale].case;
  const answered = detail.surveys.filter(({ state }) => state === 'ANSWERED').toReversed();
  if (answered.length === 0) return null;
  return (
    <section aria-labelledby="ratings-title">
      <h2 id="ratings-title">{said.ratings}</h2>
      {answered.map(({ id, score, comment, answeredAt }) => (
        <div key={id} class="inset">
          <p>
            <strong>{said.survey(score!)}</strong>{' '}
            <time class="hint" dateTime={isoTaipei(answeredAt!)}>
              {dateTimeWords(answeredAt!, locale)}
            </time>
          </p>
          {comment === null ? (
            <p class="hint">{said.noComment}</p>
          ) : (
            <p class="text" dir="auto">
              {comment}
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
