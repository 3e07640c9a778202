import { QUEUES, reachOf } from '@app/lookups';
import { rolesThatMay, type Role } from '@app/people';
import { casesWords } from '../../cases/words.js';
import { useSite } from '../../site/index.js';
import { Table } from '../../site/pieces/table.js';
import { adminWords } from '../words.js';
import { configurationWords } from './words.js';

/** The lists of cases that staff see: what is in each and who sees it, from the tables that the lists use. */
export function QueuesTable() {
  const { locale } = useSite();
  const { services: said, list } = configurationWords[locale];
  const named = (roles: readonly Role[]) => roles.map((role) => adminWords[locale].roles[role]).join(list);
  return (
    <>
      <h2 id="queues-title">{said.queues}</h2>
      <p>{said.queuesLead(named(rolesThatMay('read-cases')))}</p>
      <p>{said.reachLead(named(rolesThatMay('see-organisation')))}</p>
      <Table titles={Object.values(said.queueColumns)} label="queues-title">
        {QUEUES.map((queue) => {
          const { reads, work } = reachOf(queue);
          return (
            <tr key={queue}>
              <th scope="row">{casesWords[locale].list.title[queue]}</th>
              <td class="wordy">{said.shows[queue]}</td>
              <td class="wordy">{said.reach[reads]}</td>
              <td>{work ? said.counted : said.notCounted}</td>
            </tr>
          );
        })}
      </Table>
    </>
  );
}
