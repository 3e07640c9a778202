import type { Catalogue } from '@app/catalogue';
import type { BoardRow, ListedCase } from '@app/lookups';
import type { Locale, Reading } from '@app/platform';
import type { Remaining } from '@app/sla/clock';
import { dueWords, leftWords } from '../case-parts/promise-times.js';
import { shownSubject } from '../case-parts/subject.js';
import { casePartsWords } from '../case-parts/words.js';

/** One row of the board in words: a promise, or a case that no one has begun with. */
export interface Line {
  /** Of the clock, or of the case. */
  key: string;
  href: string;
  caseNumber: string;
  subject: string | null;
  promise: string | undefined;
  left: { text: string; late: boolean } | undefined;
  due: string | undefined;
  /** 姓名（單位）. */
  holder: string;
  /** The reader may see the case itself, and so act on it. */
  actable: boolean;
}

export function lineOfClock(row: BoardRow, catalogue: Catalogue, reading: Reading): Line {
  const { locale } = reading;
  const { clockId, caseNumber, referralId, subject, handler, unitId } = row;
  return {
    ...{ key: clockId, caseNumber, subject },
    href: referralId ? `/desk/referrals/${referralId}` : `/desk/cases/${caseNumber}`,
    ...promiseOf(row, catalogue, locale),
    due: dueWords(Number(row.dueAt), reading),
    holder: holderWords(handler, unitId, row.subjectKind === 'CASE', catalogue, locale),
    actable: subject !== null && row.state !== 'ON_TIME',
  };
}

export function lineOfCase(listed: ListedCase, catalogue: Catalogue, reading: Reading): Line {
  const { locale } = reading;
  const { id, caseNumber, subject, handler, unitId, dueAt } = listed;
  return {
    ...{ key: id, caseNumber, href: `/desk/cases/${caseNumber}` },
    subject: shownSubject(subject, locale),
    ...promiseOf(listed, catalogue, locale),
    due: dueAt === null ? undefined : dueWords(dueAt, reading),
    holder: holderWords(handler, unitId, true, catalogue, locale),
    actable: true,
  };
}

function promiseOf(
  { commitmentId, left }: { commitmentId: string | null; left: Remaining | null },
  catalogue: Catalogue,
  locale: Locale,
): Pick<Line, 'promise' | 'left'> {
  const entry = commitmentId === null ? undefined : catalogue.commitment(commitmentId);
  const length = entry?.kind === 'clock' ? entry.length : undefined;
  return {
    promise: entry?.title[locale] ?? commitmentId ?? undefined,
    left: left && length ? { text: leftWords(left, length, locale), late: left.late } : undefined,
  };
}

/** `named`: a person is expected to hold it; of a partner's part only the unit is known. */
function holderWords(
  handler: string | null,
  unitId: string,
  named: boolean,
  catalogue: Catalogue,
  locale: Locale,
): string {
  const said = casePartsWords[locale].holder;
  const unit = catalogue.unit(unitId)?.name[locale] ?? unitId;
  if (handler !== null) return said.person(handler, unit);
  return named ? said.none(unit) : unit;
}
