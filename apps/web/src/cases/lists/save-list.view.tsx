import type { CaseQuery, QueueName } from '@app/lookups';
import { may } from '@app/people';
import { Button } from '../../site/pieces/button.js';
import { Form } from '../../site/pieces/form.js';
import { FieldScope } from '../../site/pieces/field.js';
import { TextInput } from '../../site/pieces/text-input.js';
import { useSite } from '../../site/site.js';
import { keptOf } from '../list-query.js';
import { listsWords } from './words.js';

interface NameFieldsProps {
  name?: string | undefined;
  shared: boolean;
  error?: string | undefined;
  hint?: string;
}

/** Name of a list, and for heads whether the unit sees it. */
export function NameFields({ name, shared, error, hint }: NameFieldsProps) {
  const { locale, staff } = useSite();
  const { saved } = listsWords[locale];
  return (
    <>
      <TextInput
        name="name"
        label={saved.name}
        size="medium"
        value={name}
        error={error}
        autocomplete="off"
        {...(hint && { hint })}
      />
      {may(staff!, 'share-lists') ? (
        <label class="tick-label">
          <input type="checkbox" name="shared" value="yes" checked={shared} /> {saved.shared}
        </label>
      ) : null}
    </>
  );
}

export interface SaveListProps {
  queue: QueueName;
  query: CaseQuery;
  typed?: { name: string | undefined; shared: boolean; error: string | undefined };
}

/** Saves the queue and the filters that are shown now, by name. */
export function SaveList({ queue, query, typed }: SaveListProps) {
  const { saved } = listsWords[useSite().locale];
  const { q: _search, ...filters } = keptOf(query);
  return (
    <details class="filters save-list" open={typed !== undefined}>
      <summary>{saved.save}</summary>
      <Form action="/desk/lists" hidden={{ queue, ...filters }}>
        <FieldScope.Provider value="save">
          <NameFields {...(typed ?? { shared: false })} hint={saved.saveHint} />
        </FieldScope.Provider>
        <Button kind="secondary">{saved.submit}</Button>
      </Form>
    </details>
  );
}
