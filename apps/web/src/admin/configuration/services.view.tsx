import type { Catalogue, OrganisationEntry, ServiceEntry } from '@app/catalogue';
import { casePartsWords } from '../../case-parts/words.js';
import { commitmentsWords } from '../../commitments/words.js';
import { useSite } from '../../site/index.js';
import { AdminFrame } from '../../site/pieces/admin-frame.js';
import { Table } from '../../site/pieces/table.js';
import { QueuesTable } from './queues.view.js';
import { configurationWords } from './words.js';

interface Props {
  services: readonly ServiceEntry[];
  organisation: OrganisationEntry | undefined;
  catalogue: Catalogue;
  organisationId: string;
}

/** Services, codes of calls, and the lists of cases. */
export function ServicesView({ services, organisation, catalogue, organisationId }: Props) {
  const { services: said, units } = configurationWords[useSite().locale];
  return (
    <AdminFrame here="services">
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <h2 id="services-title">{said.services}</h2>
      <p class="hint">{said.bothLanguages}</p>
      <Table titles={Object.values(said.columns)} label="services-title">
        {services.map((service) => (
          <Row key={service.id} service={service} catalogue={catalogue} />
        ))}
      </Table>
      <p class="hint">
        {units.file}: <code>{`config/services/${organisationId}.yaml`}</code>
      </p>
      <Codes title={said.topics} lead={said.topicsLead} codes={organisation?.topics ?? []} />
      <Codes title={said.needs} lead={said.topicsLead} codes={organisation?.needs ?? []} />
      <QueuesTable />
    </AdminFrame>
  );
}

function Row({ service, catalogue }: { service: ServiceEntry; catalogue: Catalogue }) {
  const { locale } = useSite();
  const { services: said, list, none } = configurationWords[locale];
  const { channel } = casePartsWords[locale].statuses;
  const { standardDays, confirmation, workSteps = [] } = service;
  return (
    <tr>
      <th scope="row" class="wordy">
        {service.name[locale]}
        <span class="hint">
          {commitmentsWords[locale].serviceKinds[service.kind]} · <code>{service.id}</code>
        </span>
      </th>
      <td class="wordy">{catalogue.unit(service.unit)?.name[locale] ?? service.unit}</td>
      <td class="wordy">{service.channels.map((one) => channel[one]).join(list)}</td>
      <td>{standardDays === undefined ? said.notPublished : said.days(standardDays)}</td>
      <td class="wordy">{workSteps.map(({ name }) => name[locale]).join(list) || none}</td>
      <td>{confirmation ? said.confirmed(confirmation.withinDays) : said.notConfirmed}</td>
    </tr>
  );
}

interface CodesProps {
  title: string;
  lead: string;
  codes: OrganisationEntry['topics'];
}

function Codes({ title, lead, codes }: CodesProps) {
  const { locale } = useSite();
  const { none } = configurationWords[locale];
  return (
    <>
      <h2>{title}</h2>
      <p class="hint">{lead}</p>
      {codes.length === 0 ? <p>{none}</p> : null}
      <ul>
        {codes.map(({ id, name }) => (
          <li key={id}>
            {name[locale]} <code>{id}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
