import type { ShownEarlierDate } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { dateWords } from '@app/platform';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { Table } from '../site/pieces/table.js';
import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

interface Props {
  dates: readonly ShownEarlierDate[];
  catalogue: Catalogue;
  /** The page to show afterwards, when it is not the calendar. */
  back?: 'approvals';
}

/** Dates that a new calendar would make earlier, each with the button that agrees to it. */
export function EarlierDateTable({ dates, catalogue, back }: Props) {
  const { locale } = useSite();
  const said = casePartsWords[locale].earlierDates;
  return (
    <section aria-labelledby="earlier-dates">
      <h2 id="earlier-dates">{said.title}</h2>
      <p class="hint">{dates.length === 0 ? said.none : said.lead}</p>
      {dates.length === 0 ? null : (
        <Table titles={Object.values(said.columns)} label="earlier-dates">
          {dates.map((date) => (
            <tr key={date.clockId}>
              <th scope="row">
                <a href={`/desk/cases/${date.caseNumber}`}>{date.caseNumber}</a>
              </th>
              <td>{catalogue.commitment(date.commitmentId)?.title[locale] ?? date.commitmentId}</td>
              <td>{dateWords(date.promised, locale)}</td>
              <td>{dateWords(date.earlier, locale)}</td>
              <td>
                <Form
                  action={`/desk/calendar/earlier-dates/${date.clockId}/accept`}
                  hidden={back ? { back } : {}}
                >
                  <Button kind="secondary">
                    {said.accept}
                    <span class="unseen"> {date.caseNumber}</span>
                  </Button>
                </Form>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
