import { rawSql, registerInvariants, sql } from '@app/platform';
import { ARMED, QUARANTINED } from './timer-indexes.js';

registerInvariants([
  {
    name: 'timer-left-lying',
    words: 'an armed timer is due for more than two sweeps; is the worker running?',
    find: ({ missedBefore }) =>
      sql`SELECT id AS subject FROM timer WHERE ${rawSql(ARMED)} AND "dueAt" < ${missedBefore}
        AND ("retryAt" IS NULL OR "retryAt" < ${missedBefore})`,
  },
  {
    name: 'timer-quarantined',
    words: 'a timer failed five times and waits for a person: bin/desk timer retry',
    find: () => sql`SELECT id AS subject FROM timer WHERE ${rawSql(QUARANTINED)}`,
  },
]);
