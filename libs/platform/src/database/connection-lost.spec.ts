import { describe, expect, it } from '@jest/globals';
import { asBusy } from './connection-lost.js';

describe('a lost database connection', () => {
  it.each([
    { driverError: { code: '57P01' } },
    { code: 'ECONNREFUSED' },
    new Error('Connection terminated unexpectedly'),
    new Error('Database connection provided by a query runner was already released, cannot continue'),
  ])('asks to try again: %p', (error) =>
    expect(asBusy(error)).toMatchObject({
      ...{ kind: 'BUSY', code: 'busy', detail: { retryAfterSeconds: 5 } },
    }),
  );

  it.each([new Error('no such column'), { driverError: { code: '23505' } }, undefined])(
    'is not %p',
    (error) => expect(asBusy(error)).toBe(error),
  );
});
