import { rawSql, registerInvariants, sql } from '@app/platform';
import { countedAgain } from '../clocks/counted-again.js';

const KEY = '"organisationId", "ownerUnitId", "unitId", "commitmentId", standing';

registerInvariants([
  {
    name: 'clock-counts',
    words: 'the totals kept for the board differ from the clocks counted again',
    find: ({ database }) =>
      sql`SELECT "unitId" || ' ' || "commitmentId" || ' ' || standing || ' ' || day
          || ': ' || SUM(n) AS subject
        FROM (SELECT day, ${rawSql(KEY)}, n FROM clock_count
          UNION ALL
          SELECT day, ${rawSql(KEY)}, -n FROM (${rawSql(countedAgain(database))}) AS counted) AS both_sides
        GROUP BY day, ${rawSql(KEY)} HAVING SUM(n) <> 0`,
  },
]);
