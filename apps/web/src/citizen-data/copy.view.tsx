import type { Catalogue } from '@app/catalogue';
import type { HeldData } from '@app/lookups';
import { dateTimeWords, dateWords, isoTaipei } from '@app/platform';
import { NotedCallList } from '../case-parts/noted-call-list.js';
import { casePartsWords } from '../case-parts/words.js';
import { PrintButton, SummaryList, useSite } from '../site/index.js';
import { langOf } from '../site/pieces/as-written.js';
import { GivenTo, Messages } from './data.view.js';
import { citizenDataWords } from './words.js';

interface CopyProps {
  held: HeldData;
  /** Of the request that was granted. */
  id: string;
  catalogue: Pick<Catalogue, 'unit' | 'organisation' | 'serviceOfCase'>;
  now: number;
}

/** Everything that is kept of her, unmasked, on paper as on the screen. */
export function Copy({ held, id, catalogue, now }: CopyProps) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  return (
    <div class="column">
      <h1>{said.copy.title}</h1>
      <p>{said.copy.made(dateTimeWords(now, locale))}</p>
      <p class="buttons no-print">
        <a href={`/cases/${held.caseNumber}/data/answers/${id}/json`} download>
          {said.copy.json}
        </a>{' '}
        <PrintButton />
      </p>
      <Facts held={held} catalogue={catalogue} />
      <Events held={held} />
      <Calls held={held} catalogue={catalogue} />
      <Files held={held} />
      <Ratings held={held} />
      <GivenTo held={held} catalogue={catalogue} />
      <Messages held={held} />
    </div>
  );
}

function Facts({ held, catalogue }: Pick<CopyProps, 'held' | 'catalogue'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  const { petitioner } = held;
  const given = (value: string | null | undefined) =>
    value ? (
      <p class="text" dir="auto" {...langOf(value, locale)}>
        {value}
      </p>
    ) : (
      said.none
    );
  return (
    <SummaryList
      rows={[
        { label: said.copy.number, value: held.caseNumber },
        {
          label: said.copy.service,
          value: catalogue.serviceOfCase(held.serviceId)?.name[locale] ?? held.serviceId,
        },
        { label: said.copy.received, value: dateWords(held.receivedAt, locale) },
        { label: said.name, value: given(petitioner?.name) },
        { label: said.email, value: given(petitioner?.email) },
        { label: said.phone, value: given(petitioner?.phone) },
        { label: said.subject, value: given(held.subject) },
        { label: said.description, value: given(held.description) },
        { label: said.district, value: given(held.district) },
      ]}
    />
  );
}

function Events({ held }: Pick<CopyProps, 'held'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  const { said: names } = casePartsWords[locale].events;
  return (
    <>
      <h2>{said.copy.events}</h2>
      <p class="hint">{said.copy.noted}</p>
      {held.events.map(({ at, type, by, text }, index) => (
        <section key={`${at} ${index}`}>
          <h3>
            {names[type]} · {said.copy.by[by]}
          </h3>
          <p class="hint">
            <time dateTime={isoTaipei(at)}>{dateTimeWords(at, locale)}</time>
          </p>
          {text === null ? null : (
            <p class="text" dir="auto" {...langOf(text, locale)}>
              {text}
            </p>
          )}
        </section>
      ))}
    </>
  );
}

function Calls({ held, catalogue }: Pick<CopyProps, 'held' | 'catalogue'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  const { calls, organisationId } = held;
  return (
    <>
      <h2>{said.calls}</h2>
      {calls.length === 0 ? <p>{said.none}</p> : null}
      <NotedCallList calls={calls} organisationId={organisationId} catalogue={catalogue} />
    </>
  );
}

function Files({ held }: Pick<CopyProps, 'held'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  return (
    <>
      <h2>{said.files}</h2>
      {held.files.length === 0 ? <p>{said.none}</p> : <p class="hint">{said.copy.fileList}</p>}
      <ul>
        {held.files.map(({ name, createdAt }) => (
          <li key={`${name} ${createdAt}`}>
            <bdi {...langOf(name, locale)}>{name}</bdi> · {dateTimeWords(createdAt, locale)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Ratings({ held }: Pick<CopyProps, 'held'>) {
  const { locale } = useSite();
  const said = citizenDataWords[locale];
  return (
    <>
      <h2>{said.ratings}</h2>
      {held.ratings.length === 0 ? <p>{said.none}</p> : null}
      {held.ratings.map(({ answeredAt, score, comment }) => (
        <p key={answeredAt} class="text" dir="auto">
          {dateWords(answeredAt, locale)} · {said.copy.score(score)} {comment}
        </p>
      ))}
    </>
  );
}
