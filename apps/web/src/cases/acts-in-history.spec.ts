import type { ReadEvent } from '@app/cases';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { actsIn } from './acts-in-history.js';

type Told = Pick<ReadEvent, 'type' | 'at' | 'actorKind' | 'actorId'>;
const told = (type: Told['type'], more: Partial<Told> = {}): Told => ({
  ...{ type, at: 1, actorKind: 'staff', actorId: 'ann', ...more },
});
const lines = (...events: Told[]) => actsIn(events).map((act) => act.map(({ type }) => type).join('+'));

describe('the acts in a history', () => {
  it.each<[string, Told[], string[]]>([
    [
      'an assignment that accepts',
      [told('RECEIVED', { at: 0 }), told('ACCEPTED'), told('ASSIGNED')],
      ['RECEIVED', 'ACCEPTED+ASSIGNED'],
    ],
    ['a case accepted as it comes', [told('RECEIVED'), told('ACCEPTED')], ['RECEIVED+ACCEPTED']],
    [
      'an approval that extends',
      [told('APPROVAL_ASKED', { at: 0 }), told('APPROVED'), told('EXTENDED')],
      ['APPROVAL_ASKED', 'APPROVED+EXTENDED'],
    ],
    [
      'an end that ends two tasks',
      [told('CLOSED'), told('TASK_ENDED'), told('TASK_ENDED')],
      ['CLOSED+TASK_ENDED+TASK_ENDED'],
    ],
    [
      'an approval that ends a case and its task',
      [told('APPROVED'), told('NO_ACTION'), told('TASK_ENDED')],
      ['APPROVED+NO_ACTION+TASK_ENDED'],
    ],
    [
      'a correction told to a partner',
      [told('DATA_CORRECTED'), told('CORRECTION_TOLD')],
      ['DATA_CORRECTED+CORRECTION_TOLD'],
    ],
    ['two notes of one moment', [told('NOTED'), told('NOTED')], ['NOTED', 'NOTED']],
    ['a note and a reply', [told('NOTED'), told('REPLIED')], ['NOTED', 'REPLIED']],
    ['an approval and a reply', [told('APPROVED'), told('REPLIED')], ['APPROVED', 'REPLIED']],
    ['acts of two moments', [told('ACCEPTED'), told('ASSIGNED', { at: 2 })], ['ACCEPTED', 'ASSIGNED']],
    [
      'acts of two people',
      [told('ACCEPTED'), told('ASSIGNED', { actorId: 'ben' })],
      ['ACCEPTED', 'ASSIGNED'],
    ],
    [
      'acts of a person and of the system',
      [told('CLOSED'), told('TASK_ENDED', { actorKind: 'system', actorId: null })],
      ['CLOSED', 'TASK_ENDED'],
    ],
  ])('%s', (_what, events, expected) => {
    expect(lines(...events)).toEqual(expected);
  });

  it('have each event once, in its order, and only of one moment and one person', () => {
    const events = fc.array(
      fc.record({
        type: fc.constantFrom(
          'RECEIVED',
          'ACCEPTED',
          'ASSIGNED',
          'APPROVED',
          'EXTENDED',
          'TASK_ENDED',
          'NOTED',
        ),
        at: fc.nat(2),
        actorKind: fc.constantFrom('staff', 'system'),
        actorId: fc.constantFrom('ann', 'ben', null),
      }) as fc.Arbitrary<Told>,
    );
    fc.assert(
      fc.property(events, (all) => {
        const acts = actsIn(all);
        expect(acts.flat()).toEqual(all);
        for (const act of acts)
          expect(new Set(act.map((one) => `${one.at} ${one.actorKind} ${one.actorId}`)).size).toBe(1);
      }),
    );
  });
});
