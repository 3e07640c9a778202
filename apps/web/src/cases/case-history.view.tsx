import { Timeline, type Step } from '../site/pieces/timeline.js';
import type { ActName, EventType, ReadEvent } from '@app/cases';
import type { CaseViewProps } from './case-view-props.js';
import { casesWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';
import type { CallFact } from '@app/intake';
import type { Locale } from '@app/platform';

/** Everything that happened, with its text, newest last. */
export function CaseHistory(props: CaseViewProps) {
  const { detail, site } = props;
  const said = casesWords[site.locale].case;
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">{said.history}</h2>
      <Timeline steps={detail.events.map((event) => stepOf(event, props))} />
    </section>
  );
}

/** Of a request the approver is the one who is asked. */
const APPROVER_OF: Partial<Record<EventType, 'asked'>> = { SUBMITTED: 'asked', APPROVAL_ASKED: 'asked' };

/** A note of a call says what kind of call it was, and whether it was undone. */
function titleOf({ type, facts }: ReadEvent, events: readonly ReadEvent[], locale: Locale): string {
  const { calls } = casesWords[locale].case;
  const call = facts['call'] as CallFact | undefined;
  if (type !== 'NOTED' || call === undefined || !Object.hasOwn(calls, call))
    return casePartsWords[locale].events.desk[type];
  const undone = events.some(
    ({ facts: other }) => other['call'] === 'UNDONE' && other['contactId'] === facts['contactId'],
  );
  return call !== 'UNDONE' && undone ? calls.wasUndone(calls[call]) : calls[call];
}

function stepOf(event: ReadEvent, { catalogue, site: { locale }, detail }: CaseViewProps): Step {
  const { people } = detail;
  const { facts } = event;
  const said = casesWords[locale].approval;
  const nameOf = (id: string) => people.get(id) ?? id;
  const unitName = (id: string | null | undefined) => (id ? catalogue.unit(id)?.name[locale] : undefined);
  const person = event.actorId ? people.get(event.actorId) : undefined;
  const by =
    [unitName(event.actorUnitId), person].filter(Boolean).join(' ') ||
    (event.actorKind === 'citizen' ? casesWords[locale].case.byCitizen : casesWords[locale].case.bySystem);
  const about = [
    unitName(facts.partner) ?? (facts.unit && event.type !== 'RECEIVED' ? unitName(facts.unit) : undefined),
    facts.commitment ? catalogue.commitment(facts.commitment)?.title[locale] : undefined,
    facts.suggestedPartner
      ? casesWords[locale].case.suggested(unitName(facts.suggestedPartner) ?? facts.suggestedPartner)
      : undefined,
    facts.score ? casesWords[locale].case.survey(facts.score) : undefined,
    facts.act ? casePartsWords[locale].statuses.act[facts.act as ActName] : undefined,
    facts.askedBy ? said.asker(nameOf(facts.askedBy)) : undefined,
    facts.approver ? said.approver[APPROVER_OF[event.type] ?? 'by'](nameOf(facts.approver)) : undefined,
    facts.insteadOf ? said.insteadOf(nameOf(facts.insteadOf)) : undefined,
    facts.lastDay,
    facts.length,
  ].filter(Boolean);
  return {
    title: titleOf(event, detail.events, locale),
    at: event.at,
    by,
    detail: (
      <>
        {about.length > 0 ? <p class="hint">{about.join('；')}</p> : null}
        {event.text ? (
          <p class="text" dir="auto">
            {event.text}
          </p>
        ) : null}
      </>
    ),
  };
}
