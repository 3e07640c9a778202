import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

interface UnsentProps {
  typed: Readonly<Record<string, string>>;
  /** Names of the fields with text written by people. */
  fields: readonly string[];
}

/** Typed text, shown again when the case has changed and the form is no longer offered. */
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
