import type { KnowledgeEntry } from '@app/knowledge';
import { dateWords } from '@app/platform';
import { Button } from '../site/pieces/button.js';
import { useSite } from '../site/site.js';
import { callsWords } from './words.js';

/** An entry beside the form; `late`: it should have been reviewed before today. */
export type FoundEntry = Pick<
  KnowledgeEntry,
  'id' | 'question' | 'answer' | 'source' | 'unit' | 'reviewOn'
> & { late: boolean };

export interface FaqProps {
  /** Undefined where no summary was typed. */
  entries: FoundEntry[] | undefined;
}

/** Answers that fit the summary. The script looks for them while the summary is typed; otherwise the button does. */
export function Faq({ entries }: FaqProps) {
  const said = callsWords[useSite().locale];
  return (
    <section class="faq" aria-label={said.faq}>
      <div class="faq-find">
        <Button kind="secondary" formaction="/desk/calls/faq">
          {said.faqFind}
        </Button>
      </div>
      <div id="faq-found">
        <p class="hint" role="status">
          {entries ? said.faqCount(entries.length) : ''}
        </p>
        {entries && entries.length > 0 ? (
          <ol class="faq-entries">
            {entries.map((entry) => (
              <Entry key={entry.id} {...entry} />
            ))}
          </ol>
        ) : null}
      </div>
    </section>
  );
}

function Entry({ id, question, answer, source, unit, reviewOn, late }: FoundEntry) {
  const { locale } = useSite();
  const said = callsWords[locale];
  return (
    <li>
      <p class="faq-question" id={`faq-${id}`} lang="zh-TW">
        {question}
      </p>
      {late ? <p class="faq-late">{said.faqLate(dateWords(reviewOn, locale))}</p> : null}
      <p class="faq-answer" lang="zh-TW">
        {answer}
      </p>
      <p class="faq-source">
        <span lang="zh-TW">{unit}</span> <Source source={source} described={`faq-${id}`} />
      </p>
      <button
        class="button button-secondary"
        type="submit"
        name="use"
        value={id}
        formaction="/desk/calls/faq"
        aria-describedby={`faq-${id}`}
      >
        {said.faqUse}
      </button>
    </li>
  );
}

function Source({ source, described }: { source: string; described: string }) {
  const said = callsWords[useSite().locale];
  if (!/^https?:\/\//.test(source)) return <span lang="zh-TW">{source}</span>;
  return (
    <a href={source} target="_blank" rel="noreferrer" aria-describedby={described}>
      {said.faqSource}
    </a>
  );
}
