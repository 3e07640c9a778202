import { describe, expect, it } from '@jest/globals';
import type { ReadEvent } from '@app/cases';
import { saidBothWays } from './conversation.js';

const event = (change: Partial<ReadEvent>): ReadEvent =>
  ({
    ...{ type: 'MESSAGED', actorKind: 'staff', actorUnitId: 'demo.guidance', at: 1, seq: 1, facts: {} },
    ...{ hasText: true, text: '文', ...change },
  }) as ReadEvent;
const said = (...events: ReadEvent[]) => saidBothWays(events);

describe('what was said both ways', () => {
  it('is what she wrote and what was written to her, not what staff write among themselves', () => {
    const kept = said(
      event({ type: 'REPLIED', text: '答復', seq: 1 }),
      event({ type: 'SUPPLEMENTED', actorKind: 'citizen', actorUnitId: null, text: '補充', seq: 2 }),
      event({ type: 'REOPENED', actorKind: 'citizen', actorUnitId: null, text: '又壞了', seq: 3 }),
      event({ type: 'NOTED', text: '內部', seq: 4 }),
      event({ type: 'ACCEPTED', hasText: false, text: null, seq: 5 }),
    );
    expect(kept).toEqual([
      { at: 1, seq: 3, kind: 'REOPENED', unitId: null, text: '又壞了' },
      { at: 1, seq: 2, kind: 'SUPPLEMENTED', unitId: null, text: '補充' },
      { at: 1, seq: 1, kind: 'REPLIED', unitId: 'demo.guidance', text: '答復' },
    ]);
  });

  it('is in the order of time, the newest first, also from two cases; within a moment by number', () => {
    const order = said(
      event({ at: 2, seq: 1, text: 'b' }),
      event({ at: 1, seq: 9, text: 'c' }),
      event({ at: 3, seq: 1, text: 'a' }),
      event({ at: 2, seq: 2, text: 'b2' }),
    ).map(({ text }) => text);
    expect(order).toEqual(['a', 'b2', 'b', 'c']);
  });

  it('stands without words once they are erased, and names no unit for hers', () => {
    expect(said(event({ text: null }))).toMatchObject([{ text: null, unitId: 'demo.guidance' }]);
    expect(said(event({ actorKind: 'citizen' }))[0]!.unitId).toBeNull();
  });
});
