import { PromiseCard } from '../case-parts/promise-card.js';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';

const OPEN = ['RUNNING', 'PAUSED', 'WARNING', 'OVERDUE'];

/** Running promises first, by date; ended ones are collapsed. */
export function CasePromises({ detail, site: { locale } }: CaseViewProps) {
  const said = casesWords[locale].case;
  const running = detail.clocks
    .filter(({ state }) => OPEN.includes(state))
    .toSorted((a, b) => (a.clock.dueAt ?? Infinity) - (b.clock.dueAt ?? Infinity));
  const ended = detail.clocks.filter(({ state }) => !OPEN.includes(state));
  return (
    <section aria-labelledby="promises-title">
      <h2 id="promises-title">{said.promises}</h2>
      {running.length === 0 ? <p class="hint">{said.noPromises}</p> : null}
      {running.map((shown) => (
        <PromiseCard
          key={`${shown.clock.commitmentId}-${shown.clock.subjectId}-${shown.clock.occurrence}`}
          shown={shown}
          used
        />
      ))}
      {ended.length > 0 ? (
        <details>
          <summary>{said.endedPromises(ended.length)}</summary>
          {ended.map((shown) => (
            <PromiseCard
              key={`${shown.clock.commitmentId}-${shown.clock.subjectId}-${shown.clock.occurrence}`}
              shown={shown}
              used
            />
          ))}
        </details>
      ) : null}
    </section>
  );
}
