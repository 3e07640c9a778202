import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nameOf, WORKER_PASSES } from './crashes.js';
import { CrashRun } from './crash-run.js';

// fault matrix, row F3: the worker on PostgreSQL, where units run side by side; the points that touch the database
const { 'before-gateway': _, 'before-enqueue': __, 'after-enqueue': ___, ...POINTS } = WORKER_PASSES;
const run = new CrashRun('worker', POINTS);
beforeAll(() => run.open({ postgres: true }), 60_000);
afterAll(() => run.close(), 30_000);

test.each(run.crashes.map((crash) => [nameOf(crash), crash] as const))(
  `%s (seed ${run.seed})`,
  async (_name, crash) => expect(await run.suffer(crash)).toBe('SIGKILL'),
  40_000,
);

test('nothing lost, nothing twice', async () => expect(await run.verdict()).toEqual([]), 150_000);
