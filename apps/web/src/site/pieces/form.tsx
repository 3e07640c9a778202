import type { ComponentChildren } from 'preact';
import { CsrfField } from './csrf-field.js';
import { EnterKey } from './enter-key.js';

interface FormProps {
  action: string;
  id?: string;
  class?: string;
  /** Values that travel along unseen. */
  hidden?: Record<string, string>;
  /** What it does cannot be undone, or there are several endings: the Enter key in a field does nothing. */
  noEnter?: boolean;
  children: ComponentChildren;
}

/** A POST form with its token. The browser's own checks are off: ours say more, in the page's language. */
export const Form = ({ action, id, class: className, hidden = {}, noEnter, children }: FormProps) => (
  <form method="post" action={action} id={id} class={className} novalidate>
    <CsrfField />
    {Object.entries(hidden).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    {noEnter ? <EnterKey nothing /> : null}
    {children}
  </form>
);
