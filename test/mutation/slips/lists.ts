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
  {
    file: 'libs/cases/src/acts/case-acts.ts',
    right: "actor.kind === 'staff' && actorId === actor.id && allowedTo(actor, actNamed(act))",
    wrong: "actor.kind === 'staff' && allowedTo(actor, actNamed(act))",
    slip: 'an assignment can be taken back by another person than the one who made it',
    harm: 'a head takes a case back from a unit whose cases are not hers to see',
    caught: 'libs/cases/src/acts/case-acts.spec.ts',
  },
  {
    file: 'libs/lists/src/bulk-acts.ts',
    right: "act: 'assign', input, takesBack: seq!",
    wrong: "act: 'assign', input, ifMatch: seq!",
    slip: 'cases that were given to a unit that one does not see cannot be taken back',
    harm: 'a wrong click gives twenty cases away for good',
    caught: 'libs/lists/src/bulk-acts.room-spec.ts',
  },
  {
    file: 'apps/web/src/board/board.page.tsx',
    right: '{isSeen ? <a href={`/desk/cases/${number}`}>{number}</a> : number}',
    wrong: '{<a href={`/desk/cases/${number}`}>{number}</a>}',
    slip: 'the board leads to a case that was given away from one of its rows',
    harm: 'after a done act she reads "not found"',
    caught: 'apps/web/src/cases/given-away.room-spec.ts',
  },
  {
    file: 'libs/knowledge/src/faq-file.ts',
    right: 'reviewDate ?? (reviseDate && yearsAfter(reviseDate, REVIEW_YEARS))',
    wrong: '(reviseDate && yearsAfter(reviseDate, REVIEW_YEARS)) ?? reviewDate',
    slip: 'the day of review that a file names is not heeded',
    harm: 'an answer that should be looked at this autumn is given until next year',
    caught: 'libs/knowledge/src/faq-file.spec.ts',
  },
];
