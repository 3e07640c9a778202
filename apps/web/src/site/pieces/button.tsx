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
  /** Without the files of the form. */
  plain?: boolean;
}

export function Button({
  children,
  kind = 'primary',
  href,
  name,
  value,
  form,
  formaction,
  plain,
}: ButtonProps) {
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
      formenctype={plain ? 'application/x-www-form-urlencoded' : undefined}
      data-once
    >
      {children}
    </button>
  );
}
