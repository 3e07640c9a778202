import { join } from 'node:path';
import { note } from './figures.ts';
import { ManyCases } from './many-cases.ts';
import { DESK, run, temporaryFolder } from './processes.ts';
import { templates } from './templates.ts';

const SIZES = [100_000, 1_000_000];
/** For a million cases. */
const AIM_SECONDS = 60;
const AIM_CASES = 1_000_000;

/** `bin/desk audit` over so many cases, the smaller number first, in one database that grows. SQLite. */
export async function benchAudit(sizes: number[] = []): Promise<void> {
  const folder = temporaryFolder();
  const env = { DATA_DIR: folder.path, SURVEY_DELAY_MINUTES: '0', INTAKE_PER_ADDRESS_HOUR: '1000000' };
  try {
    await run([DESK, 'prepare'], env);
    await templates(env);
    const many = new ManyCases(join(folder.path, 'desk.sqlite'));
    for (const size of (sizes.length > 0 ? sizes : SIZES).toSorted((a, b) => a - b)) {
      const built = await seconds(() => many.growTo(size));
      console.log(`${size} cases stored in ${built.toFixed(0)} s: ${many.rows()}`);
      const value = await seconds(() => run([DESK, 'audit'], env));
      const aim = { atMost: (AIM_SECONDS * size) / AIM_CASES };
      note({ bench: 'audit', what: `bin/desk audit of ${size} cases`, value, unit: 's', aim });
    }
    many.close();
  } finally {
    folder.remove();
  }
}

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
