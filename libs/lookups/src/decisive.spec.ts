import { describe, expect, it } from '@jest/globals';
import { decisiveOf, inOrder, type Promised } from './decisive.js';

interface Made {
  id: string;
  due?: number | null;
  ended?: number | null;
  state?: Promised['state'];
  stopOn?: string[];
}
type Named = Promised & { id: string };
const promise = ({ id, due = 10, ended = null, state = 'RUNNING', stopOn = ['REPLIED'] }: Made): Named => ({
  id,
  state,
  clock: { subject: 'CASE', endedAt: ended, dueAt: due, dueDate: null, pauses: [] },
  entry: { startOn: [], stopOn, length: '5wd' },
});
const told = (...all: Made[]) => {
  const found = decisiveOf(all.map(promise));
  return found && [found.promise.id, found.pace, found.brings, found.broken?.id ?? null];
};
const order = (...all: Made[]) => inOrder(all.map(promise)).map(({ id }) => id);

const STEP = ['ASSIGNED', 'REPLIED'];
const LATE = { state: 'OVERDUE' as const };

describe('the promise that counts for her', () => {
  it.each<[string, Made[], unknown]>([
    ['none where none runs', [{ id: 'ended', ended: 3 }], null],
    [
      'the nearest answer',
      [
        { id: 'far', due: 20 },
        { id: 'near', due: 10 },
      ],
      ['near', 'ON_COURSE', 'ANSWER', null],
    ],
    [
      'an answer before a nearer step',
      [
        { id: 'step', due: 1, stopOn: STEP },
        { id: 'answer', due: 9 },
      ],
      ['answer', 'ON_COURSE', 'ANSWER', null],
    ],
    ['a step where nothing else runs', [{ id: 'step', stopOn: STEP }], ['step', 'ON_COURSE', 'STEP', null]],
    [
      'a partner’s answer is a step, not hers',
      [{ id: 'partner', stopOn: ['REFERRAL_REPLIED'] }],
      ['partner', 'ON_COURSE', 'STEP', null],
    ],
    [
      'an answer that taking no action or the end of the case keeps, too',
      [{ id: 'a', stopOn: ['REPLIED', 'SUPPLEMENTARY_REPLIED', 'NO_ACTION', 'CLOSED'] }],
      ['a', 'ON_COURSE', 'ANSWER', null],
    ],
    [
      'a further answer is hers as well',
      [{ id: 'a', stopOn: ['SUPPLEMENTARY_REPLIED'] }],
      ['a', 'ON_COURSE', 'ANSWER', null],
    ],
    [
      'the end of the case alone is a step',
      [{ id: 'a', stopOn: ['CLOSED', 'NO_ACTION'] }],
      ['a', 'ON_COURSE', 'STEP', null],
    ],
    ['a warning is still on course', [{ id: 'a', state: 'WARNING' }], ['a', 'ON_COURSE', 'ANSWER', null]],
    ['a paused one', [{ id: 'a', state: 'PAUSED' }], ['a', 'PAUSED', 'ANSWER', null]],
    [
      'one with a date before one without',
      [
        { id: 'no date', due: null, state: 'PAUSED' },
        { id: 'date', due: 99 },
      ],
      ['date', 'ON_COURSE', 'ANSWER', null],
    ],
    ['a broken one alone', [{ id: 'a', ...LATE }], ['a', 'LATE', 'ANSWER', 'a']],
    [
      'the next that runs, and the one broken longest',
      [
        { id: 'b', due: 5, ...LATE },
        { id: 'a', due: 2, ...LATE },
        { id: 'next', due: 30 },
      ],
      ['next', 'LATE_AND_NEXT', 'ANSWER', 'a'],
    ],
    [
      'a broken step does not hide the answer that is on course',
      [
        { id: 'step', due: 1, stopOn: STEP, ...LATE },
        { id: 'answer', due: 30 },
      ],
      ['answer', 'ON_COURSE', 'ANSWER', null],
    ],
    [
      'a further answer to the dissatisfied',
      [{ id: 'again', stopOn: ['SUPPLEMENTARY_REPLIED', 'REPLIED'] }],
      ['again', 'ON_COURSE', 'ANSWER', null],
    ],
  ])('%s', (_what, promises, expected) => {
    expect(told(...promises)).toEqual(expected);
  });
});

describe('the order of her promises', () => {
  it('the decisive one, then the nearest, then the ended ones, newest first', () => {
    expect(
      order(
        { id: 'ended early', ended: 1 },
        { id: 'ended late', ended: 2 },
        { id: 'near step', due: 1, stopOn: STEP },
        { id: 'far answer', due: 50 },
        { id: 'answer', due: 9 },
      ),
    ).toEqual(['answer', 'near step', 'far answer', 'ended late', 'ended early']);
  });

  it('a broken one first, before the one that runs', () => {
    expect(order({ id: 'next', due: 30 }, { id: 'broken', due: 2, ...LATE })).toEqual(['broken', 'next']);
  });
});
