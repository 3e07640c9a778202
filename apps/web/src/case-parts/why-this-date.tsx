import { shortDate, dateWords } from '@app/platform';
import type { ShownClock } from '@app/lookups';
import { whyWords, type CountedDay } from '@app/sla/clock';
import { AsWritten } from '../site/pieces/as-written.js';
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
        {promise.source}
        {promise.colon}
        <cite>{entry.source.document[locale]}</cite> <AsWritten>{entry.source.clause}</AsWritten>
      </p>
      {entry.source.quote ? <blockquote lang="zh-Hant-TW">{entry.source.quote}</blockquote> : null}
      {entry.assumption ? <p>{entry.assumption[locale]}</p> : null}
      {clock.extensions.map(({ at, before, after }) => (
        <p key={at}>{promise.extended(dateWords(before, locale), dateWords(after, locale))}</p>
      ))}
      <LastChange shown={shown} />
      {used && usedDays !== null ? <p>{promise.used(usedDays, clock.endedAt !== null)}</p> : null}
      <ol class="days">
        {runsOf(days).map((run) => (
          <RunLine key={run.from.date} run={run} />
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
          {before && after
            ? `${said.semicolon}${said.moved(dateWords(before, locale), dateWords(after, locale))}`
            : ''}
        </p>
      ) : null}
      {earlier ? <p>{said.earlierWaits(dateWords(earlier, locale))}</p> : null}
    </>
  );
}

/** Days in a row that counted alike, for the same reason. */
interface Run {
  from: CountedDay;
  to: CountedDay;
  /** Numbers of the first and the last counted day; null for days that did not count. */
  numbers: { from: number; to: number } | null;
}

/** Eight weeks of a promise are a dozen lines, not sixty. A day with a remark, such as a holiday, stands alone. */
export function runsOf(days: readonly CountedDay[]): Run[] {
  let n = 0;
  return days.reduce<Run[]>((runs, day) => {
    const last = runs.at(-1);
    if (day.counted) n++;
    if (last && continues(last.to, day)) {
      last.to = day;
      if (last.numbers) last.numbers.to = n;
    } else runs.push({ from: day, to: day, numbers: day.counted ? { from: n, to: n } : null });
    return runs;
  }, []);
}

const continues = (before: CountedDay, day: CountedDay): boolean =>
  before.counted === day.counted && before.why === day.why && !before.remark && !day.remark;

function RunLine({ run: { from, to, numbers } }: { run: Run }) {
  const { locale, now } = useSite();
  const { promise } = casePartsWords[locale];
  return (
    <li class={from.counted ? 'day day-counted' : 'day'}>
      <span class="day-date">
        {from === to
          ? shortDate(from.date, { locale, now })
          : promise.range(shortDate(from.date, { locale, now }), shortDate(to.date, { locale, now }))}
      </span>
      <span class="day-n">
        {numbers === null
          ? promise.notCounted
          : numbers.from === numbers.to
            ? promise.day(numbers.from)
            : promise.days(numbers.from, numbers.to)}
      </span>
      <span class="day-why">
        {whyWords(from.why, locale)}
        {from.remark ? <span lang="zh-Hant-TW">（{from.remark}）</span> : null}
      </span>
    </li>
  );
}
