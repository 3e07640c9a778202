import type { CommitmentEntry, OrganisationEntry, ServiceEntry, UnitEntry } from '@app/catalogue';
import type { Measured } from '@app/figures';
import { lengthWords } from '../case-parts/promise-times.js';
import { Button, useSite } from '../site/index.js';
import { ContactFacts } from './contact-facts.view.js';
import { MeasuredView } from './measured.view.js';
import { PapersView } from './papers.view.js';
import { servicesWords } from './words.js';

interface ServiceProps {
  service: ServiceEntry;
  organisation: OrganisationEntry;
  unit: UnitEntry | undefined;
  promises: readonly CommitmentEntry[];
  measured: Measured | null;
}

/** What it is for and how to begin; what is promised and how it went; what to prepare; who to reach. */
export function ServiceView({ service, organisation, unit, promises, measured }: ServiceProps) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const { name, description, channels, steps } = service;
  return (
    <div class="column">
      <h1>{name[locale]}</h1>
      <p class="caption">{organisation.name[locale]}</p>
      <p class="lead">{description[locale]}</p>
      {channels.includes('WEB') ? (
        <div class="buttons">
          <Button href={`/cases/new?service=${encodeURIComponent(service.id)}`}>{said.start}</Button>
        </div>
      ) : (
        <p>{said.notOnWeb}</p>
      )}
      <Promises service={service} organisation={organisation} promises={promises} />
      {measured ? <MeasuredView measured={measured} /> : null}
      {steps ? (
        <>
          <h2>{said.steps}</h2>
          <ol class="plain-steps">
            {steps.map((step) => (
              <li key={step.en}>{step[locale]}</li>
            ))}
          </ol>
        </>
      ) : null}
      <PapersView service={service} />
      <ContactFacts service={service} organisation={organisation} unit={unit} />
    </div>
  );
}

/** Those that can be counted, and those that name this service; the agency's general ones are on its page. */
function Promises({
  service,
  organisation,
  promises,
}: Pick<ServiceProps, 'service' | 'organisation' | 'promises'>) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const close = promises.filter(
    ({ kind, services }) => kind === 'clock' || kind === 'rate' || services?.includes(service.id),
  );
  if (close.length === 0) return null;
  return (
    <>
      <h2>{said.promises}</h2>
      <p>{said.promisesLead}</p>
      <ul class="agencies">
        {close.map((entry) => (
          <li key={entry.id}>
            <a href={`/commitments?agency=${entry.organisation}#${entry.id}`}>{entry.title[locale]}</a>
            {entry.kind === 'clock' ? <strong>{lengthWords(entry.length, locale)}</strong> : null}
          </li>
        ))}
      </ul>
      <p>
        <a class="go" href={`/commitments?agency=${organisation.id}`}>
          {said.otherPromises(organisation.name[locale])}
        </a>
      </p>
    </>
  );
}
