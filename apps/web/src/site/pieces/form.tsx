import type { ComponentChildren } from 'preact';
import { CsrfField } from './csrf-field.js';

interface FormProps {
  action: string;
  id?: string;
  class?: string;
  /** Values that travel along unseen. */
  hidden?: Record<string, string>;
  children: ComponentChildren;
}

/** A POST form with its token. The browser's own checks are off: ours say more, in the page's language. */
export const Form = ({ action, id, class: className, hidden = {}, children }: FormProps) => (
  <form method="post" action={action} id={id} class={className} novalidate>
    <CsrfField />
    {Object.entries(hidden).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    {children}
  </form>
);
