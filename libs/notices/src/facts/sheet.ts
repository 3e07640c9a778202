import type { Catalogue } from '@app/catalogue';
import { plainDate, type Locale } from '@app/platform';
import { remainingWords, type LengthUnit, type Remaining } from '@app/sla/clock';

/** The parts of the morning sheet, in the order of the stand-up. */
export type SheetPartName = 'broken' | 'today' | 'untouched' | 'approval' | 'chases' | 'tasks' | 'away';

/** One row of a part: a case, or a unit of which someone is away. No name, no subject. */
export interface SheetRow {
  caseNumber?: string;
  unit: string;
  /** Until the promise is due, whose length has this unit. */
  left?: { remaining: Remaining; unit: LengthUnit };
  dueDate?: string;
  /** Open cases of the person who is away. */
  cases?: number;
}

export interface SheetNumbers {
  /** Exact below `most`. */
  count: number;
  most: number;
  /** The first of them. */
  rows: SheetRow[];
}

/** One morning sheet for one person, as its mail says it. */
export interface MorningSheet {
  /** `YYYY-MM-DD` */
  day: string;
  parts: Record<SheetPartName, SheetNumbers>;
  /** The recipient may open the sheet at the desk. */
  opens: boolean;
}

interface Wording {
  none: string;
  count(n: number): string;
  atLeast(n: number): string;
  others(n: number): string;
  until(date: string): string;
  cases(n: number): string;
  row(what: string, details: string): string;
}

const WORDS: Readonly<Record<Locale, Wording>> = {
  'zh-TW': {
    none: '沒有',
    count: (n) => `${n}`,
    atLeast: (n) => `${n} 以上`,
    others: (n) => `另有 ${n} 項，請看晨會單`,
    until: (date) => `期限${date}`,
    cases: (n) => `手上 ${n} 件`,
    row: (what, details) => `- ${what}（${details}）`,
  },
  en: {
    none: 'none',
    count: (n) => `${n}`,
    atLeast: (n) => `${n} or more`,
    others: (n) => `${n} more: see the sheet`,
    until: (date) => `due ${date}`,
    cases: (n) => `${n} cases in hand`,
    row: (what, details) => `- ${what} (${details})`,
  },
};

/** How many there are, and a line for each row: `3`, `- DEMO-1151231-00042-7（示範輔導組，已逾期 1 個工作日）`. */
export function partWords(
  { locale, catalogue }: { locale: Locale; catalogue: Catalogue },
  part: SheetNumbers | undefined,
): string | undefined {
  if (!part) return undefined;
  const { count, most, rows } = part;
  const say = WORDS[locale];
  if (count === 0) return say.none;
  const line = ({ caseNumber, unit, ...row }: SheetRow) => {
    const name = catalogue.unit(unit)?.name[locale] ?? unit;
    const details = detailsOf(row, say, locale);
    return caseNumber === undefined
      ? say.row(name, details.join('，'))
      : say.row(caseNumber, [name, ...details].join(locale === 'en' ? ', ' : '，'));
  };
  const rest = count > rows.length ? [`- ${say.others(count - rows.length)}`] : [];
  const number = count >= most ? say.atLeast(most) : say.count(count);
  return [number, ...rows.map(line), ...rest].join('\n');
}

const detailsOf = (
  { left, dueDate, cases }: Omit<SheetRow, 'caseNumber' | 'unit'>,
  say: Wording,
  locale: Locale,
): string[] => [
  ...(left ? [remainingWords(left.remaining, left.unit, locale)] : []),
  ...(dueDate ? [say.until(plainDate(dueDate, locale))] : []),
  ...(cases === undefined ? [] : [say.cases(cases)]),
];
