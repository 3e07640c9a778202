import { PromiseCard } from '../case-parts/promise-card.js';
import type { ShownClock } from '@app/lookups';
import type { CaseViewProps } from './case-view-props.js';
import { casePartsWords } from '../case-parts/words.js';
import { casesWords } from './words.js';

const OPEN = ['RUNNING', 'PAUSED', 'WARNING', 'OVERDUE'];

/** Running promises first, by date; ended ones are collapsed. */
export function CasePromises({ detail, catalogue, site: { locale } }: CaseViewProps) {
  const holderOf = ({ unitId }: ShownClock) =>
    unitId === detail.file.unitId ? undefined : (catalogue.unit(unitId)?.name[locale] ?? unitId);
  const said = casesWords[locale].case;
  /** Of a referral's promise the partner; a chain of offers has one reply clock, that of its first. */
  const aboutOf = ({ clock }: ShownClock): string | undefined => {
    if (clock.subject === 'CASE') return undefined;
    const referral = detail.referrals.findLast(
      ({ id, chainId }) => id === clock.subjectId || chainId === clock.subjectId,
    );
    return referral && catalogue.unit(referral.partnerUnitId)?.name[locale];
  };
  const running = detail.clocks
    .filter(({ state }) => OPEN.includes(state))
    .toSorted((a, b) => (a.clock.dueAt ?? Infinity) - (b.clock.dueAt ?? Infinity));
  const ended = detail.clocks.filter(({ state }) => !OPEN.includes(state));
  return (
    <section aria-labelledby="promises-title">
      <h2 id="promises-title">{said.promises}</h2>
      {running.length === 0 ? <p class="hint">{said.noPromises}</p> : null}
      {running.some(({ entry }) => entry.public) ? (
        <p class="no-print">
          <a href={`/desk/cases/${detail.file.caseNumber}/calendar`}>{casePartsWords[locale].calendar}</a>
        </p>
      ) : null}
      {running.map((shown) => (
        <PromiseCard
          key={`${shown.clock.commitmentId}-${shown.clock.subjectId}-${shown.clock.occurrence}`}
          shown={shown}
          about={aboutOf(shown)}
          holder={holderOf(shown)}
          used
        />
      ))}
      {ended.length > 0 ? (
        <details class="no-print">
          <summary>{said.endedPromises(ended.length)}</summary>
          {ended.map((shown) => (
            <PromiseCard
              key={`${shown.clock.commitmentId}-${shown.clock.subjectId}-${shown.clock.occurrence}`}
              shown={shown}
              about={aboutOf(shown)}
              holder={holderOf(shown)}
              used
            />
          ))}
        </details>
      ) : null}
    </section>
  );
}
