import { COUNTED } from '@app/lookups';
import { hoursWords } from '../../case-parts/office-hours.js';
import { HTML_LANG, Tag, Telephone, useSite } from '../../site/index.js';
import { LOCALES } from '@app/platform';
import { AdminFrame } from '../../site/pieces/admin-frame.js';
import { Table } from '../../site/pieces/table.js';
import type { Partner } from './partner.js';
import { configurationWords } from './words.js';

/** The partner teams; numbers only, as an administrator reads no case. */
export function PartnersView({ partners }: { partners: readonly Partner[] }) {
  const said = configurationWords[useSite().locale].partners;
  return (
    <AdminFrame here="partners">
      <h1 id="partners-title">{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {partners.length === 0 ? (
        <p role="status">{said.none}</p>
      ) : (
        <Table titles={Object.values(said.columns)} label="partners-title">
          {partners.map((partner) => (
            <Row key={partner.unit.id} partner={partner} />
          ))}
        </Table>
      )}
    </AdminFrame>
  );
}

function Row({ partner }: { partner: Partner }) {
  const { unit, services, lines, hours, active, load } = partner;
  const { locale } = useSite();
  const { partners: said, list, people } = configurationWords[locale];
  const other = LOCALES.find((one) => one !== locale)!;
  const takes = [...services, ...lines].map(({ name }) => name[locale]).join(list);
  return (
    <tr>
      <th scope="row" class="wordy">
        {unit.name[locale]}
        <span class="hint">
          <span lang={HTML_LANG[other]}>{unit.name[other]}</span> · <code>{unit.id}</code>
        </span>
      </th>
      <Number n={load.open} />
      <Number n={load.overdue} bad />
      <td>
        <div>{active === 0 ? <Tag tone="bad">{said.noPeople}</Tag> : active}</div>
        <a href={`/desk/admin/people?unit=${unit.id}`}>
          {people}
          <span class="unseen"> {unit.name[locale]}</span>
        </a>
      </td>
      <td class="wordy">
        {takes || said.anyReferral}
        {unit.assumption ? <span class="hint">{unit.assumption[locale]}</span> : null}
      </td>
      <td>
        <WaysToReach partner={partner} />
      </td>
      <td>{hours ? hoursWords(hours, locale) : said.noContact}</td>
    </tr>
  );
}

function WaysToReach({ partner: { unit } }: { partner: Partner }) {
  const said = configurationWords[useSite().locale].partners;
  if (!unit.phone && !unit.email) return <>{said.noContact}</>;
  return (
    <>
      {unit.phone ? (
        <div>
          <Telephone number={unit.phone} />
        </div>
      ) : null}
      {unit.email ? <div>{unit.email}</div> : null}
    </>
  );
}

function Number({ n, bad = false }: { n: number; bad?: boolean }) {
  const said = configurationWords[useSite().locale].partners;
  const text = n >= COUNTED ? said.atLeast(n) : String(n);
  return <td class="number">{bad && n > 0 ? <Tag tone="bad">{text}</Tag> : text}</td>;
}
