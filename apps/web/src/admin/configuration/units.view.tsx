import { ROLES, type PeopleOfUnit } from '@app/people';
import { LOCALES, type Locale } from '@app/platform';
import { Banner, HTML_LANG, Tag, Telephone, useSite } from '../../site/index.js';
import { AdminFrame } from '../../site/pieces/admin-frame.js';
import { Table } from '../../site/pieces/table.js';
import { adminWords } from '../words.js';
import type { UnitState } from './unit-state.js';
import { configurationWords } from './words.js';

/** The tree of units; those that need attention are named above it, too. */
export function UnitsView({
  units,
  organisationId,
}: {
  units: readonly UnitState[];
  organisationId: string;
}) {
  const { locale } = useSite();
  const said = configurationWords[locale].units;
  const names = new Map(units.map(({ unit }) => [unit.id, unit.name[locale]]));
  return (
    <AdminFrame here="units">
      <h1 id="units-title">{said.title}</h1>
      <p class="lead">{said.lead}</p>
      <Broken units={units.filter(({ broken }) => broken)} />
      <Table titles={Object.values(said.columns)} label="units-title">
        {units.map((state) => (
          <Row key={state.unit.id} state={state} parent={names.get(state.unit.parent ?? '')} />
        ))}
      </Table>
      <p class="hint">
        {said.file}: <code>{`config/organisations/${organisationId}.yaml`}</code>
      </p>
    </AdminFrame>
  );
}

function Broken({ units }: { units: readonly UnitState[] }) {
  const { locale } = useSite();
  const said = configurationWords[locale].units;
  if (units.length === 0) return null;
  return (
    <Banner kind="warning">
      <p>
        <strong>{said.broken(units.length)}</strong>
      </p>
      <p>{said.brokenLead}</p>
      <ul>
        {units.map(({ unit }) => (
          <li key={unit.id}>
            <a href={`#${anchorOf(unit.id)}`}>{unit.name[locale]}</a>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

const anchorOf = (id: string): string => id.replace(/[^\w-]/g, '-');

function Row({ state, parent }: { state: UnitState; parent: string | undefined }) {
  const { unit, depth, services, lines } = state;
  const { locale } = useSite();
  const { units: said, list, none, people } = configurationWords[locale];
  const other = LOCALES.find((one) => one !== locale)!;
  return (
    <tr id={anchorOf(unit.id)} {...(state.broken && { class: 'row-broken' })}>
      <th scope="row" class={`wordy depth-${Math.min(depth, 4)}`}>
        {unit.name[locale]} {unit.kind === 'PARTNER' ? <Tag tone="quiet">{said.partner}</Tag> : null}
        <span class="hint">
          <span lang={HTML_LANG[other]}>{unit.name[other]}</span> · <code>{unit.id}</code>
        </span>
        {parent ? <span class="unseen">{said.under(parent)}</span> : null}
      </th>
      <td class="wordy">
        <People people={state.people} broken={state.broken} />
        <a href={`/desk/admin/people?unit=${unit.id}`}>
          {people}
          <span class="unseen"> {unit.name[locale]}</span>
        </a>
      </td>
      <td>
        <Head state={state} />
      </td>
      <td class="wordy">{services.map(({ name }) => name[locale]).join(list) || none}</td>
      <td>
        {unit.phone ? <Telephone number={unit.phone} /> : null}
        {lines.map(({ number, name }) => (
          <div key={number}>{said.line(number, name[locale])}</div>
        ))}
        {unit.phone || lines.length > 0 ? null : none}
      </td>
    </tr>
  );
}

function People({ people, broken }: { people: PeopleOfUnit; broken: boolean }) {
  const { locale } = useSite();
  const said = configurationWords[locale].units;
  if (people.active === 0)
    return (
      <div>
        <Tag tone={broken ? 'bad' : 'warn'}>{said.noPeople}</Tag>
      </div>
    );
  return (
    <div>
      {said.count(people.active)}
      <span class="hint">{rolesOf(people, locale)}</span>
    </div>
  );
}

const rolesOf = ({ roles }: PeopleOfUnit, locale: Locale): string =>
  ROLES.filter((role) => roles[role])
    .map((role) => configurationWords[locale].units.role(adminWords[locale].roles[role], roles[role]!))
    .join(configurationWords[locale].list);

function Head({ state: { head } }: { state: UnitState }) {
  const { locale } = useSite();
  const said = configurationWords[locale].units;
  if (head.kind === 'ABOVE') return <>{said.headAbove(head.unit.name[locale])}</>;
  if (head.kind === 'NONE') return <Tag tone="bad">{said.noHead}</Tag>;
  return <>{head.kind === 'OWN' ? said.ownHead : said.notNeeded}</>;
}
