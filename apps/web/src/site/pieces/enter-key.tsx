import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface EnterKeyProps {
  /** Where it stands outside of its form. */
  form?: string;
  nothing: boolean;
}

/**
 * A form's first button answers the Enter key, with and without script: this one, unseen, not the language switch in
 * the header nor the first of several endings.
 */
export function EnterKey({ form, nothing }: EnterKeyProps) {
  const { locale } = useSite();
  const unseen = { class: 'unseen', type: 'submit', form, tabindex: -1, 'aria-hidden': true } as const;
  if (!nothing) return <button {...unseen}>{siteWords[locale].actions.continue}</button>;
  // Disabled, it keeps Enter in a text field from doing anything. On a radio or a box browsers look for the next button:
  // it asks for the same page in the same language, which keeps what was typed; with script (page.js) not even that.
  return (
    <>
      <button {...unseen} disabled />
      <button {...unseen} name="lang" value={locale} data-stay />
    </>
  );
}
