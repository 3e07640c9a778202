import type { CommitmentEntry, ServiceEntry } from '@app/catalogue';
import { Tag, useSite } from '../site/index.js';
import { CommitmentLine } from './commitment-line.view.js';
import { measuredOf, unmeasuredOf, type CommitmentGroup } from './groups.js';
import { commitmentsWords } from './words.js';

interface AllProps {
  groups: readonly CommitmentGroup[];
  services: readonly ServiceEntry[];
}

/** The agencies as one list, then what is measured now; the rest of each agency is on a page of its own. */
export function CommitmentsView({ groups, services }: AllProps) {
  const { locale } = useSite();
  const said = commitmentsWords[locale];
  return (
    <>
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <h2>{said.byAgency}</h2>
      <ul class="agencies">
        {groups.map((group) => (
          <li key={group.id}>
            <a href={`/commitments?agency=${group.id}`}>{group.name[locale]}</a>
            <span class="hint">{said.counts(group.entries.length, measuredOf(group, services).length)}</span>
          </li>
        ))}
      </ul>
      <h2>{said.measuredNow}</h2>
      <p>{said.measuredLead}</p>
      {groups.map((group) => (
        <Measured key={group.id} group={group} services={services} />
      ))}
    </>
  );
}

function Measured({ group, services }: { group: CommitmentGroup; services: readonly ServiceEntry[] }) {
  const { locale } = useSite();
  const entries = measuredOf(group, services);
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={`measured-${group.id}`}>
      <h3 id={`measured-${group.id}`}>{group.name[locale]}</h3>
      <Lines entries={entries} services={services} measured />
    </section>
  );
}

/** The promises of one agency: the measured ones, then the rest by kind. */
export function AgencyCommitmentsView({
  group,
  services,
}: {
  group: CommitmentGroup;
  services: readonly ServiceEntry[];
}) {
  const { locale } = useSite();
  const said = commitmentsWords[locale];
  const measured = measuredOf(group, services);
  return (
    <>
      <h1>{said.titleOf(group.name[locale])}</h1>
      <p class="lead">{said.counts(group.entries.length, measured.length)}</p>
      {group.planName ? <p class="hint">{said.planName(group.planName[locale])}</p> : null}
      {measured.length > 0 ? (
        <>
          <h2>{said.measuredNow}</h2>
          <Lines entries={measured} services={services} measured />
        </>
      ) : null}
      {unmeasuredOf(group, services).map(({ kind, entries }) => (
        <section key={kind}>
          <h2>
            {said.kinds[kind]} <span class="optional">{said.count(entries.length)}</span>
          </h2>
          <p class="hint">{said.kindHints[kind]}</p>
          <Lines entries={entries} services={services} />
        </section>
      ))}
    </>
  );
}

function Lines({
  entries,
  services,
  measured = false,
}: {
  entries: readonly CommitmentEntry[];
  services: readonly ServiceEntry[];
  measured?: boolean;
}) {
  const mark = measured ? <Tag tone="good">{commitmentsWords[useSite().locale].measured}</Tag> : null;
  return (
    <>
      {entries.map((entry) => (
        <CommitmentLine key={entry.id} entry={entry} services={services} mark={mark} />
      ))}
    </>
  );
}
