import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { Problem } from '../errors/problem.js';
import { Idempotency } from './idempotency.js';
import { Installation } from './platform.entities.js';
import { askWith } from './marks.js';
import { UnitOfWork } from './unit-of-work.js';

describe.each(DATABASES)('one submit, one effect, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let work: UnitOfWork;
  beforeAll(async () => {
    desk = await startDesk({ postgres });
    work = desk.get(UnitOfWork);
  });
  afterAll(() => desk.close());
  const once = (key: string, effect: () => Promise<string>) =>
    desk.get(Idempotency).once({ scope: 'spec', key, body: {} }, effect);

  it('returns the first outcome to a concurrent repeat, not a refusal caused by the first', async () => {
    await work.run((manager) => manager.insert(Installation, { key: 'row', value: 'free' }));
    let inside = 0;
    let open = () => {};
    const both = new Promise<void>((resolve) => (open = resolve));
    const take = () =>
      work.run(async (manager) => {
        if (++inside === 2) open();
        if (postgres) await both; // concurrently: each has found no outcome of the other
        const held = `SELECT value FROM installation WHERE key = 'row'${postgres ? ' FOR UPDATE' : ''}`;
        const [row] = await askWith<{ value: string }>(manager, held, []);
        if (row!.value === 'taken') throw new Problem('NOT_ALLOWED', 'taken');
        await manager.update(Installation, { key: 'row' }, { value: 'taken' });
        return 'taken by the first';
      });
    expect(await Promise.all([once('k', take), once('k', take)])).toEqual(
      Array(2).fill('taken by the first'),
    );
    await expect(once('another', take)).rejects.toThrow(Problem);
  });
});
