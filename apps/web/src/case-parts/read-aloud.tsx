import type { ComponentChildren } from 'preact';
import { useSite } from '../site/site.js';
import { casePartsWords } from './words.js';

/** After each hyphen, and between year, month and day. */
const GROUPS = /(?<=-)|(?<=-\d{3})(?=\d{4}-)|(?<=-\d{5})(?=\d{2}-)/;

/** The number in the groups in which it is read out; as text, and copied, it is one word. */
export const GroupedNumber = ({ number }: { number: string }) => (
  <>
    {number.split(GROUPS).map((part, index, parts) => (
      <span key={index} class={/\d$/.test(parts[index - 1] ?? '') ? 'number-part' : undefined}>
        {part}
      </span>
    ))}
  </>
);

interface ReadAloudProps {
  number: string;
  /** When it was received, in words. */
  received: string;
  /** What is promised next, in words; undefined where nothing is. */
  next: string | undefined;
  /** Who has it. */
  holder: ComponentChildren;
}

/** What an agent reads out to a caller, in large type, unfolded by one press. */
export function ReadAloud({ number, received, next, holder }: ReadAloudProps) {
  const { locale } = useSite();
  const { aloud, keys, facts } = casePartsWords[locale];
  const rows: [string, ComponentChildren][] = [
    [keys.number, <GroupedNumber key="number" number={number} />],
    [facts.received, received],
    [aloud.next, next ?? aloud.none],
    [aloud.holder, holder],
  ];
  return (
    <details class="read-aloud no-print">
      <summary>{aloud.title}</summary>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
