import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES, MENU } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Problem } from '@app/platform';
import { draftOf, isShown, takesFiles } from './holding.js';

/** By hand: the acts of staff that files can come with. */
const WITH_FILES = [
  ...['answer-co-handling', 'reply', 'supplementary-reply', 'interim-reply', 'message'],
  ...['request-correction', 'receive-correction', 'note', 'request-supplement', 'receive-supplement'],
  'no-action',
];
/** By hand: the events whose files the citizen sees: what she sent, and what goes to her. */
const SHOWN = [
  ...['CONFIRMATION_ASKED', 'RECEIVED', 'CORRECTION_REQUESTED', 'CORRECTED', 'SUPPLEMENT_REQUESTED'],
  ...['SUPPLEMENTED', 'EXTENDED', 'INTERIM_REPLIED', 'REPLIED', 'SUPPLEMENTARY_REPLIED', 'NO_ACTION'],
  ...['TRANSFERRED', 'MESSAGED'],
];
const staff = (id: string) => ({ kind: 'staff', id }) as StaffActor;

describe('files', () => {
  it('come with the acts listed above and no other', () => {
    expect(MENU.filter(takesFiles).toSorted()).toEqual(WITH_FILES.toSorted());
  });

  it('of the events listed above are shown to the citizen, of no other', () => {
    expect(EVENT_TYPES.filter(isShown).toSorted()).toEqual(SHOWN.toSorted());
  });

  it('of an act lie in a draft of the case and the person; of a report in that of the browser', () => {
    const draft = 'a-form-key';
    const names = [
      draftOf({ draft }),
      draftOf({ draft, actor: staff('one'), caseNumber: '' }, 'case'),
      draftOf({ draft, actor: staff('two'), caseNumber: '' }, 'case'),
      draftOf({ draft, actor: staff('one'), caseNumber: '' }, 'other'),
      draftOf({ draft, actor: { kind: 'citizen', caseId: 'case' }, caseNumber: '' }, 'case'),
    ];
    expect(names[0]).toBe(draft);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(['short', 'a draft', 'x'.repeat(101), '../../../etc'])('lie in no draft named %j', (draft) =>
    expect(() => draftOf({ draft })).toThrow(Problem),
  );
});
