import { ROC_OFFSET } from '@app/platform';

/** Three typed fields as `YYYY-MM-DD`; years below 1911 are ROC years. Undefined when that is no date. */
export function typedDate(parts: { year?: string; month?: string; day?: string }): string | undefined {
  const [year, month, day] = [parts.year, parts.month, parts.day].map((part) =>
    Number((part ?? '').normalize('NFKC').trim()),
  );
  if (!year || !month || !day) return undefined;
  const iso = [year < ROC_OFFSET ? year + ROC_OFFSET : year, month, day]
    .map((n, i) => String(n).padStart(i === 0 ? 4 : 2, '0'))
    .join('-');
  const real = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(iso) ? iso : undefined;
}

/** The three fields of a date as they were typed. */
export const partsIn = (typed: Record<string, string>, name: string) => ({
  year: typed[`${name}.year`] ?? '',
  month: typed[`${name}.month`] ?? '',
  day: typed[`${name}.day`] ?? '',
});
