import type { Slip } from '../slip.js';

export const SLIPS: Slip[] = [
  {
    file: 'libs/attachments/src/rows/holding.ts',
    right: `    'no-action',
    'answer-co-handling',`,
    wrong: `    'no-action',`,
    slip: 'no file can come with an opinion of a unit',
    harm: 'it is sent by mail, outside the case',
    caught: 'libs/attachments/src/rows/holding.spec.ts',
  },
  {
    file: 'libs/attachments/src/rows/holding.ts',
    right: `'CORRECTED', 'SUPPLEMENTED'`,
    wrong: `'CORRECTED'`,
    slip: 'she does not see the file that she sent as a supplement',
    harm: 'she sends it again',
    caught: 'libs/attachments/src/rows/holding.spec.ts',
  },
];
