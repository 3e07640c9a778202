import type { ComponentChildren } from 'preact';
import { useSite } from '../site.js';
import { CsrfField } from './csrf-field.js';
import { EnterKey } from './enter-key.js';

interface FormProps {
  action: string;
  id?: string;
  class?: string;
  /** Hidden fields. */
  hidden?: Record<string, string>;
  /** The Enter key does nothing, because the form cannot be undone or has several submit buttons. */
  noEnter?: boolean;
  /** It has an input for files. */
  files?: boolean;
  /** Where page.js sends what is being typed, so that it is kept before it is submitted. */
  keepAt?: string | undefined;
  /** Address of the page that shows what is kept: once something is, page.js makes it that of this page, for Reload. */
  keptAt?: string | undefined;
  /** What it shows is kept on the server: leaving the page loses nothing. */
  kept?: boolean | undefined;
  children: ComponentChildren;
}

/** A POST form with its token. The browser's checks are off: ours explain more, in the page's language. */
export const Form = ({
  action,
  id,
  class: className,
  hidden = {},
  noEnter,
  files,
  keepAt,
  keptAt,
  kept,
  children,
}: FormProps) => (
  <form
    method="post"
    action={action}
    id={id}
    class={className}
    enctype={files ? 'multipart/form-data' : undefined}
    novalidate
    autocomplete={useSite().kiosk ? 'off' : undefined}
    data-keep={keepAt}
    data-kept-at={keptAt}
    data-kept={kept ? 'yes' : undefined}
  >
    <CsrfField />
    {Object.entries(hidden).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    {noEnter ? <EnterKey nothing /> : null}
    {children}
  </form>
);
