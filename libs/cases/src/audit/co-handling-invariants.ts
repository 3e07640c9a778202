import { registerInvariants, sql } from '@app/platform';

registerInvariants([
  {
    name: 'co-handling-opens',
    sliced: true,
    words: 'a unit reads a case by 會辦 that is over, or does not read one it is asked about',
    find: ({ slice }) =>
      sql`SELECT f."caseNumber" || ' ' || h."unitId" AS subject
        FROM co_handling h JOIN case_file f ON f.id = h."caseId"
        WHERE ${slice('h."caseId"')} AND h.opens <> (f.open AND h.state IN ('OPEN', 'ANSWERED'))`,
  },
]);
