import type { Slip } from '../slip.ts';

const file = 'libs/lookups/src/partner-inbox.ts';
const caught = 'libs/lookups/src/partner-inbox.room-spec.ts';

export const SLIPS: Slip[] = [
  {
    ...{ file, caught },
    right: '< (${after.offeredAt}',
    wrong: '<= (${after.offeredAt}',
    slip: 'a page begins with the last row of the page before',
    harm: 'a partner counts a referral twice',
  },
  {
    ...{ file, caught },
    right: 'rank < after.rank',
    wrong: 'rank <= after.rank',
    slip: 'the rest of what waits is left out after a page',
    harm: 'a referral is never seen, nor accepted in its day',
  },
  {
    ...{ file, caught },
    right: 'PAGE + 1,',
    wrong: 'PAGE,',
    slip: 'no page ever follows the first',
    harm: 'the 26th referral is never seen',
  },
  {
    ...{ file, caught },
    right: 'Math.min(index, OVER), after',
    wrong: 'index, after',
    slip: 'what is over stands apart by status',
    harm: 'the newest that is over is on the last page',
  },
];
