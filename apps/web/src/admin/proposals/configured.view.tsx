import {
  binds,
  COMMITMENT_KINDS,
  type Catalogue,
  type CommitmentEntry,
  type ServiceEntry,
} from '@app/catalogue';
import { plainDate, taipeiDate } from '@app/platform';
import { AsWritten, Button, Select, Tag, useSite } from '../../site/index.js';
import { AdminFrame } from '../../site/pieces/admin-frame.js';
import { Table } from '../../site/pieces/table.js';
import { sizeOf } from '../../commitments/size.js';
import { commitmentsWords } from '../../commitments/words.js';
import { servicesOf } from './facts.js';
import type { ConfiguredFilters } from './filters.js';
import { proposalsWords } from './words.js';

interface Props {
  entries: readonly CommitmentEntry[];
  running: ReadonlyMap<string, number>;
  asked: ConfiguredFilters;
  catalogue: Catalogue;
  organisationId: string;
}

/** The commitments of an organisation, then those that bind every agency. */
export function ConfiguredView(props: Props) {
  const { entries, asked, catalogue, organisationId } = props;
  const { locale } = useSite();
  const said = proposalsWords[locale];
  const services = catalogue.services().filter(({ organisation }) => organisation === organisationId);
  const chosen = services.find(({ id }) => id === asked.service);
  const shown = entries.filter(
    (entry) =>
      (asked.service === undefined || (chosen && binds(entry, chosen))) &&
      (asked.kind === undefined || entry.kind === asked.kind),
  );
  const [own, common] = [true, false].map((isOwn) =>
    shown.filter(({ organisation }) => (organisation === organisationId) === isOwn),
  );
  const agency = catalogue.organisation(organisationId)?.name[locale] ?? organisationId;
  return (
    <AdminFrame here="commitments">
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <Filters services={services} asked={asked} />
      {shown.length === 0 ? <p role="status">{said.none}</p> : null}
      <Part {...props} id="own-commitments" title={said.own(agency)} entries={own!} services={services} />
      <Part {...props} id="common-commitments" title={said.common} entries={common!} services={services}>
        {said.commonLead}
      </Part>
    </AdminFrame>
  );
}

function Filters({ services, asked }: { services: readonly ServiceEntry[]; asked: ConfiguredFilters }) {
  const { locale } = useSite();
  const { filter } = proposalsWords[locale];
  const { kinds } = commitmentsWords[locale];
  return (
    <form
      method="get"
      action="/desk/admin/commitments"
      class="filters"
      role="search"
      aria-label={filter.label}
    >
      <Select
        name="service"
        label={filter.service}
        blank={filter.all}
        options={services.map(({ id, name }) => ({ value: id, label: name[locale] }))}
        value={asked.service}
      />
      <Select
        name="kind"
        label={filter.kind}
        blank={filter.all}
        options={COMMITMENT_KINDS.map((value) => ({ value, label: kinds[value] }))}
        value={asked.kind}
      />
      <Button kind="secondary">{filter.submit}</Button>
    </form>
  );
}

interface PartProps extends Omit<Props, 'entries'> {
  id: string;
  title: string;
  entries: readonly CommitmentEntry[];
  services: readonly ServiceEntry[];
  children?: string;
}

function Part({ id, title, entries, children, ...props }: PartProps) {
  const said = proposalsWords[useSite().locale];
  if (entries.length === 0) return null;
  return (
    <>
      <h2 id={id}>{title}</h2>
      {children ? <p class="hint">{children}</p> : null}
      <Table titles={Object.values(said.columns)} label={id}>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} {...props} />
        ))}
      </Table>
    </>
  );
}

type RowProps = Pick<PartProps, 'running' | 'services' | 'catalogue'> & { entry: CommitmentEntry };

function Row({ entry, running, services, catalogue }: RowProps) {
  const { locale } = useSite();
  const said = proposalsWords[locale];
  const since = catalogue.changedAt('commitment', entry.id);
  return (
    <tr>
      <th scope="row" class="wordy">
        <a href={`/desk/admin/commitments/${entry.id}`}>{entry.title[locale]}</a>{' '}
        {entry.public ? null : <Tag tone="quiet">{said.notPublic}</Tag>}
      </th>
      <td>{commitmentsWords[locale].kinds[entry.kind]}</td>
      <td>{sizeOf(entry, locale)}</td>
      <td class="wordy">{servicesOf(entry, services, locale)}</td>
      <td class="wordy">
        <AsWritten>{entry.source.clause}</AsWritten>
      </td>
      <td class="day">{since === undefined ? '' : plainDate(taipeiDate(since), locale)}</td>
      <td class="number">{entry.kind === 'clock' ? (running.get(entry.id) ?? 0) : said.notClock}</td>
    </tr>
  );
}
