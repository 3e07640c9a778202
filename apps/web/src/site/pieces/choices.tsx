import type { ComponentChildren } from 'preact';
import { useSite } from '../site.js';
import { langOf } from './as-written.js';
import { describedBy, fieldId, HintAndError, type FieldProps } from './field.js';
import { siteWords } from '../words.js';

export interface Choice {
  value: string;
  label: string;
  hint?: string;
  /** A heading above this choice: starts a new group. */
  group?: string;
}

interface ChoicesProps extends FieldProps {
  choices: readonly Choice[];
  /** Side by side on wide screens (short labels only). */
  inline?: boolean;
  /** Gets the focus when the page opens. */
  focused?: boolean;
  children?: ComponentChildren;
}

export const Radios = (props: ChoicesProps & { value?: string | undefined }) => (
  <Group {...props} type="radio" chosen={props.value ? [props.value] : []} />
);

export const Checkboxes = (props: ChoicesProps & { values?: readonly string[] }) => (
  <Group {...props} type="checkbox" chosen={props.values ?? []} />
);

function Group(props: ChoicesProps & { type: 'radio' | 'checkbox'; chosen: readonly string[] }) {
  const { label, heading, error, optional, choices, inline } = props;
  const { locale } = useSite();
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'} aria-describedby={describedBy(props)}>
      <legend class={heading ? 'label label-heading' : 'label'}>
        {heading ? <h1>{label}</h1> : label}
        {optional ? <span class="optional">{siteWords[locale].optional}</span> : null}
      </legend>
      <HintAndError {...props} />
      {props.children}
      <div class={inline ? 'choices choices-inline' : 'choices'}>
        {choices.map((choice, index) => (
          <OneChoice key={choice.value} {...props} choice={choice} first={index === 0} />
        ))}
      </div>
    </fieldset>
  );
}

/** Radios of one field in several places: none has the field's own id, which stands on what holds them all. */
export const RadioList = ({
  name,
  value,
  choices,
}: {
  name: string;
  value: string | undefined;
  choices: readonly Choice[];
}) => (
  <div class="choices">
    {choices.map((choice) => (
      <OneChoice
        key={choice.value}
        {...{ name, choice, type: 'radio', chosen: value ? [value] : [], first: false }}
      />
    ))}
  </div>
);

type OneProps = {
  name: string;
  type: 'radio' | 'checkbox';
  chosen: readonly string[];
  choice: Choice;
  first: boolean;
  focused?: boolean;
};

function OneChoice({ name, type, chosen, choice, first, focused }: OneProps) {
  // the first one has the field's own id, so that the error summary's link lands on it
  const id = first ? fieldId(name) : `${fieldId(name)}-${fieldId(choice.value)}`;
  const hint = choice.hint ? `${id}-item-hint` : undefined;
  return (
    <>
      {choice.group ? <p class="choice-group">{choice.group}</p> : null}
      <div class="choice">
        <input
          type={type}
          id={id}
          name={name}
          value={choice.value}
          checked={chosen.includes(choice.value)}
          autofocus={focused && (chosen.length === 0 ? first : chosen.includes(choice.value))}
          aria-describedby={hint}
        />
        <label for={id} {...langOf(choice.label, useSite().locale)}>
          {choice.label}
        </label>
        {choice.hint ? (
          <p class="hint" id={hint}>
            {choice.hint}
          </p>
        ) : null}
      </div>
    </>
  );
}
