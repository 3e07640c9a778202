import { rawSql, registerInvariants, sql } from '@app/platform';
import { QUARANTINED } from './states.js';

registerInvariants([
  {
    name: 'attachment-held-twice',
    words: 'a file belongs to a draft and to a case',
    find: () => sql`SELECT id AS subject FROM attachment WHERE draft IS NOT NULL AND "caseId" IS NOT NULL`,
  },
  {
    name: 'attachment-quarantined',
    words: 'a file failed to be scanned five times and waits for a person: bin/desk attachment retry',
    find: () => sql`SELECT id AS subject FROM attachment WHERE ${rawSql(QUARANTINED)}`,
  },
]);
