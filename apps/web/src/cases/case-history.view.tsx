import { Timeline, type Step } from '../site/pieces/timeline.js';
import { AsWritten } from '../site/pieces/as-written.js';
import type { ReadEvent } from '@app/cases';
import type { CallFact } from '@app/intake';
import type { Locale } from '@app/platform';
import { actsIn } from './acts-in-history.js';
import { casePartsWords } from '../case-parts/words.js';
import type { CaseViewProps } from './case-view-props.js';
import { factWords, personWords, type Names } from './event-facts.js';
import { casesWords } from './words.js';

const isOfSystem = ([first]: readonly ReadEvent[]): boolean => first!.actorKind === 'system';

/** What people did, newest first, each act once; what the system noted is folded. */
export function CaseHistory(props: CaseViewProps) {
  const { detail, site } = props;
  const said = casesWords[site.locale].case;
  const stepsOf = (acts: readonly ReadEvent[][]) => acts.map((act) => stepOf(act, props));
  const acts = actsIn(detail.events);
  const system = acts.filter(isOfSystem);
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{said.history}</h2>
      <Timeline steps={stepsOf(acts.filter((act) => !isOfSystem(act)))} newestFirst />
      {system.length > 0 ? (
        <details class="system no-print">
          <summary>{said.systemEvents(system.length)}</summary>
          <Timeline steps={stepsOf(system)} newestFirst />
        </details>
      ) : null}
    </section>
  );
}

/** A note of a call says what kind of call it was, and whether it was undone. */
export function titleOf({ type, facts }: ReadEvent, events: readonly ReadEvent[], locale: Locale): string {
  const { calls } = casesWords[locale].case;
  const call = facts['call'] as CallFact | undefined;
  if (type !== 'NOTED' || call === undefined || !Object.hasOwn(calls, call))
    return casePartsWords[locale].events.desk[type];
  const undone = events.some(
    ({ facts: other }) => other['call'] === 'UNDONE' && other['contactId'] === facts['contactId'],
  );
  return call !== 'UNDONE' && undone ? calls.wasUndone(calls[call]) : calls[call];
}

/** 王小明（示範輔導組）; of staff without a name here the unit. */
export function doerOf({ actorKind, actorId, actorUnitId }: ReadEvent, names: Names): string {
  const { locale, catalogue, people } = names;
  const said = casesWords[locale].case;
  if (actorKind === 'citizen') return said.byCitizen;
  if (actorKind === 'system') return said.bySystem;
  const unit = actorUnitId ? catalogue.unit(actorUnitId)?.name[locale] : undefined;
  const person = actorId ? people.get(actorId) : undefined;
  if (person && unit) return said.person(person.name, unit);
  return person && actorId ? personWords(actorId, names) : (unit ?? said.otherPerson);
}

function stepOf(
  act: readonly ReadEvent[],
  { catalogue, site: { locale, now }, detail }: CaseViewProps,
): Step {
  const service = catalogue.serviceOfCase(detail.file.serviceId);
  const names = { locale, now, catalogue, people: detail.people, service };
  const [first] = act;
  const once = (words: readonly string[]) => [...new Set(words)];
  const about = once(act.flatMap((event) => factWords(event, names)));
  return {
    title: once(act.map((event) => titleOf(event, detail.events, locale))).join(
      casesWords[locale].case.fact.comma,
    ),
    at: first!.at,
    by: doerOf(first!, names),
    detail: (
      <>
        {about.length > 0 ? (
          <p class="hint">
            <AsWritten>{about.join(casePartsWords[locale].promise.semicolon)}</AsWritten>
          </p>
        ) : null}
        {act.map(({ seq, text }) =>
          text ? (
            <p key={seq} class="text" dir="auto">
              {text}
            </p>
          ) : null,
        )}
      </>
    ),
  };
}
