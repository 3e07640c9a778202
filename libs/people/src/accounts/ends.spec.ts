import { describe, expect, it } from '@jest/globals';
import { hours, minutes } from '@app/platform';
import { sessionIsOver, tokenIsOver } from './ends.js';
import { isAway } from '../staff/absences.js';
import { BY_LOGIN, BY_NETWORK, BY_SESSION_OWNER } from './sign-in-limits.js';

describe('when sessions, tokens and locks end', () => {
  it.each([
    ['idle for its minutes', 0, minutes(30), false],
    ['idle for longer', 0, minutes(30) + 1, true],
    ['busy for twelve hours', hours(12), hours(12), false],
    ['busy for longer', hours(12), hours(12) + 1, true],
  ])('a session %s', (_what, seen, now, over) => {
    expect(sessionIsOver({ createdAt: 0, lastSeenAt: seen }, now, 30)).toBe(over);
  });

  it.each([
    ['without an end', null, null, 1e15, false],
    ['before its end', 100, null, 99, false],
    ['at its end', 100, null, 100, true],
    ['revoked', null, 5, 1, true],
    ['revoked before its end', 100, 5, 6, true],
  ])('a token %s', (_what, expiresAt, revokedAt, now, over) => {
    expect(tokenIsOver({ expiresAt, revokedAt }, now)).toBe(over);
  });

  it.each([
    [null, false],
    ['2026-08-18', false],
    ['2026-08-19', true],
    ['2026-08-20', true],
  ])('an absence until %s, on 2026-08-19: %s', (awayUntil, away) => {
    expect(isAway({ awayUntil, absences: [] }, '2026-08-19')).toBe(away);
  });

  it('the limits of sign-in are those of 附表十 item 33, wider for a network', () => {
    const quarter = minutes(15);
    expect([BY_LOGIN, BY_NETWORK, BY_SESSION_OWNER]).toEqual([
      { kind: 'sign-in', most: 5, withinMs: quarter },
      { kind: 'sign-in-network', most: 100, withinMs: quarter },
      { kind: 'password', most: 5, withinMs: quarter },
    ]);
  });
});
