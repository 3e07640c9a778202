import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

interface UnsentProps {
  typed: Readonly<Record<string, string>>;
  /** Those in which people write. */
  fields: readonly string[];
}

/** What somebody wrote, shown again when the case has moved on and its form is gone. */
export function Unsent({ typed, fields }: UnsentProps) {
  const { locale } = useSite();
  const written = fields.flatMap((name) => typed[name] ?? []).filter(Boolean);
  if (written.length === 0) return null;
  return (
    <>
      <p>{casePartsWords[locale].acts.unsent}</p>
      {written.map((text) => (
        <p key={text} class="text" dir="auto">
          {text}
        </p>
      ))}
    </>
  );
}
