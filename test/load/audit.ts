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
  const env = { DATA_DIR: folder.path };
  try {
    await run([DESK, 'prepare'], env);
    await templates(env);
    const many = new ManyCases(join(folder.path, 'desk.sqlite'));
    for (const size of (sizes.length > 0 ? sizes : SIZES).toSorted((a, b) => a - b)) {
      const built = await seconds(() => many.growTo(size));
      console.log(`${size} cases stored in ${built.toFixed(0)} s: ${many.rows()}`);
      await audited(size, env);
    }
    many.close();
  } finally {
    folder.remove();
  }
}

/** By the clock, and by the processor: the machine may have other things to do. */
async function audited(size: number, env: Record<string, string>): Promise<void> {
  const bench = 'audit';
  const what = `bin/desk audit of ${size} cases`;
  const aim = size >= AIM_CASES && { aim: { atMost: AIM_SECONDS } };
  let said = '';
  const value = await seconds(async () => {
    said = await run(['-c', '"$@"; times', 'sh', process.execPath, DESK, 'audit'], env, 'sh');
  });
  const [user, system] = said.trim().split('\n').at(-1)!.split(' ').map(inSeconds);
  note({ bench, what, value, unit: 's', ...aim });
  note({ bench, what: `${what}, processor`, value: user! + system!, unit: 's' });
}

/** `1m2.34s`, as the shell's `times` says it. */
const inSeconds = (text: string): number => {
  const [minutes, rest] = text.split('m');
  return Number(minutes) * 60 + Number.parseFloat(rest!);
};

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
