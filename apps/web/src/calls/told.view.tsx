import type { ToldMessage } from '@app/lookups';
import { nameOfKind } from '@app/notices';
import { casePartsWords } from '../case-parts/words.js';
import { Tag, type Tone } from '../site/pieces/tag.js';
import { useSite } from '../site/site.js';
import { callsWords } from './words.js';

const TONES: Partial<Record<ToldMessage['state'], Tone>> = {
  ...{ DELIVERED: 'good', ACCEPTED: 'good', FAILED: 'bad', UNKNOWN: 'warn', SUPPRESSED: 'warn' },
};

/** The same on a page of its own, with the way to the case. */
export const ToldPage = (props: { caseNumber: string; told: readonly ToldMessage[] }) => (
  <>
    <h1 class="number">{props.caseNumber}</h1>
    <Told {...props} />
    <p>
      <a href={`/desk/cases/${props.caseNumber}`}>{casePartsWords[useSite().locale].keys.toCase}</a>
    </p>
  </>
);

/** How far her messages got. told.js asks again while one may change; without script the link does. */
export function Told({ caseNumber, told }: { caseNumber: string; told: readonly ToldMessage[] }) {
  const { locale } = useSite();
  const said = callsWords[locale].told;
  const { channel } = casePartsWords[locale].statuses;
  const waits = told.some((one) => one.waits);
  return (
    <section id="told" class="no-print" aria-labelledby="told-title" data-waits={waits ? 'yes' : undefined}>
      <h2 id="told-title">{said.title}</h2>
      <ul class="rows" aria-live="polite">
        {told.map(({ id, kind, channel: way, state }) => (
          <li key={id}>
            {channel[way]} {nameOfKind(kind)?.[locale]}{' '}
            <Tag tone={TONES[state] ?? 'quiet'}>{said.states[state]}</Tag>
          </li>
        ))}
      </ul>
      {told.length === 0 ? <p class="hint">{said.none}</p> : null}
      {waits ? (
        <p>
          <a href={`/desk/calls/told/${caseNumber}`}>{said.again}</a>
        </p>
      ) : null}
    </section>
  );
}
