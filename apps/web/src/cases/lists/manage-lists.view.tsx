import { mayRemove, type SavedList } from '@app/lists';
import type { StaffActor } from '@app/people';
import type { Returned } from '../../site/desk-forms.js';
import { Banner } from '../../site/pieces/banner.js';
import { Button } from '../../site/pieces/button.js';
import { EmptyState } from '../../site/pieces/empty-state.js';
import { FieldScope } from '../../site/pieces/field.js';
import { Form } from '../../site/pieces/form.js';
import { useSite } from '../../site/site.js';
import { NameFields } from './save-list.view.js';
import { listsWords } from './words.js';

interface ManageListsProps {
  lists: readonly SavedList[];
  actor: StaffActor;
  form: Returned;
  /** The list whose form was returned with errors. */
  open?: string;
  removed?: boolean;
}

/** Each list with a form to rename, share and delete it. */
export function ManageLists({ lists, actor, form, open, removed }: ManageListsProps) {
  const { saved } = listsWords[useSite().locale];
  const own = (list: SavedList) => list.staffId === actor.id;
  return (
    <>
      {removed ? <Banner kind="success">{saved.removed}</Banner> : null}
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      <h1>{saved.title}</h1>
      {lists.length === 0 ? <EmptyState title={saved.none}>{saved.noneHint}</EmptyState> : null}
      <ul class="rows">
        {lists.map((list) => (
          <li key={list.id}>
            <p>
              <a href={`/desk/lists/${list.id}`}>
                <bdi>{list.name}</bdi>
              </a>{' '}
              {list.shared ? <span class="origin">{own(list) ? saved.own : saved.byOther}</span> : null}
            </p>
            {own(list) ? <Rename list={list} form={open === list.id ? form : undefined} /> : null}
            {mayRemove(list, actor) ? <Remove list={list} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function Rename({ list: { id, name, shared }, form }: { list: SavedList; form: Returned | undefined }) {
  const { saved } = listsWords[useSite().locale];
  const typed: Returned['typed'] = form?.typed ?? { name, ...(shared && { shared: 'yes' }) };
  const errors = form?.errors ?? {};
  return (
    <details class="act" open={form !== undefined}>
      <summary>{saved.change(name)}</summary>
      <Form action={`/desk/lists/${id}`} kept>
        <FieldScope.Provider value={id}>
          <NameFields
            name={typed['name']}
            shared={typed['shared'] !== undefined}
            error={errors['name'] ?? errors['shared']}
          />
        </FieldScope.Provider>
        <Button kind="secondary">{saved.rename}</Button>
      </Form>
    </details>
  );
}

const Remove = ({ list: { id, name } }: { list: SavedList }) => {
  const { saved } = listsWords[useSite().locale];
  return (
    <details class="act">
      <summary>{saved.removeOne(name)}</summary>
      <Form action={`/desk/lists/${id}/remove`}>
        <Button kind="warning">{saved.remove}</Button>
      </Form>
    </details>
  );
};
