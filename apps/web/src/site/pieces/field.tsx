import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

/** Properties of every input. `name` is also the field's name in the API's errors. */
export interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  /** The error text, if there is one. */
  error?: string | undefined;
  optional?: boolean;
  /** Makes the label the page's heading (question pages). */
  heading?: boolean;
}

/** Several forms on one page may have the same fields: each sets its own scope, so that ids are unique. */
export const FieldScope = createContext('');

/**
 * `contact.email` → `contact-email`, with the form's scope `reply-text`: usable in CSS and links. Call it only while
 * rendering.
 */
export function fieldId(name: string): string {
  const scope = useContext(FieldScope);
  return [scope, name]
    .filter(Boolean)
    .join('-')
    .replace(/[^\w-]/g, '-');
}

/** Ids of hint and error, for aria-describedby. */
export const describedBy = ({ name, hint, error }: FieldProps, ...more: string[]): string | undefined =>
  [hint && `${fieldId(name)}-hint`, error && `${fieldId(name)}-error`, ...more].filter(Boolean).join(' ') ||
  undefined;

export const invalidMark = (error: string | undefined) => (error ? { 'aria-invalid': 'true' as const } : {});

/** Label, hint and error around one control. */
export function Field(props: FieldProps & { children: ComponentChildren }) {
  const { name, label, heading, error, optional, children } = props;
  const { locale } = useSite();
  const tag = (
    <label class={heading ? 'label label-heading' : 'label'} for={fieldId(name)}>
      {label}
      {optional ? <span class="optional">{siteWords[locale].optional}</span> : null}
    </label>
  );
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      {heading ? <h1>{tag}</h1> : tag}
      <HintAndError {...props} />
      {children}
    </div>
  );
}

export function HintAndError({ name, label, hint, error }: FieldProps) {
  const { locale, labels } = useSite();
  if (error) labels?.set(fieldId(name), label);
  return (
    <>
      {hint ? (
        <p class="hint" id={`${fieldId(name)}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="error" id={`${fieldId(name)}-error`}>
          <span class="unseen">{siteWords[locale].errorMark}</span>
          {error}
        </p>
      ) : null}
    </>
  );
}
