import { describe, expect, it } from '@jest/globals';
import { CHAIN_START, firstBreak, hashOf, type Link } from './chain.js';

const events = (): Link[] => {
  let previousHash = CHAIN_START;
  return ['RECEIVED', 'ACCEPTED', 'NOTED'].map((type, at) => {
    const who = { actorKind: 'staff', actorId: 'agent', actorUnitId: 'demo.guidance' };
    const event = {
      caseId: 'c',
      seq: at + 1,
      type,
      at,
      ...who,
      facts: { unit: 'u' },
      sealed: 's',
      previousHash,
    };
    const link = { ...event, hash: hashOf(event as Link) } as Link;
    previousHash = link.hash;
    return link;
  });
};
const head = events().at(-1)!.hash;
const changed = (change: Partial<Link>, at = 1) =>
  events().map((one, n) => (n === at ? { ...one, ...change } : one));

describe('the chain of a history', () => {
  it('is intact as it was made, with facts as an object or as JSON text', () => {
    expect(firstBreak(events(), head)).toBeUndefined();
    expect(
      firstBreak(
        events().map((one) => ({ ...one, facts: JSON.stringify(one.facts) })),
        head,
      ),
    ).toBeUndefined();
    expect(firstBreak([], CHAIN_START)).toBeUndefined();
  });

  it.each<[keyof Link, unknown]>([
    ['caseId', 'other'],
    ['type', 'MESSAGED'],
    ['at', 7],
    ['actorKind', 'citizen'],
    ['actorId', 'other'],
    ['actorId', null],
    ['actorUnitId', 'demo.registry'],
    ['facts', { unit: 'v' }],
    ['facts', '{ "unit": "u" }'],
    ['sealed', 't'],
    ['sealed', null],
    ['previousHash', 'x'],
    ['hash', 'x'],
  ])('breaks where %s is another', (field, value) => {
    expect(firstBreak(changed({ [field]: value }), head)).toBe(2);
  });

  it('breaks where one is missing, moved, added, or not the last', () => {
    const [first, second, third] = events() as [Link, Link, Link];
    expect(firstBreak([second, third], head)).toBe(2);
    expect(firstBreak([first, third], head)).toBe(3);
    expect(firstBreak([first, third, second], head)).toBe(3);
    expect(firstBreak([first, second], head)).toBe(3);
    expect(firstBreak([first, second, third, { ...third, seq: 4 }], head)).toBe(4);
    expect(firstBreak([], head)).toBe(1);
    expect(firstBreak(changed({ seq: 5 }), head)).toBe(5);
  });

  it('breaks where a row is forged with a matching hash: the next row no longer fits', () => {
    const forged = { ...events()[1]!, type: 'CLOSED' as Link['type'] };
    expect(firstBreak(changed({ ...forged, hash: hashOf(forged) }), head)).toBe(3);
  });
});
