import { shortDate, dateWords } from '@app/platform';
import type { ShownClock } from '@app/lookups';
import { whyWords, type CountedDay } from '@app/sla/clock';
import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

interface Why {
  shown: ShownClock;
  used?: boolean | undefined;
}

/** Day by day: what counted, what did not and why; extensions; the clause that the promise is based on. */
export function WhyThisDate({ shown, used }: Why) {
  const { clock, entry, days, usedDays } = shown;
  const { locale } = useSite();
  const { promise } = casePartsWords[locale];
  return (
    <details class="why">
      <summary>{promise.why}</summary>
      <p class="why-source">
        {promise.source}：<cite>{entry.source.document[locale]}</cite> {entry.source.clause}
      </p>
      {entry.source.quote ? <blockquote lang="zh-Hant-TW">{entry.source.quote}</blockquote> : null}
      {entry.assumption ? <p>{entry.assumption[locale]}</p> : null}
      {clock.extensions.map(({ at, before, after }) => (
        <p key={at}>{promise.extended(dateWords(before, locale), dateWords(after, locale))}</p>
      ))}
      <LastChange shown={shown} />
      {used && usedDays !== null ? <p>{promise.used(usedDays, clock.endedAt !== null)}</p> : null}
      <ol class="days">
        {numbered(days).map((day) => (
          <DayLine key={day.date} day={day} />
        ))}
      </ol>
    </details>
  );
}

/** The last change of the date, and the earlier date that waits for consent. */
function LastChange({ shown: { changed, earlier } }: { shown: ShownClock }) {
  const { locale } = useSite();
  const said = casePartsWords[locale].promise;
  const { before, after } = changed ?? {};
  return (
    <>
      {changed ? (
        <p>
          {said.lastChanged(said.changed[changed.kind], dateWords(changed.at, locale))}
          {before && after ? `；${said.moved(dateWords(before, locale), dateWords(after, locale))}` : ''}
        </p>
      ) : null}
      {earlier ? <p>{said.earlierWaits(dateWords(earlier, locale))}</p> : null}
    </>
  );
}

type Numbered = CountedDay & { n: number | null };

function numbered(days: readonly CountedDay[]): Numbered[] {
  let n = 0;
  return days.map((day) => ({ ...day, n: day.counted ? ++n : null }));
}

function DayLine({ day }: { day: Numbered }) {
  const { locale } = useSite();
  const { promise } = casePartsWords[locale];
  return (
    <li class={day.counted ? 'day day-counted' : 'day'}>
      <span class="day-date">{shortDate(day.date, locale)}</span>
      <span class="day-n">{day.n === null ? promise.notCounted : promise.day(day.n)}</span>
      <span class="day-why">
        {whyWords(day.why, locale)}
        {day.remark ? <span lang="zh-Hant-TW">（{day.remark}）</span> : null}
      </span>
    </li>
  );
}
