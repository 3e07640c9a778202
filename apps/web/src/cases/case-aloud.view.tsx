import { decisiveOf, type ShownClock } from '@app/lookups';
import { may } from '@app/people';
import { fullDueWords } from '../case-parts/promise-times.js';
import { ReadAloud } from '../case-parts/read-aloud.js';
import { receivedWords } from '../case-parts/received.js';
import { casePartsWords } from '../case-parts/words.js';
import type { CaseViewProps } from './case-view-props.js';

/** What those who take calls read out of this case: only what the caller may hear. */
export function CaseAloud({ detail: { file, clocks }, catalogue, site: { locale, staff } }: CaseViewProps) {
  if (!may(staff!, 'log-contact')) return null;
  const { promise } = decisiveOf<ShownClock>(clocks.filter(({ entry }) => entry.public)) ?? {};
  const dueAt = promise?.clock.dueAt ?? null;
  const next =
    promise && dueAt !== null
      ? casePartsWords[locale].aloud.due(
          fullDueWords(dueAt, promise.entry.length, locale),
          promise.entry.title[locale],
        )
      : undefined;
  return (
    <ReadAloud
      number={file.caseNumber}
      received={receivedWords(file.receivedAt, locale)}
      next={next}
      holder={catalogue.unit(file.unitId)?.name[locale] ?? ''}
    />
  );
}
