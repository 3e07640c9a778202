import type { ComponentChildren } from 'preact';

interface ButtonProps {
  children: ComponentChildren;
  kind?: 'primary' | 'secondary' | 'warning';
  name?: string;
  value?: string;
  form?: string;
  /** Makes it a link that looks like a button. */
  href?: string;
  formaction?: string;
}

export function Button({ children, kind = 'primary', href, name, value, form, formaction }: ButtonProps) {
  const look = `button button-${kind}`;
  if (href)
    return (
      <a class={look} href={href} role="button" draggable={false}>
        {children}
      </a>
    );
  return (
    <button
      class={look}
      type="submit"
      name={name}
      value={value}
      form={form}
      formaction={formaction}
      data-once
    >
      {children}
    </button>
  );
}
