import type { BulkAct } from '@app/lists';
import type { Returned } from '../../site/desk-forms.js';
import { Banner } from '../../site/pieces/banner.js';
import { Button } from '../../site/pieces/button.js';
import { EmptyState } from '../../site/pieces/empty-state.js';
import { ErrorSummary } from '../../site/pieces/error-summary.js';
import { Form } from '../../site/pieces/form.js';
import { Select, type Option } from '../../site/pieces/select.js';
import { TextArea } from '../../site/pieces/text-area.js';
import { TextInput } from '../../site/pieces/text-input.js';
import { useSite } from '../../site/site.js';
import { casePartsWords } from '../../case-parts/words.js';
import { ASSIGNEE } from '../assignee.js';
import { backIn } from './ticked.js';
import { listsWords } from './words.js';

interface BulkFormProps {
  act: BulkAct;
  form: Returned;
  numbers: readonly string[];
  assignees: readonly Option[];
  formKey: string;
}

/** The same fields as for one case, and the cases that they are for. */
export function BulkForm(props: BulkFormProps) {
  const { act, form, numbers, formKey } = props;
  const { bulk } = listsWords[useSite().locale];
  const back = backIn(form.typed['back']);
  return (
    <>
      <p class="case-ways">
        <a href={back}>{bulk.back}</a>
      </p>
      <ErrorSummary errors={shown(form.errors)} />
      {form.refusal ? <Banner kind="warning">{form.refusal}</Banner> : null}
      <h1>{bulk.title[act]}</h1>
      {numbers.length === 0 ? (
        <EmptyState title={bulk.none}>{bulk.noneHint}</EmptyState>
      ) : (
        <Form
          action={`/desk/bulk/${act}`}
          id="bulk"
          class="narrow"
          hidden={{ key: formKey, back, cases: numbers.join(' ') }}
          noEnter
        >
          <Chosen numbers={numbers} />
          {act === 'assign' ? <AssignFields {...props} /> : <ChaseFields {...props} />}
          <Button>{bulk.submit[act]}</Button>
        </Form>
      )}
    </>
  );
}

/** Unit and person are chosen in one field. */
const shown = ({ unit, handler, ...errors }: Returned['errors']): Returned['errors'] => {
  const chosen = unit ?? handler;
  return chosen === undefined ? errors : { [ASSIGNEE]: chosen, ...errors };
};

function Chosen({ numbers }: Pick<BulkFormProps, 'numbers'>) {
  const { bulk } = listsWords[useSite().locale];
  return (
    <details class="chosen" open={numbers.length <= 5}>
      <summary>{bulk.which(numbers.length)}</summary>
      <ul>
        {numbers.map((number) => (
          <li key={number}>{number}</li>
        ))}
      </ul>
    </details>
  );
}

function AssignFields({ assignees, form: { typed, errors } }: BulkFormProps) {
  const { fields } = casePartsWords[useSite().locale];
  return (
    <Select
      name={ASSIGNEE}
      label={fields.assignee}
      blank=""
      options={assignees}
      value={typed[ASSIGNEE]}
      error={errors['unit'] ?? errors['handler']}
    />
  );
}

function ChaseFields({ form: { typed, errors } }: BulkFormProps) {
  const { locale } = useSite();
  const { fields } = casePartsWords[locale];
  return (
    <>
      <p class="hint">{listsWords[locale].bulk.chaseHint}</p>
      <TextInput
        name="days"
        label={fields.days}
        hint={fields.daysHint}
        size="short"
        inputmode="numeric"
        value={typed['days']}
        error={errors['days']}
      />
      <TextArea
        name="text"
        label={fields.text}
        max={4_000}
        rows={4}
        value={typed['text']}
        error={errors['text']}
      />
    </>
  );
}
