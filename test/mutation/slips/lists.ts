import type { Slip } from '../slip.js';

export const SLIPS: Slip[] = [
  {
    file: 'libs/lists/src/saved-lists.ts',
    right: '{ shared: mayShare(staff, shared), unitId: staff.unitId }',
    wrong: '{ shared: mayShare(staff, shared) }',
    slip: 'a list that is shared again is shown to the unit that its owner left',
    harm: 'a new unit does not see it, and the old one does',
    caught: 'libs/lists/src/saved-lists.room-spec.ts',
  },
  {
    file: 'libs/knowledge/src/faq-import.ts',
    right: 'Object.values(counts).some((count) => count > 0)',
    wrong: '(counts.added ?? 0) + (counts.changed ?? 0) > 0',
    slip: 'an entry that alone is retired is still found',
    harm: 'callers are told what is not true any more',
    caught: 'libs/knowledge/src/knowledge.room-spec.ts',
  },
];
