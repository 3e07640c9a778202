import { describe, expect, it } from '@jest/globals';
import type { EventFacts, EventType } from './events.js';
import { askedOfCitizen } from './asked-of-citizen.js';

type Happened = EventType | [EventType, EventFacts];
const events = (...all: Happened[]) =>
  all.map((one) => (typeof one === 'string' ? { type: one, facts: {} } : { type: one[0], facts: one[1] }));
const correction = (lastDay: string): Happened => ['CORRECTION_REQUESTED', { lastDay }];

describe('what the citizen is asked for', () => {
  it.each([
    ['nothing at first', events('RECEIVED'), undefined],
    ['a correction with its last day', events(correction('2026-09-01')), ['2026-09-01', false]],
    [
      'a correction whose day moved on',
      events(correction('2026-09-01'), ['CORRECTION_POSTPONED', { lastDay: '2026-09-03' }]),
      ['2026-09-03', false],
    ],
    ['nothing after it was sent', events(correction('2026-09-01'), 'CORRECTED'), undefined],
    [
      'the second one after the first was sent',
      events(correction('2026-09-01'), 'CORRECTED', correction('2026-10-01')),
      ['2026-10-01', false],
    ],
    [
      'a correction that is late',
      events(correction('2026-09-01'), 'CORRECTION_LAPSED'),
      ['2026-09-01', true],
    ],
    [
      'a new one in time, though an earlier one lapsed',
      events(correction('2026-09-01'), 'CORRECTION_LAPSED', correction('2026-10-01')),
      ['2026-10-01', false],
    ],
    [
      'a late one that was sent as a supplement',
      events(correction('2026-09-01'), 'CORRECTION_LAPSED', 'SUPPLEMENTED'),
      undefined,
    ],
    ['a supplement, which has no last day', events('SUPPLEMENT_REQUESTED'), [null, false]],
    [
      'a supplement asked for after a correction: no day of another request',
      events(correction('2026-09-01'), 'CORRECTED', 'SUPPLEMENT_REQUESTED'),
      [null, false],
    ],
    ['nothing once the case was answered without it', events('SUPPLEMENT_REQUESTED', 'REPLIED'), undefined],
    ['nothing by what is written beside it', events('MESSAGED', 'NOTED'), undefined],
  ])('%s', (_what, history, expected) => {
    const asked = askedOfCitizen(history);
    expect(asked && [asked.lastDay, asked.late]).toEqual(expected);
  });

  it('is the newest request, for its text', () => {
    const history = events('SUPPLEMENT_REQUESTED', correction('2026-09-01'));
    expect(askedOfCitizen(history)!.event).toBe(history[1]);
  });
});
