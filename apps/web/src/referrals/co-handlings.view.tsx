import { Table } from '../site/pieces/table.js';
import type { Catalogue } from '@app/catalogue';
import type { AskedCase } from '@app/lookups';
import { shortDateTime } from '@app/platform';
import { Due } from '../case-parts/case-table.js';
import { shownDue } from '../case-parts/promise-times.js';
import { shownSubject } from '../case-parts/subject.js';
import type { Site } from '../site/site.js';
import { referralsWords } from './words.js';

interface Props {
  site: Site;
  asked: AskedCase[];
  catalogue: Catalogue;
}

/** 會辦給本單位: cases of other units on which an opinion is awaited, the nearest due first. */
export function CoHandlingList({ site: { locale, now }, asked, catalogue }: Props) {
  const said = referralsWords[locale].coHandling;
  if (asked.length === 0) return null;
  return (
    <>
      <h2 id="co-handling-title">{said.title}</h2>
      <p>{said.lead}</p>
      <Table titles={Object.values(said.columns)} label="co-handling-title" look="cases">
        {asked.map((row) => (
          <tr key={row.id}>
            <th scope="row" class="case number">
              <a href={`/desk/cases/${row.caseNumber}`}>{row.caseNumber}</a>
            </th>
            <td dir="auto">{shownSubject(row.subject, locale)}</td>
            <td>{catalogue.unit(row.ownerUnitId)?.name[locale]}</td>
            <td class="holder">{catalogue.unit(row.unitId)?.name[locale]}</td>
            <td class="received">{shortDateTime(row.askedAt, { locale, now })}</td>
            <td class="due" data-title={said.columns.due}>
              {row.due ? <Due due={shownDue(row.due, { locale, now }, catalogue)} /> : null}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
