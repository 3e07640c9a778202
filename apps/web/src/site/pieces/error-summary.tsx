import { useSite } from '../site.js';
import { needsField } from '../problem-words.js';
import { fieldId } from './field.js';
import { siteWords } from '../words.js';

/**
 * Shown at the top of a refused form: each error links to its field, and on the desk names it where
 * the text does not. page.js moves the focus here.
 */
export function ErrorSummary({ errors }: { errors: Record<string, string> }) {
  const { locale } = useSite();
  const list = Object.entries(errors);
  if (list.length === 0) return null;
  return (
    <div
      class="error-summary"
      role="alert"
      aria-labelledby="error-summary-title"
      tabindex={-1}
      id="error-summary"
    >
      <h2 id="error-summary-title">{siteWords[locale].errorTitle}</h2>
      <ul>
        {list.map(([name, text]) => (
          <li key={name}>{name ? <Link id={fieldId(name)} text={text} /> : text}</li>
        ))}
      </ul>
    </div>
  );
}

function Link({ id, text }: { id: string; text: string }) {
  const { locale, labels } = useSite();
  const label = labels?.get(id);
  const named = label && needsField(text, locale) ? siteWords[locale].errorOf(label, text) : text;
  return <a href={`#${id}`}>{named}</a>;
}
