import type { Catalogue } from '@app/catalogue';
import { nextDate, type ExportedRow } from '@app/lookups';
import { isoTaipei, taipeiDate, taipeiTime } from '@app/platform';
import { casePartsWords } from '../../case-parts/words.js';
import type { Site } from '../../site/site.js';
import { casesWords } from '../words.js';

/** A case as a row of the file: what the list shows, and the contact in part. */
export function cellsOf(
  row: ExportedRow,
  { locale }: Pick<Site, 'locale'>,
  catalogue: Catalogue,
): (string | null)[] {
  const { statuses } = casePartsWords[locale];
  const { demo, imported } = casesWords[locale].list;
  const due = nextDate(row) ?? row.dueAt;
  const nameOf = (entry: { name: Record<typeof locale, string> } | undefined, id: string) =>
    entry?.name[locale] ?? id;
  return [
    ...[row.caseNumber, row.subject, statuses.case[row.status], statuses.waits[row.waitsFor]],
    nameOf(catalogue.serviceOfCase(row.serviceId), row.serviceId),
    nameOf(catalogue.unit(row.unitId), row.unitId),
    row.handler,
    statuses.channel[row.channel as keyof typeof statuses.channel] ?? row.channel,
    isoTaipei(Number(row.receivedAt)),
    due === null ? null : lastOf(due),
    ...[row.contact?.name ?? null, row.contact?.phone ?? null, row.contact?.email ?? null],
    { DEMONSTRATION: demo, IMPORTED: imported, LIVE: null }[row.origin],
  ];
}

/** As the list shows it: 24:00 is the end of the day before, and such a date has no time. */
const lastOf = (due: number): string => (taipeiTime(due) === '00:00' ? taipeiDate(due - 1) : isoTaipei(due));
