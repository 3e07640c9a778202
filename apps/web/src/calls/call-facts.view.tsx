import type { OrganisationEntry } from '@app/catalogue';
import { Checkboxes, Radios } from '../site/pieces/choices.js';
import { Select } from '../site/pieces/select.js';
import { TextInput } from '../site/pieces/text-input.js';
import { useSite } from '../site/site.js';
import type { Returned } from '../site/desk-forms.js';
import { callsWords } from './words.js';

interface Props {
  form: Returned;
  organisation: OrganisationEntry;
}

const RATINGS = ['5', '4', '3', '2', '1'];
const FOLDED = ['topicCode', 'need', 'transferredTo', 'waited', 'rating'];

/** Asked for or asked to be done: consultation or petition. */
export function Matter({ form }: { form: Returned }) {
  const said = callsWords[useSite().locale];
  return (
    <Radios
      name="matter"
      label={said.matter}
      inline
      value={form.typed['matter']}
      error={form.errors['matter']}
      choices={[
        { value: 'CONSULTATION', label: said.consultation },
        { value: 'PETITION', label: said.petition },
      ]}
    />
  );
}

/** What codes and numbers say of the call; folded until one of them is needed. */
export function CallFactsFields({ form, organisation }: Props) {
  const { locale } = useSite();
  const said = callsWords[locale];
  const field = (name: string) => ({
    name,
    value: form.typed[name],
    error: form.errors[name],
    optional: true,
  });
  const named = (list: { id: string; name: Record<typeof locale, string> }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name[locale] }));
  const { topics, needs, units } = organisation;
  const phones = units
    .filter(({ phone }) => phone !== undefined)
    .map(({ id, name, phone }) => ({ value: id, label: `${name[locale]} ${phone}` }));
  const isOpen = FOLDED.some((name) => form.typed[name] || form.errors[name]);
  return (
    <details class="call-facts" open={isOpen}>
      <summary>{said.callFacts}</summary>
      {topics.length > 0 ? (
        <Select {...field('topicCode')} label={said.topicCode} options={named(topics)} blank={said.none} />
      ) : null}
      {needs.length > 0 ? (
        <Select {...field('need')} label={said.need} options={named(needs)} blank={said.none} />
      ) : null}
      {phones.length > 0 ? (
        <Select {...field('transferredTo')} label={said.transferredTo} options={phones} blank={said.none} />
      ) : null}
      <TextInput
        {...field('waited')}
        label={said.waited}
        size="short"
        inputmode="numeric"
        autocomplete="off"
      />
      <Select
        {...field('rating')}
        label={said.rating}
        options={RATINGS.map((value) => ({ value, label: said.ratings(value) }))}
        blank={said.none}
      />
    </details>
  );
}

/** A spoken petition is read back and confirmed; whether the real name was given is noted. */
export function Petition({ form }: { form: Returned }) {
  const said = callsWords[useSite().locale];
  return (
    <div class="by-petition">
      <Checkboxes
        name="readBack"
        label={said.readBack}
        hint={said.readBackHint}
        values={[form.typed['readBack'] ?? '']}
        error={form.errors['readBack']}
        choices={[{ value: 'yes', label: said.readBackDone }]}
      />
      <Radios
        name="named"
        label={said.named}
        inline
        optional
        value={form.typed['named']}
        error={form.errors['named']}
        choices={[
          { value: 'yes', label: said.namedYes },
          { value: 'no', label: said.namedNo },
        ]}
      />
    </div>
  );
}
