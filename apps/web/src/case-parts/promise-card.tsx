import type { ShownClock } from '@app/lookups';
import { dateWords, taipeiDate } from '@app/platform';
import { useSite } from '../site/site.js';
import { PromiseBar } from './promise-bar.js';
import { ClockTag } from './status-tag.js';
import { WhyThisDate } from './why-this-date.js';
import { casePartsWords } from './words.js';
import { leftWords } from './promise-times.js';

const ENDED = ['ON_TIME', 'LATE', 'CANCELLED'];

/** One promise: what, by when, time left, and why that date. `used`: also shows the days used, for staff. */
export function PromiseCard({ shown, used }: { shown: ShownClock; used?: boolean }) {
  const { locale, now } = useSite();
  const { clock, entry, state, left, days } = shown;
  const ended = ENDED.includes(state);
  return (
    <article class={`promise promise-${state.toLowerCase().replace('_', '-')}`}>
      <header class="promise-head">
        <h3>{entry.title[locale]}</h3>
        <ClockTag state={state} />
      </header>
      <p class="promise-text">{entry.text[locale]}</p>
      <p class="promise-date">
        <span class="promise-label">{casePartsWords[locale].promise.due}</span>
        <strong>
          {clock.dueDate ? dateWords(clock.dueDate, locale) : casePartsWords[locale].promise.dueNone}
        </strong>
        {left ? (
          <span class={left.late ? 'left left-late' : 'left'}>{leftWords(left, entry.length, locale)}</span>
        ) : null}
        {ended && clock.endedAt !== null ? (
          <span class="left">{casePartsWords[locale].promise.ended(dateWords(clock.endedAt, locale))}</span>
        ) : null}
      </p>
      {ended ? null : <PromiseBar days={days} today={taipeiDate(now)} />}
      <WhyThisDate shown={shown} used={used} />
    </article>
  );
}
