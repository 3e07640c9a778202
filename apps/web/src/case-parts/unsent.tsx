import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

/** Fields that hold what somebody wrote: shown again when the case has moved on and their form is gone. */
const TEXTS = ['text', 'reason', 'what'];

export function Unsent({ typed }: { typed: Readonly<Record<string, string>> }) {
  const { lang } = useSite();
  const written = TEXTS.flatMap((name) => typed[name] ?? []).filter(Boolean);
  if (written.length === 0) return null;
  return (
    <>
      <p>{casePartsWords[lang].acts.unsent}</p>
      {written.map((text) => (
        <p key={text} class="text" dir="auto">
          {text}
        </p>
      ))}
    </>
  );
}
