import { rawSql, sql, type Reader } from '@app/platform';

/** The exported columns: no subject, description, person or text of the history, nothing that a citizen wrote. */
export const EXPORTED_TEXTS = [
  ...['caseNumber', 'organisationId', 'serviceId', 'unitId', 'status', 'channel', 'hotline', 'district'],
  ...['locale', 'origin', 'mapping', 'externalId', 'givenOutcome'],
] as const;
export const EXPORTED_INSTANTS = [
  ...['receivedAt', 'acceptedAt', 'repliedAt', 'closedAt', 'givenTargetAt'],
] as const;

export type ExportedCase = Record<(typeof EXPORTED_TEXTS)[number], string | null> &
  Record<(typeof EXPORTED_INSTANTS)[number], number | null> & { id: string };

/** What was never confirmed was never received: no date says that it was. */
const RECEIVED = 'CASE WHEN "confirmBy" IS NULL THEN "receivedAt" END AS "receivedAt"';
const COLUMNS = rawSql(
  ['id', ...EXPORTED_TEXTS, ...EXPORTED_INSTANTS]
    .map((name) => (name === 'receivedAt' ? RECEIVED : `"${name}"`))
    .join(', '),
);
const PAGE = rawSql('1000');

/** All cases, or those of one organisation, page by page in order of id, so that each read is short. */
export async function* exportPages(reader: Reader, organisation?: string): AsyncGenerator<ExportedCase[]> {
  const only = organisation === undefined ? sql`` : sql`AND "organisationId" = ${organisation}`;
  for (let after = ''; ;) {
    const page = await reader.ask<ExportedCase>(
      sql`SELECT ${COLUMNS} FROM case_file WHERE id > ${after} ${only} ORDER BY id LIMIT ${PAGE}`,
    );
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.id;
  }
}
