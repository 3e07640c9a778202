import type { CommitmentEntry, ServiceEntry } from '@app/catalogue';
import type { ComponentChildren } from 'preact';
import { AsWritten, useSite } from '../site/index.js';
import { sizeOf } from './size.js';
import { commitmentsWords } from './words.js';
import { casePartsWords } from '../case-parts/words.js';
import { lengthWords } from '../case-parts/promise-times.js';

interface CommitmentLineProps {
  entry: CommitmentEntry;
  services: readonly ServiceEntry[];
  /** Mark of a promise that is measured now. */
  mark: ComponentChildren;
}

/** One promise: title and size; when expanded, what to expect, the quote of the source and our interpretation. */
export function CommitmentLine({ entry, services, mark }: CommitmentLineProps) {
  const { locale } = useSite();
  const size = sizeOf(entry, locale);
  return (
    <details class="commitment" id={entry.id}>
      <summary>
        <span class="commitment-title">{entry.title[locale]}</span>
        <span class="commitment-facts">
          {size ? <strong>{size}</strong> : null}
          {mark}
        </span>
      </summary>
      <Body entry={entry} services={services} measured={mark !== null} size={size} />
    </details>
  );
}

function Body({
  entry,
  services,
  measured,
  size,
}: {
  entry: CommitmentEntry;
  services: readonly ServiceEntry[];
  measured: boolean;
  size: string;
}) {
  const { locale } = useSite();
  const said = commitmentsWords[locale];
  const named = services.filter(({ id }) => entry.services?.includes(id)).map(({ name }) => name[locale]);
  const kinds = (entry.appliesTo ?? []).map((kind) => said.serviceKinds[kind]);
  const scope = [...named, ...kinds].join(locale === 'en' ? ', ' : '、');
  return (
    <div class="commitment-body">
      <p>{entry.text[locale]}</p>
      {entry.source.quote ? <blockquote lang="zh-Hant-TW">「{entry.source.quote}」</blockquote> : null}
      <dl class="facts">
        {size ? <Fact label={SIZE_LABELS[entry.kind](said)} text={size} /> : null}
        {entry.kind === 'clock' && entry.extension ? (
          <Fact
            label={casePartsWords[locale].statuses.act.extend}
            text={said.extension(entry.extension.maxTimes, lengthWords(entry.extension.maxLength, locale))}
          />
        ) : null}
        {scope ? <Fact label={said.services} text={scope} /> : null}
        <Fact label={said.source} text={entry.source.document[locale]} clause={entry.source.clause} />
        {entry.assumption ? <Fact label={said.reading} text={entry.assumption[locale]} /> : null}
        <Fact label={said.measuring} text={measuring(entry, measured, said)} />
      </dl>
    </div>
  );
}

/** How a promise is measured: here, by the agency, not at all, or nothing to measure. */
function measuring(entry: CommitmentEntry, measured: boolean, said: Said): string {
  if (entry.kind === 'statement') return entry.counting ? said.counting[entry.counting] : said.uncounted;
  if (measured) return entry.kind === 'rate' ? said.rateMeasured : said.measured;
  return entry.kind === 'clock' ? said.bindsNothing : said.notMeasured;
}

const Fact = ({ label, text, clause }: { label: string; text: ComponentChildren; clause?: string }) => (
  <>
    <dt>{label}</dt>
    <dd>
      {text}
      {clause ? <AsWritten>{` ${clause}`}</AsWritten> : null}
    </dd>
  </>
);

type Said = (typeof commitmentsWords)['en'];
const SIZE_LABELS: Record<CommitmentEntry['kind'], (said: Said) => string> = {
  clock: (said) => said.length,
  rate: (said) => said.target,
  recurring: (said) => said.howOften,
  statement: (said) => said.statement,
};
