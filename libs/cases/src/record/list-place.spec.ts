import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES, type EventFacts, type EventType } from './events.js';
import { listPlace, WITHOUT_PROMISE } from './list-place.js';
import type { CaseStatus } from './statuses.js';
import type { WaitsFor } from './waits.js';

type Happened = EventType | [EventType, EventFacts];
/** By staff; what the citizen or the system did begins with its name. */
const events = (...all: Happened[]) =>
  all.map((one) => {
    const [type, facts] = typeof one === 'string' ? [one, {}] : one;
    return { type, facts, actorKind: 'staff' };
  });
const file = (status: CaseStatus, more = {}) => ({
  ...{ status, open: true, confirmBy: null, receivedAt: 1_000 },
  ...more,
});
const waits = (status: CaseStatus, ...all: Happened[]): WaitsFor =>
  listPlace(file(status), events('RECEIVED', ...all), []).waitsFor;
const referred = (referralId: string): Happened => ['REFERRED', { referralId }];
const ended = (type: EventType, referralId: string): Happened => [type, { referralId }];

describe('on whom a case waits', () => {
  it.each([
    ['no work has begun: it only came in', 'RECEIVED', [], 'START'],
    ['it was passed on and noted about', 'IN_PROGRESS', ['ACCEPTED', 'ASSIGNED', 'NOTED', 'CHASED'], 'START'],
    ['staff wrote to the citizen', 'ACCEPTED', ['MESSAGED'], 'UNIT'],
    ['a correction is asked for', 'AWAITING_CORRECTION', ['CORRECTION_REQUESTED'], 'CITIZEN'],
    ['the correction came', 'IN_PROGRESS', ['CORRECTION_REQUESTED', 'CORRECTED'], 'UNIT'],
    ['a supplement is asked for', 'IN_PROGRESS', ['SUPPLEMENT_REQUESTED'], 'CITIZEN'],
    ['the supplement came', 'IN_PROGRESS', ['SUPPLEMENT_REQUESTED', 'SUPPLEMENTED'], 'UNIT'],
    ['one partner works', 'IN_PROGRESS', [referred('a')], 'PARTNER'],
    [
      'one of two partners works',
      'IN_PROGRESS',
      [referred('a'), referred('b'), ended('REFERRAL_RETURNED', 'b')],
      'PARTNER',
    ],
    ['the partner returned it', 'IN_PROGRESS', [referred('a'), ended('REFERRAL_RETURNED', 'a')], 'RETURNED'],
    ['the partner accepted it', 'IN_PROGRESS', [referred('a'), ended('REFERRAL_ACCEPTED', 'a')], 'PARTNER'],
    [
      'it was returned and referred again',
      'IN_PROGRESS',
      [referred('a'), ended('REFERRAL_RETURNED', 'a'), referred('c')],
      'PARTNER',
    ],
    ['the partner replied', 'IN_PROGRESS', [referred('a'), ended('REFERRAL_REPLIED', 'a')], 'UNIT'],
    ['the answer waits for approval', 'AWAITING_APPROVAL', ['SUBMITTED'], 'APPROVAL'],
    ['an extension waits for approval', 'IN_PROGRESS', ['APPROVAL_ASKED'], 'APPROVAL'],
    [
      'the answer waits, an extension asked for before it was approved',
      'AWAITING_APPROVAL',
      ['APPROVAL_ASKED', 'SUBMITTED', 'APPROVED'],
      'APPROVAL',
    ],
    ['it was approved', 'IN_PROGRESS', ['APPROVAL_ASKED', 'APPROVED'], 'UNIT'],
    ['what waited is void: another unit has it', 'IN_PROGRESS', ['APPROVAL_ASKED', 'REASSIGNED'], 'UNIT'],
    ['it is answered, a partner still works', 'REPLIED', [referred('a'), 'REPLIED'], 'CLOSING'],
  ] as [string, CaseStatus, Happened[], WaitsFor][])('%s', (_what, status, all, whom) => {
    expect(waits(status, ...all)).toBe(whom);
  });

  /** Passing it on, noting something and what a colleague is to do are no work on the matter. */
  const NO_WORK: EventType[] = [
    ...(['CONFIRMATION_ASKED', 'ACCEPTED', 'ASSIGNED', 'REASSIGNED', 'NOTED', 'CHASED'] as const),
    ...(['CHASE_SENT', 'CHASE_UNDONE', 'LOOKUP_CODE_ISSUED', 'TASK_ADDED', 'TASK_TAKEN'] as const),
    'TASK_CANCELLED',
  ];
  it.each(NO_WORK)('no one has worked on it after %s', (type) => {
    expect(waits('IN_PROGRESS', type)).toBe('START');
  });

  it.each(EVENT_TYPES.filter((type) => !['RECEIVED', ...NO_WORK].includes(type)))(
    'someone has worked on it after %s',
    (type) => expect(waits('IN_PROGRESS', type)).not.toBe('START'),
  );

  it.each([
    ...(['APPROVED', 'SENT_BACK', 'APPROVAL_WITHDRAWN', 'ASSIGNED', 'REASSIGNED'] as const),
    ...(['REPLIED', 'CORRECTION_REQUESTED', 'REOPENED'] as const),
  ])('nothing waits for approval any more after %s', (type) => {
    expect(waits('IN_PROGRESS', 'APPROVAL_ASKED', type)).not.toBe('APPROVAL');
    expect(waits('IN_PROGRESS', 'APPROVAL_ASKED', type, 'APPROVAL_ASKED')).toBe('APPROVAL');
  });

  it('is no one once it has ended, or before it is confirmed', () => {
    const closed = file('CLOSED', { open: false });
    expect(listPlace(closed, events('RECEIVED', 'REPLIED', 'CLOSED'), []).waitsFor).toBe('NONE');
    const sent = file('AWAITING_CONFIRMATION', { confirmBy: '2026-12-01' });
    expect(listPlace(sent, events('CONFIRMATION_ASKED'), []).waitsFor).toBe('NONE');
  });

  it('does not count what the citizen did as work', () => {
    const all = [...events('RECEIVED'), { type: 'MESSAGED' as const, facts: {}, actorKind: 'citizen' }];
    expect(listPlace(file('ACCEPTED'), all, []).waitsFor).toBe('START');
  });
});

describe('the order of lists', () => {
  const order = (receivedAt: number, dues: number[]) =>
    listPlace(file('ACCEPTED', { receivedAt }), events('RECEIVED'), dues).listOrder;

  it('is the nearest due date first, then what has none, the newest first', () => {
    const [late, soon, newer, older] = [order(9, [50]), order(1, [70, 60]), order(20, []), order(10, [])];
    expect([late, soon]).toEqual([50, 60]);
    expect([older, newer, soon, late].toSorted((a, b) => a - b)).toEqual([late, soon, newer, older]);
    expect(newer).toBeGreaterThan(WITHOUT_PROMISE / 2);
    expect([older, newer]).toEqual([WITHOUT_PROMISE - 10, WITHOUT_PROMISE - 20]);
  });

  it('counts the last day of a correction until it came', () => {
    const asked = events('RECEIVED', ['CORRECTION_REQUESTED', { lastDay: '2026-12-03' }]);
    const end = Date.parse('2026-12-04T00:00:00+08:00');
    expect(listPlace(file('AWAITING_CORRECTION'), asked, [end + 5]).listOrder).toBe(end);
    const sooner = listPlace(file('AWAITING_CORRECTION'), asked, [end - 5]);
    expect(sooner).toMatchObject({ listOrder: end - 5, correctionBy: '2026-12-03' });
    const lapsed = listPlace(file('IN_PROGRESS'), [...asked, ...events('CORRECTION_LAPSED')], [end + 5]);
    expect(lapsed).toMatchObject({ listOrder: end + 5, correctionBy: null });
    const came = [...asked, ...events('CORRECTED')];
    const after = listPlace(file('IN_PROGRESS'), came, [end + 5]);
    expect(after).toMatchObject({ listOrder: end + 5, correctionBy: null });
  });
});
