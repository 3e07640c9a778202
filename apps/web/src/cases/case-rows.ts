import type { Catalogue } from '@app/catalogue';
import { nextDate, type ListedCase } from '@app/lookups';
import type { CaseRow } from '../case-parts/case-table.js';
import { taskDue, taskName } from '../case-parts/task-words.js';
import { casePartsWords } from '../case-parts/words.js';
import { dueWords, shownDue } from '../case-parts/promise-times.js';
import type { Site } from '../site/site.js';
import { caseHref, type FromList } from './lists/case-way.js';
import { casesWords } from './words.js';

/** A listed case as the table shows it. */
export function rowOf(
  listed: ListedCase,
  { locale, now }: Site,
  catalogue: Catalogue,
  /** The list, which the page of the case leads back to. */
  from: FromList,
): CaseRow {
  const { caseNumber, subject, status, waitsFor, unitId, handler, deputised, channel, origin } = listed;
  const said = casesWords[locale].list;
  const mark = { DEMONSTRATION: said.demo, IMPORTED: said.imported, LIVE: undefined }[origin];
  const due = dueOf(listed, { locale, now }, catalogue);
  return {
    href: caseHref(listed, from),
    unit: catalogue.unit(unitId)?.name[locale] ?? unitId,
    receivedAt: Number(listed.receivedAt),
    ...{ caseNumber, subject, status, waitsFor, handler, deputised, channel },
    ...(listed.task && { task: taskOf(listed.task, catalogue, { locale, now }) }),
    ...(due && { due }),
    ...(mark && { mark }),
  };
}

const taskOf = (
  { kind, ...due }: NonNullable<ListedCase['task']>,
  catalogue: Catalogue,
  reading: Pick<Site, 'locale' | 'now'>,
): string => {
  const { locale } = reading;
  return casePartsWords[locale].task.waits(taskName(kind, catalogue, locale), taskDue(due, reading));
};

/** The promise that is due next, or the last day of a correction where that comes before. */
function dueOf(
  listed: ListedCase,
  { locale, now }: Pick<Site, 'locale' | 'now'>,
  catalogue: Catalogue,
): CaseRow['due'] | undefined {
  const { dueAt, warnAt, commitmentId, left } = listed;
  const next = nextDate(listed) ?? dueAt;
  if (next === null) return undefined;
  if (dueAt === null || next < dueAt)
    return { state: 'PAUSED', left: undefined, date: dueWords(next, { locale, now }) };
  return shownDue({ dueAt, warnAt, commitmentId: commitmentId ?? '', left }, { locale, now }, catalogue);
}
