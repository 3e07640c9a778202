import { useSite } from '../site.js';
import { describedBy, Field, fieldId, invalidMark, type FieldProps } from './field.js';
import { siteWords } from '../words.js';

export interface TextAreaProps extends FieldProps {
  value?: string | undefined;
  rows?: number;
  /** Longest text in characters; page.js shows how many are left. */
  max?: number;
}

/** Input of several lines, with the number of characters left. Text that is too long is refused and kept, never cut. */
export function TextArea(props: TextAreaProps) {
  const { locale } = useSite();
  const { name, value = '', rows = 8, max, error } = props;
  const count = `${fieldId(name)}-count`;
  return (
    <Field {...props}>
      <textarea
        class="input"
        id={fieldId(name)}
        name={name}
        rows={rows}
        dir="auto"
        aria-describedby={describedBy(props, ...(max ? [count] : []))}
        {...(max && { 'data-count': count })}
        {...invalidMark(error)}
      >
        {/* browsers drop the first line end of a textarea */}
        {value.startsWith('\n') ? `\n${value}` : value}
      </textarea>
      {max ? (
        <p
          class="hint count"
          id={count}
          data-max={max}
          data-left={siteWords[locale].characters.left(0)}
          data-over={siteWords[locale].characters.over(0)}
        >
          {siteWords[locale].characters.most(max)}
        </p>
      ) : null}
    </Field>
  );
}
