import type { OrganisationEntry, ServiceEntry, UnitEntry } from '@app/catalogue';
import { useSite } from '../site/index.js';
import { servicesWords } from './words.js';
import { siteWords } from '../site/words.js';
import { casePartsWords } from '../case-parts/words.js';

interface ServicesPageProps {
  organisations: readonly OrganisationEntry[];
  services: readonly ServiceEntry[];
  unit(id: string): UnitEntry | undefined;
}

/** Every service by agency: what it is, who does it, how to reach it. */
export function ServicesView({ organisations, services, unit }: ServicesPageProps) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  return (
    <>
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {organisations.map((organisation) => (
        <section key={organisation.id} class="agency" aria-labelledby={`agency-${organisation.id}`}>
          <h2 id={`agency-${organisation.id}`}>{organisation.name[locale]}</h2>
          {services
            .filter((service) => service.organisation === organisation.id)
            .map((service) => (
              <Service
                key={service.id}
                service={service}
                organisation={organisation}
                unit={unit(service.unit)}
              />
            ))}
        </section>
      ))}
    </>
  );
}

function Service({
  service,
  organisation,
  unit,
}: {
  service: ServiceEntry;
  organisation: OrganisationEntry;
  unit: UnitEntry | undefined;
}) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const name = service.name[locale];
  return (
    <article class="service" id={service.id}>
      <h3>{name}</h3>
      <p>{service.description[locale]}</p>
      <Facts service={service} organisation={organisation} unit={unit} />
      {service.channels.includes('WEB') ? (
        <p>
          <a class="go" href={`/cases/new?service=${encodeURIComponent(service.id)}`}>
            {said.reportOf(name)}
          </a>
        </p>
      ) : (
        <p>{said.notOnWeb}</p>
      )}
    </article>
  );
}

/** Facts that no plan states are shown as "announced by the agency"; those that we had to decide are marked. */
function Facts({
  service,
  organisation,
  unit,
}: {
  service: ServiceEntry;
  organisation: OrganisationEntry;
  unit: UnitEntry | undefined;
}) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const hotlines = organisation.hotlines.filter((line) => line.services.includes(service.id));
  const facts: [string, string][] = [
    [said.unit, unit?.name[locale] ?? siteWords[locale].byAgency],
    [said.phone, unit?.phone ?? siteWords[locale].byAgency],
    ...hotlines.map((line): [string, string] => [said.hotline, line.number]),
    [
      said.channels,
      service.channels
        .map((channel) => casePartsWords[locale].statuses.channel[channel])
        .join(locale === 'en' ? ', ' : '、'),
    ],
    [said.days, service.standardDays ? said.daysIs(service.standardDays) : siteWords[locale].byAgency],
  ];
  const set = [service, unit, ...hotlines].map((one) => one?.assumption?.[locale]);
  for (const text of new Set(set)) if (text) facts.push([said.assumption, text]);
  return (
    <dl class="facts">
      {facts.map(([label, value]) => [
        <dt key={`${label}-${value}`}>{label}</dt>,
        <dd key={`${value}-${label}`}>{value}</dd>,
      ])}
    </dl>
  );
}
