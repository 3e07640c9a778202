import { describe, expect, it } from '@jest/globals';
import { eventsUnderPromise } from './adoption-events.js';

const events = (...types: string[]) => types.map((type) => ({ type }));
const [RECEIVED, IMPORTED, ADOPTED, NOTED] = events('RECEIVED', 'IMPORTED', 'ADOPTED', 'NOTED');

describe('what our promises count from', () => {
  it('of our own case: all of it, and a copy', () => {
    const all = [RECEIVED!, NOTED!];
    expect(eventsUnderPromise('LIVE', all)).toEqual(all);
    expect(eventsUnderPromise('LIVE', all)).not.toBe(all);
    expect(eventsUnderPromise('DEMONSTRATION', [ADOPTED!, NOTED!])).toHaveLength(2);
  });

  it('of an imported case: its adoption and what came after', () =>
    expect(eventsUnderPromise('IMPORTED', [RECEIVED!, IMPORTED!, ADOPTED!, NOTED!])).toEqual([
      ADOPTED,
      NOTED,
    ]));

  it('from its very first event, where that is its adoption', () =>
    expect(eventsUnderPromise('IMPORTED', [ADOPTED!, NOTED!])).toEqual([ADOPTED, NOTED]));

  it('of one that was not adopted: nothing', () =>
    expect(eventsUnderPromise('IMPORTED', [RECEIVED!, IMPORTED!, NOTED!])).toEqual([]));
});
