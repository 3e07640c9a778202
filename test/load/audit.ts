import { note } from './figures.ts';
import { benchPostgres, borrowDesk } from './living-desk/living-desk.ts';
import { deskInWords, type Options } from './options.ts';
import { DESK, run } from './processes.ts';

const bench = 'audit';
/** For a million cases. */
const AIM_SECONDS = 60;
const AIM_CASES = 1_000_000;

/** `bin/desk audit` of the whole history, by the clock and by the processor: the machine may have other things to do. */
export async function benchAudit({ desks }: Options): Promise<void> {
  const server = desks.some(({ database }) => database === 'PostgreSQL') ? await benchPostgres() : undefined;
  try {
    for (const kind of desks) {
      const postgres = kind.database === 'PostgreSQL' && { postgres: server!.url };
      const desk = await borrowDesk({ cases: kind.cases, mix: kind.mix, ...postgres });
      try {
        await audited(deskInWords(kind), kind.cases, desk.env);
      } finally {
        await desk.remove();
      }
    }
  } finally {
    await server?.stop();
  }
}

async function audited(what: string, cases: number, env: Record<string, string>): Promise<void> {
  const aim = cases >= AIM_CASES && { aim: { atMost: AIM_SECONDS } };
  const started = performance.now();
  const said = await run(['-c', '"$@"; times', 'sh', process.execPath, DESK, 'audit'], env, 'sh');
  const value = (performance.now() - started) / 1_000;
  const [user, system] = said.trim().split('\n').at(-1)!.split(' ').map(inSeconds);
  note({ bench, what: `${what}: audit`, value, unit: 's', ...aim });
  note({ bench, what: `${what}: audit, processor`, value: user! + system!, unit: 's' });
}

/** `1m2.34s`, as the shell's `times` says it. */
const inSeconds = (text: string): number => {
  const [minutes, rest] = text.split('m');
  return Number(minutes) * 60 + Number.parseFloat(rest!);
};
