import { useSite } from '../site.js';
import { describedBy, Field, fieldId, invalidMark, type FieldProps } from './field.js';

export interface TextInputProps extends FieldProps {
  value?: string | undefined;
  type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'url';
  autocomplete?: string;
  inputmode?: 'numeric' | 'tel' | 'email' | 'search';
  /** Width of the field, for the expected length. */
  size?: 'short' | 'medium' | 'long';
  spellcheck?: boolean;
  /** Gets the focus when the page opens. */
  focused?: boolean;
}

export const TextInput = (props: TextInputProps) => (
  <Field {...props}>
    <input
      class={`input input-${props.size ?? 'long'}`}
      id={fieldId(props.name)}
      name={props.name}
      type={(props.type ?? 'text') as 'text'}
      dir="auto"
      value={props.value ?? ''}
      autocomplete={useSite().kiosk ? 'off' : props.autocomplete}
      inputmode={props.inputmode}
      autofocus={props.focused}
      {...(props.spellcheck !== undefined && { spellcheck: props.spellcheck })}
      aria-describedby={describedBy(props)}
      {...invalidMark(props.error)}
    />
  </Field>
);
