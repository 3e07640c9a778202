import type { ShownClock } from '@app/lookups';
import { dateWords, shortDate, taipeiDate } from '@app/platform';
import { useSite } from '../site/site.js';
import { HoursBar, PromiseBar } from './promise-bar.js';
import { fullDueWords, isInHours, leftWords } from './promise-times.js';
import { ClockTag } from './status-tag.js';
import { WhyThisDate } from './why-this-date.js';
import { casePartsWords } from './words.js';

const ENDED = ['ON_TIME', 'LATE', 'CANCELLED'];

interface Card {
  shown: ShownClock;
  /** Whose it is, where several cards have the same title: the partner's. */
  about?: string | undefined;
  /** Also shows the days used, for staff. */
  used?: boolean;
  /** In citizens' words. */
  citizen?: boolean;
  /** The unit that must act, where it is not the case's own. */
  holder?: string | undefined;
  /** Why the date was moved, in the words of the unit. */
  reason?: string | null | undefined;
}

/** One promise: what, by when, time left, what moved the date, and why that date. */
export function PromiseCard({ shown, about, used, citizen, holder, reason }: Card) {
  const { now } = useSite();
  const { clock, entry, state, days } = shown;
  const { locale } = useSite();
  const bar = isInHours(entry.length) ? (
    <HoursBar clock={clock} length={entry.length} now={now} />
  ) : (
    <PromiseBar days={days} today={taipeiDate(now)} />
  );
  return (
    <article class={`promise promise-${state.toLowerCase().replace('_', '-')}`}>
      <header class="promise-head">
        <h3>
          {entry.title[locale]}
          {about ? <span class="promise-about"> {about}</span> : null}
        </h3>
        <ClockTag state={state} citizen={citizen} />
      </header>
      <p class="promise-text">{entry.text[locale]}</p>
      {holder ? <p class="promise-text">{casePartsWords[locale].promise.holder(holder)}</p> : null}
      <DueLine shown={shown} />
      <MovedLine shown={shown} reason={reason} />
      {ENDED.includes(state) ? null : bar}
      <WhyThisDate shown={shown} used={used} />
    </article>
  );
}

/** The date, and the time left or the day on which it ended. */
function DueLine({ shown: { clock, entry, state, left } }: { shown: ShownClock }) {
  const { locale } = useSite();
  const said = casePartsWords[locale].promise;
  const ended = ENDED.includes(state) && clock.endedAt !== null;
  const paused = state === 'PAUSED';
  return (
    <p class="promise-date">
      <span class="promise-label">{paused ? said.duePaused : said.due}</span>
      <strong>{clock.dueAt ? fullDueWords(clock.dueAt, entry.length, locale) : said.dueNone}</strong>
      {left && !paused ? (
        <span class={left.late ? 'left left-late' : 'left'}>{leftWords(left, entry.length, locale)}</span>
      ) : null}
      {ended ? <span class="left">{said.ended(dateWords(clock.endedAt!, locale))}</span> : null}
    </p>
  );
}

/** Until when it is paused, or from where to where the date was moved and why: seen without unfolding anything. */
function MovedLine({ shown, reason }: Pick<Card, 'shown' | 'reason'>) {
  const { locale, now } = useSite();
  const said = casePartsWords[locale].promise;
  const { clock, changed, state } = shown;
  const until = state === 'PAUSED' ? clock.pauses.at(-1)?.until : undefined;
  const { before, after } = changed ?? {};
  return (
    <>
      {until ? <p class="promise-moved">{said.pausedUntil(shortDate(until, { locale, now }))}</p> : null}
      {changed && before && after ? (
        <p class="promise-moved">
          {said.movedBecause(
            shortDate(before, { locale, now }),
            shortDate(after, { locale, now }),
            said.changed[changed.kind],
          )}
          {reason ? (
            <bdi class="given" lang="zh-Hant-TW">
              {' '}
              {reason}
            </bdi>
          ) : null}
        </p>
      ) : null}
    </>
  );
}
