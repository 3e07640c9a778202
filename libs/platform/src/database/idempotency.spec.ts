import { describe, expect, it } from '@jest/globals';
import type { Keyring } from '../crypto/keyring.js';
import { Problem } from '../errors/problem.js';
import type { TimeSource } from '../time/time-source.js';
import { Idempotency } from './idempotency.js';
import type { UnitOfWork } from './unit-of-work.js';

/** How often the database is queried when the effect fails like this. */
async function asked(failure: unknown): Promise<number> {
  let units = 0;
  const run = async () => {
    if (++units === 1) throw failure;
  };
  const keyring = { hash: (...of: string[]) => of.join(' ') };
  const once = new Idempotency({ run } as unknown as UnitOfWork, keyring as Keyring, {} as TimeSource);
  const request = { scope: 'citizen cases', key: 'k', body: {} };
  await expect(once.once(request, async () => 1)).rejects.toBe(failure);
  return units;
}

describe('an effect that fails under an idempotency key', () => {
  it('is looked up again when refused, as a concurrent repeat may have done it', async () =>
    expect(await asked(new Problem('NOT_ALLOWED', 'not-allowed'))).toBe(2));

  it('is thrown at once when the database was busy: nothing was done', async () =>
    expect(await asked(new Problem('BUSY', 'busy'))).toBe(1));

  it('is thrown at once for any other error', async () => expect(await asked(new Error('fault'))).toBe(1));
});
