import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { Reader } from './reader.js';

/** In its own file, as it uses up the names of a desk. */
describe('names of statements on PostgreSQL', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk({ postgres: true });
  }, 60_000);
  afterAll(() => desk.close());

  const rows = (sql: string) => desk.get(Reader).rows(sql);

  it('are at most 500; further statements run without a name', async () => {
    for (let n = 0; n < 520; n++) expect(await rows(`SELECT ${n} AS n`)).toEqual([{ n }]);
    const [{ count }] = (await rows('SELECT COUNT(*) AS count FROM pg_prepared_statements')) as [
      { count: number },
    ];
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThanOrEqual(500);
  });
});
