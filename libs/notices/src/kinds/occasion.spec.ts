import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { momentOf, occasionOf } from './occasion.js';

const id = fc.oneof(fc.uuid(), fc.string({ minLength: 1 }));
const instant = fc.integer({ min: 0, max: 8.64e15 });
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

it('the moment of a rung can be read again, whatever the clock is called', () => {
  fc.assert(
    fc.property(id, instant, (clock, moment) => {
      expect(momentOf(occasionOf.rung(clock, moment))).toBe(moment);
    }),
  );
});

it('events and holidays have no moment, nor has the list of a holiday by clock that the release before made', () => {
  fc.assert(
    fc.property(fc.nat(), day, fc.uuid(), (seq, date, clock) => {
      for (const occasion of [occasionOf.event(seq), occasionOf.holiday(date), `${clock}@${date}`])
        expect([occasion, momentOf(occasion)]).toEqual([occasion, undefined]);
    }),
  );
});

it('two causes are never one occasion', () => {
  const cause = fc.oneof(
    fc.nat().map((seq) => ['event', occasionOf.event(seq), seq] as const),
    fc
      .tuple(fc.uuid(), instant)
      .map(([clock, at]) => ['rung', occasionOf.rung(clock, at), clock, at] as const),
    day.map((date) => ['holiday', occasionOf.holiday(date), date] as const),
  );
  fc.assert(
    fc.property(cause, cause, ([kind, one, ...what], [otherKind, other, ...otherWhat]) => {
      const isSame = kind === otherKind && JSON.stringify(what) === JSON.stringify(otherWhat);
      expect([one, other, one === other]).toEqual([one, other, isSame]);
    }),
  );
});
