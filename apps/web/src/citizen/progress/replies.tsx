import type { Progress } from '@app/lookups';
import { dateTimeWords, useSite } from '../../site/index.js';

interface RepliesProps {
  replies: Progress['replies'];
  unitName(id: string | null): string | undefined;
}

/** The answers, newest first. */
export function Replies({ replies, unitName }: RepliesProps) {
  const { words, lang } = useSite();
  const said = words.citizen.progress;
  if (replies.length === 0) return null;
  return (
    <>
      <h2>{said.replies}</h2>
      {replies.toReversed().map(({ at, unitId, text, kind }) => (
        <article key={at} class="answer">
          <header>
            <h3>{words.events.said[kind]}</h3>
            <span class="hint">
              {unitName(unitId) ?? ''} {dateTimeWords(at, lang)}
            </span>
          </header>
          <p class="given" dir="auto">
            {text ?? said.erased}
          </p>
        </article>
      ))}
    </>
  );
}
