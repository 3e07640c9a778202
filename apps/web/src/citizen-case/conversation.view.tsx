import type { Spoken } from '@app/lookups';
import { dateTimeWords, isoTaipei, type Locale } from '@app/platform';
import { casePartsWords } from '../case-parts/words.js';
import { langOf } from '../site/pieces/as-written.js';
import { useSite } from '../site/index.js';
import { citizenCaseWords } from './words.js';

interface ConversationProps {
  spoken: readonly Spoken[];
  unitName(id: string | null): string;
}

/** What was said both ways, newest first. */
export function Conversation({ spoken, unitName }: ConversationProps) {
  const { locale } = useSite();
  const said = citizenCaseWords[locale];
  return (
    <>
      <h2 id="said">{said.spoken}</h2>
      {spoken.length === 0 ? <p>{said.noSpoken}</p> : null}
      {spoken.map((one) => (
        <article key={`${one.at}-${one.seq}`} class={one.unitId === null ? 'answer answer-hers' : 'answer'}>
          <header>
            <h3>{headingOf(one, locale)}</h3>
            <span class="hint">
              {one.unitId === null ? said.fromYou : unitName(one.unitId)}{' '}
              <time dateTime={isoTaipei(one.at)}>{dateTimeWords(one.at, locale)}</time>
            </span>
          </header>
          <p class="given" dir="auto" {...langOf(one.text ?? '', locale)}>
            {one.text ?? said.erased}
          </p>
        </article>
      ))}
    </>
  );
}

/** Whose words they are, where the name of the event does not say it. */
function headingOf({ kind, unitId }: Spoken, locale: Locale): string {
  const { message } = citizenCaseWords[locale];
  if (kind === 'MESSAGED') return unitId === null ? message.hers : message.ofUnit;
  return casePartsWords[locale].events.said[kind];
}
