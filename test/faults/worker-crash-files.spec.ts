import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WORKER_PASSES, nameOf } from './crashes.js';
import { CrashRun } from './crash-run.js';

// fault matrix, row F3: the worker, with the file outbox: no message may come twice
const run = new CrashRun('worker', WORKER_PASSES);
beforeAll(() => run.open(), 60_000);
afterAll(() => run.close(), 30_000);

test.each(run.crashes.map((crash) => [nameOf(crash), crash] as const))(
  `%s (seed ${run.seed})`,
  async (_, crash) => expect(await run.suffer(crash)).toBe('SIGKILL'),
  40_000,
);

test('nothing lost, nothing twice', async () => expect(await run.verdict()).toEqual([]), 150_000);
