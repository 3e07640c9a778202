import { kindsFor, type CommitmentEntry, type CommitmentKind } from '@app/catalogue';
import type { Returned } from '../../site/desk-forms.js';
import { Button, Radios, Select, TextArea, TextInput, useSite, type FieldProps } from '../../site/index.js';
import { Form } from '../../site/pieces/form.js';
import { commitmentsWords } from '../../commitments/words.js';
import { proposalsWords } from './words.js';

export const PROPOSAL_FORM = 'proposal';

interface Props {
  entry: CommitmentEntry;
  form: Returned;
  /** A preview stands above: the language switch keeps it. */
  previewed: boolean;
}

/** The numbers of each kind that the commitment can have, and its words in both languages. */
export function ProposalForm({ entry, form, previewed }: Props) {
  const { locale } = useSite();
  const said = proposalsWords[locale].propose;
  const kinds = kindsFor(entry);
  return (
    <Form
      action={`/desk/admin/commitments/${entry.id}`}
      id={PROPOSAL_FORM}
      class="narrow"
      hidden={previewed ? { previewed: 'yes' } : {}}
    >
      <p>{said.lead}</p>
      <Radios
        name="kind"
        label={said.kind}
        hint={said.kindHint}
        choices={kinds.map((value) => ({ value, label: commitmentsWords[locale].kinds[value] }))}
        value={form.typed['kind']}
        error={form.errors['kind']}
      />
      {kinds.map((kind) => (
        <Numbers key={kind} kind={kind} form={form} />
      ))}
      <Words form={form} />
      <Button>{said.preview}</Button>
    </Form>
  );
}

/** A field with what was typed into it and what is wrong with it. */
const field = ({ typed, errors }: Returned, name: string, label: string, hint?: string): Typable => ({
  ...{ name, label, value: typed[name], error: errors[name] },
  ...(hint !== undefined && { hint }),
});
type Typable = FieldProps & { value: string | undefined };

const options = (table: Record<string, string>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

function Numbers({ kind, form }: { kind: CommitmentKind; form: Returned }) {
  const { locale } = useSite();
  const said = proposalsWords[locale].propose;
  const number = { size: 'short', inputmode: 'numeric' } as const;
  const fields = {
    clock: () => (
      <>
        <TextInput {...field(form, 'amount', said.amount, said.amountHint)} {...number} />
        <Select {...field(form, 'unit', said.unit)} options={options(said.units)} />
      </>
    ),
    rate: () => <TextInput {...field(form, 'target', said.target, said.targetHint)} size="short" />,
    recurring: () => (
      <>
        <TextInput {...field(form, 'every', said.every, said.everyHint)} {...number} />
        <Select {...field(form, 'everyUnit', said.everyUnit)} options={options(said.everyUnits)} />
        <TextInput {...field(form, 'times', said.times, said.timesHint)} {...number} />
      </>
    ),
    statement: () => null,
  };
  return fields[kind]();
}

function Words({ form }: { form: Returned }) {
  const { locale } = useSite();
  const said = proposalsWords[locale].propose;
  return (
    <>
      <TextInput {...field(form, 'title.zh-TW', said.titleZh, said.titleHint)} />
      <TextInput {...field(form, 'title.en', said.titleEn)} />
      <TextArea {...field(form, 'text.zh-TW', said.textZh)} rows={4} />
      <TextArea {...field(form, 'text.en', said.textEn)} rows={4} />
      <TextInput {...field(form, 'source.clause', said.clause)} size="medium" />
      <TextArea {...field(form, 'source.quote', said.quote, said.quoteHint)} rows={3} />
    </>
  );
}
