import { describe, expect, it } from '@jest/globals';
import { eventNamed, type EventType } from './events.js';

describe('what kind an event is', () => {
  it('one that only a later version knows is inner', () =>
    expect(eventNamed('SENT_TO_THE_MOON' as EventType)).toEqual({ stage: false }));

  it('one of a stage is its own', () => {
    expect(eventNamed('REPLIED').stage).not.toBe(false);
    expect(eventNamed('ADOPTED')).toEqual({ stage: false });
  });
});
