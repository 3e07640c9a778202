import type { Progress } from '@app/lookups';
import { dateTimeWords } from '@app/platform';
import { useSite } from '../site/index.js';
import { progressWords } from './words.js';

interface SaidProps {
  title: string;
  texts: Progress['replies'];
  /** The heading of a text. */
  headingOf(text: Progress['replies'][number]): string;
  unitName(id: string | null): string | undefined;
}

/** Answers, or messages, newest first. */
export function SaidTexts({ title, texts, headingOf, unitName }: SaidProps) {
  const { locale } = useSite();
  if (texts.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      {texts.toReversed().map((one, index) => (
        <article key={`${one.at}-${index}`} class="answer">
          <header>
            <h3>{headingOf(one)}</h3>
            <span class="hint">
              {unitName(one.unitId) ?? ''} {dateTimeWords(one.at, locale)}
            </span>
          </header>
          <p class="given" dir="auto">
            {one.text ?? progressWords[locale].erased}
          </p>
        </article>
      ))}
    </>
  );
}
