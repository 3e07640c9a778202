import { describe, expect, it } from '@jest/globals';
import { eventsUnderPromise } from './adoption-events.js';

const events = (...types: string[]) => types.map((type) => ({ type }));
const [RECEIVED, IMPORTED, ADOPTED, NOTED] = events('RECEIVED', 'IMPORTED', 'ADOPTED', 'NOTED');

describe('the events our promises apply to', () => {
  it('for our own case: all events, as a copy', () => {
    const all = [RECEIVED!, NOTED!];
    expect(eventsUnderPromise('LIVE', all)).toEqual(all);
    expect(eventsUnderPromise('LIVE', all)).not.toBe(all);
    expect(eventsUnderPromise('DEMONSTRATION', [ADOPTED!, NOTED!])).toHaveLength(2);
  });

  it('for an imported case: its adoption and later events', () =>
    expect(eventsUnderPromise('IMPORTED', [RECEIVED!, IMPORTED!, ADOPTED!, NOTED!])).toEqual([
      ADOPTED,
      NOTED,
    ]));

  it('also where the adoption is the first event', () =>
    expect(eventsUnderPromise('IMPORTED', [ADOPTED!, NOTED!])).toEqual([ADOPTED, NOTED]));

  it('for a case not adopted: none', () =>
    expect(eventsUnderPromise('IMPORTED', [RECEIVED!, IMPORTED!, NOTED!])).toEqual([]));
});
