/**
 * Applies each small wrong change of `slips/` to a copy of the tree, one at a time, and expects the named spec to fail:
 * `npm run sabotage [-- ROOM…]`. Exits 1 if a slip is not noticed, or its text is not found.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../launcher/postgres.mjs';
import { startRedis } from '../../launcher/redis.mjs';
import { runSpecs, type SpecRun } from './run-specs.ts';
import type { Slip } from './slip.ts';

const ROOT = join(import.meta.dirname, '../..');
const SLIPS = join(import.meta.dirname, 'slips');
/** What specs need: sources, data, and the configuration of Jest. */
const COPIED =
  'apps libs test config docs launcher bin package.json tsconfig.json jest.config.js .swcrc .dependency-cruiser.cjs';
/** Slips tried in parallel, each in its own copy. */
const SIDE_BY_SIDE = 2;

interface Tried extends Slip {
  room: string;
  /** The result; only `caught` is good. */
  outcome: 'caught' | 'NOT CAUGHT' | 'TEXT NOT FOUND ONCE' | 'SPEC BROKE OFF';
  seconds: number;
}

const asked = process.argv.slice(2);
const rooms = readdirSync(SLIPS)
  .map((file) => file.replace('.ts', ''))
  .filter((room) => asked.length === 0 || asked.includes(room));
const slips: (Slip & { room: string })[] = [];
for (const room of rooms) {
  const found = (await import(join(SLIPS, `${room}.ts`))) as { SLIPS: Slip[] };
  slips.push(...found.SLIPS.map((slip) => ({ ...slip, room })));
}

const folder = join(tmpdir(), `single-window-sabotage-${process.pid}`);
const [redis, postgres] = await Promise.all([startRedis(folder), startPostgres()]);
const env = { TEST_REDIS_URL: redis.url, TEST_DATABASE_URL: postgres.url };
let failed = true;
try {
  const trees = Array.from({ length: SIDE_BY_SIDE }, (_, index) => copyOf(join(folder, `tree-${index}`)));
  await expectWhole(trees[0]!);
  const tried = await tryAll(trees);
  report(tried);
  failed = tried.length === 0 || tried.some(({ outcome }) => outcome !== 'caught');
} finally {
  await Promise.all([redis.stop(), postgres.stop()]);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

function copyOf(tree: string): string {
  mkdirSync(tree, { recursive: true });
  for (const name of COPIED.split(' ')) cpSync(join(ROOT, name), join(tree, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

/** Checks that all specs pass without a slip: one that fails would seem to catch everything. */
async function expectWhole(tree: string): Promise<void> {
  const specs = [...new Set(slips.map(({ caught }) => caught))];
  const run = await runSpecs(tree, specs, env, { workers: SIDE_BY_SIDE });
  if (run.failed > 0 || run.broken > 0 || run.passed === 0)
    throw new Error(`without a slip ${run.failed + run.broken} fail: ${run.names.join(', ')}`);
}

async function tryAll(trees: string[]): Promise<Tried[]> {
  const waiting = [...slips];
  const tried: Tried[] = [];
  const work = async (tree: string): Promise<void> => {
    for (let slip = waiting.shift(); slip; slip = waiting.shift()) {
      const result = await tryOne(tree, slip);
      tried.push(result);
      const at = `${tried.length}/${slips.length}`.padEnd(8);
      console.log(`${at} ${result.outcome} in ${result.seconds} s: ${slip.room}: ${slip.slip}`);
    }
  };
  await Promise.all(trees.map(work));
  return tried;
}

async function tryOne(tree: string, slip: Slip & { room: string }): Promise<Tried> {
  const path = join(tree, slip.file);
  const right = readFileSync(path, 'utf8');
  if (right.split(slip.right).length !== 2) return { ...slip, outcome: 'TEXT NOT FOUND ONCE', seconds: 0 };
  writeFileSync(
    path,
    right.replace(slip.right, () => slip.wrong),
  );
  const started = performance.now();
  try {
    const run = await runSpecs(tree, [slip.caught], env, { on: slip.on });
    return { ...slip, outcome: outcomeOf(run), seconds: Math.round((performance.now() - started) / 1_000) };
  } finally {
    writeFileSync(path, right);
  }
}

/** A slip that keeps a spec from loading would be noticed in any case, so it proves nothing. */
function outcomeOf({ failed: count, broken }: SpecRun): Tried['outcome'] {
  if (count > 0) return 'caught';
  return broken > 0 ? 'SPEC BROKE OFF' : 'NOT CAUGHT';
}

function report(tried: Tried[]): void {
  const lines = Object.entries(Object.groupBy(tried, ({ room }) => room)).map(([room, of = []]) => {
    const caught = of.filter(({ outcome }) => outcome === 'caught').length;
    return `| ${room} | ${caught} of ${of.length} | ${Math.max(...of.map(({ seconds }) => seconds))} s |`;
  });
  console.log(['', '| room | caught | slowest |', '|---|---|---|', ...lines, ''].join('\n'));
  for (const { outcome, room, slip, caught } of tried)
    if (outcome !== 'caught') console.log(`${outcome}: ${room}: ${slip} (${caught})`);
}
