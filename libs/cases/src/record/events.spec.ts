import { describe, expect, it } from '@jest/globals';
import { eventNamed, type EventType } from './events.js';

describe('the kind of an event', () => {
  it('is internal for a type that only a later version knows', () =>
    expect(eventNamed('SENT_TO_THE_MOON' as EventType)).toEqual({ stage: false }));

  it('is that of its type', () => {
    expect(eventNamed('REPLIED').stage).not.toBe(false);
    expect(eventNamed('ADOPTED')).toEqual({ stage: false });
  });
});
