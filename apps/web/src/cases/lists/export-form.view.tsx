import { EXPORTED_MOST } from '@app/lookups';
import { Button } from '../../site/pieces/button.js';
import { Form } from '../../site/pieces/form.js';
import { useSite } from '../../site/site.js';
import { listsWords } from './words.js';

interface ExportFormProps {
  /** Of the ticked cases; none: the whole list. */
  numbers: readonly string[];
  /** Name of the queue. */
  list: string;
  /** How many filters are set, in words. */
  filters: string;
  /** Queue and filters. */
  hidden: Record<string, string>;
  back: string;
}

export function ExportForm({ numbers, list, filters, hidden, back }: ExportFormProps) {
  const { bulk, export: said } = listsWords[useSite().locale];
  const isChosen = numbers.length > 0;
  return (
    <>
      <p class="case-ways">
        <a href={back}>{bulk.back}</a>
      </p>
      <h1>{said.title}</h1>
      <p>{isChosen ? said.chosen(numbers.length) : said.which(list, filters)}</p>
      <p class="hint">{said.hint(EXPORTED_MOST)}</p>
      <p class="hint">{said.logged}</p>
      <Form action="/desk/export" hidden={isChosen ? { cases: numbers.join(' ') } : hidden}>
        <Button>{said.submit}</Button>
      </Form>
    </>
  );
}
