import type { OrganisationEntry, ServiceEntry, UnitEntry } from '@app/catalogue';
import { SummaryList, Telephone, useSite, type SummaryRow } from '../site/index.js';
import { hoursWords } from '../case-parts/office-hours.js';
import { casePartsWords } from '../case-parts/words.js';
import { servicesWords } from './words.js';

interface Facts {
  service: ServiceEntry;
  organisation: OrganisationEntry;
  unit: UnitEntry | undefined;
}

/** What is known of how to reach it; what the agency has not stated is said once, in one line. */
export function ContactFacts({ service, organisation, unit }: Facts) {
  const { locale } = useSite();
  const said = servicesWords[locale];
  const rows = rowsOf({ service, organisation, unit }, locale);
  const missing = rows.filter(({ value }) => value === undefined).map(({ label }) => label);
  const assumptions = [service, unit].flatMap((one) => (one?.assumption ? [one.assumption[locale]] : []));
  return (
    <>
      <h2>{said.contact}</h2>
      <SummaryList rows={rows.filter(({ value }) => value !== undefined)} />
      {missing.length > 0 ? <p class="hint">{said.byTheAgency(missing.join(said.list))}</p> : null}
      {[...new Set(assumptions)].map((text) => (
        <p key={text} class="hint">
          {said.assumption(text)}
        </p>
      ))}
    </>
  );
}

function rowsOf({ service, organisation, unit }: Facts, locale: 'zh-TW' | 'en'): SummaryRow[] {
  const said = servicesWords[locale];
  const { channel } = casePartsWords[locale].statuses;
  const lines = organisation.hotlines.filter(({ services }) => services.includes(service.id));
  return [
    { label: said.unit, value: unit?.name[locale] },
    { label: said.phone, value: unit?.phone ? <Telephone number={unit.phone} /> : undefined },
    ...lines.map(({ number, name }) => ({ label: name[locale], value: <Telephone number={number} /> })),
    { label: said.hours, value: organisation.officeHours && hoursWords(organisation.officeHours, locale) },
    { label: said.channels, value: service.channels.map((one) => channel[one]).join(said.list) },
    { label: said.days, value: service.standardDays && said.daysIs(service.standardDays) },
    { label: said.fee, value: service.fee?.[locale] },
  ];
}
