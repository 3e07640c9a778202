import { COMMITMENT_KINDS, isMeasuredNow, type ServiceEntry } from '@app/catalogue';
import { Tag, useSite } from '../site/index.js';
import { CommitmentLine } from './commitment-line.view.js';
import { byKind, countOf, type CommitmentGroup } from './groups.js';
import { commitmentsWords } from './words.js';
import { siteWords } from '../site/words.js';

interface CommitmentsPageProps {
  groups: readonly CommitmentGroup[];
  /** Show only this agency. */
  chosen: string | null;
  services: readonly ServiceEntry[];
}

/** A summary table, then one expandable line for each promise. */
export function CommitmentsView({ groups, chosen, services }: CommitmentsPageProps) {
  const { locale } = useSite();
  const said = commitmentsWords[locale];
  return (
    <>
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <h2>{said.summary}</h2>
      <SummaryTable groups={groups} />
      <AgencyFilter groups={groups} chosen={chosen} />
      {groups
        .filter(({ id }) => chosen === null || id === chosen)
        .map((group) => (
          <GroupSection key={group.id} group={group} services={services} />
        ))}
    </>
  );
}

function SummaryTable({ groups }: { groups: readonly CommitmentGroup[] }) {
  const { locale } = useSite();
  const said = commitmentsWords[locale];
  return (
    <div class="table-scroll" tabindex={0} role="region" aria-label={said.summary}>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{said.agency}</th>
            {COMMITMENT_KINDS.map((kind) => (
              <th key={kind} scope="col">
                {said.kinds[kind]}
              </th>
            ))}
            <th scope="col">{said.total}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row">
                <a href={`/commitments?agency=${group.id}`}>{group.name[locale]}</a>
              </th>
              {COMMITMENT_KINDS.map((kind) => (
                <td key={kind} class="number">
                  {countOf(group, kind)}
                </td>
              ))}
              <td class="number">{group.entries.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AgencyFilter({ groups, chosen }: { groups: readonly CommitmentGroup[]; chosen: string | null }) {
  const { locale } = useSite();
  const all = { id: null, name: { 'zh-TW': siteWords[locale].all, en: siteWords[locale].all } };
  return (
    <nav aria-label={commitmentsWords[locale].filter}>
      <h2>{commitmentsWords[locale].filter}</h2>
      <ul class="chips">
        {[all, ...groups].map(({ id, name }) => (
          <li key={id}>
            <a
              href={id ? `/commitments?agency=${id}` : '/commitments'}
              {...(id === chosen && { 'aria-current': 'true' as const })}
            >
              {name[locale]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function GroupSection({ group, services }: { group: CommitmentGroup; services: readonly ServiceEntry[] }) {
  const { locale } = useSite();
  const said = commitmentsWords[locale];
  return (
    <section class="agency" aria-labelledby={`promises-${group.id}`}>
      <h2 id={`promises-${group.id}`}>{group.name[locale]}</h2>
      {group.planName ? <p class="hint">{said.planName(group.planName[locale])}</p> : null}
      {byKind(group).map(({ kind, entries }) => (
        <div key={kind}>
          <h3>
            {said.kinds[kind]} <span class="optional">{said.count(entries.length)}</span>
          </h3>
          {entries.map((entry) => (
            <CommitmentLine
              key={entry.id}
              entry={entry}
              services={services}
              mark={isMeasuredNow(entry, services) ? <Tag tone="good">{said.measured}</Tag> : null}
            />
          ))}
        </div>
      ))}
    </section>
  );
}
