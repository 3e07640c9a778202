import { useSite } from '../site.js';

interface EnterKeyProps {
  /** Id of the form, if it is outside of it. */
  form?: string;
  nothing: boolean;
}

/**
 * The Enter key presses a form's first submit button, with and without script. This hidden one comes first, so that
 * Enter presses neither the language switch in the header nor the first of several buttons.
 */
export function EnterKey({ form, nothing }: EnterKeyProps) {
  const { locale } = useSite();
  const unseen = { class: 'unseen', type: 'submit', form, tabindex: -1, 'aria-hidden': true } as const;
  // without words: nothing to read where styles are off or late
  if (!nothing) return <button {...unseen} />;
  // A disabled button makes Enter in a text field do nothing. On a radio or a checkbox browsers take the next button:
  // it requests the same page in the same language, which keeps what was typed; with script (page.js) it does nothing.
  return (
    <>
      <button {...unseen} disabled />
      <button {...unseen} name="lang" value={locale} data-stay />
    </>
  );
}
