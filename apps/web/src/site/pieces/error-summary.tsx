import { useSite } from '../site.js';
import { fieldId } from './field.js';
import { siteWords } from '../words.js';

/** Shown at the top of a refused form: each error links to its field. page.js moves the focus here. */
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
          <li key={name}>{name ? <a href={`#${fieldId(name)}`}>{text}</a> : text}</li>
        ))}
      </ul>
    </div>
  );
}
