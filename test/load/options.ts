import type { Mix } from './living-desk/mix.ts';

type DatabaseName = 'SQLite' | 'PostgreSQL';

/** One desk to measure on. */
export interface DeskKind {
  database: DatabaseName;
  cases: number;
  mix: Mix;
}

export interface Options {
  benches: string[];
  desks: DeskKind[];
  clients: number[];
}

/** Of one measurement. */
export const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10);
const SIZES = [10_000, 100_000, 1_000_000];
const BAD_DAY = 100_000;
const CLIENTS = [1, 8, 32];
const FLAG = /^--(sqlite|postgres|both|bad-day|clients=\d+(,\d+)*)$/;

/**
 * `[BENCH…] [CASES…] [--postgres|--both] [--bad-day] [--clients=1,8,32]`; `all` is every bench on every size, both
 * mixes and both databases. Throws for what it does not know.
 */
export function readOptions(given: string[], known: string[]): Options {
  const flags = given.filter((word) => word.startsWith('--'));
  const sizes = given.filter((word) => /^\d+$/.test(word)).map(Number);
  const names = given.filter((word) => !flags.includes(word) && !/^\d+$/.test(word));
  const all = names.includes('all');
  const unknown = [...names.filter((name) => ![...known, 'all'].includes(name)), ...flags.filter(isStrange)];
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}. Benches: ${known.join(', ')}, all`);
  const has = (flag: string) => flags.includes(`--${flag}`);
  const databases: DatabaseName[] =
    all || has('both') ? ['SQLite', 'PostgreSQL'] : has('postgres') ? ['PostgreSQL'] : ['SQLite'];
  const mix = has('bad-day') ? 'bad-day' : 'usual';
  const chosen = sizes.length > 0 ? sizes : all ? SIZES : [SIZES[0]!];
  const desks = databases.flatMap((database): DeskKind[] => [
    ...chosen.toSorted((a, b) => a - b).map((cases) => ({ database, cases, mix }) as const),
    ...(all ? [{ database, cases: BAD_DAY, mix: 'bad-day' } as const] : []),
  ]);
  const clients = flags.find((flag) => flag.startsWith('--clients='))?.slice('--clients='.length);
  return {
    benches: all || names.length === 0 ? known : names,
    desks,
    clients: clients ? clients.split(',').map(Number) : CLIENTS,
  };
}

const isStrange = (flag: string) => !FLAG.test(flag);

/** `SQLite, 10,000 cases` */
export const deskInWords = ({ database, cases, mix }: DeskKind): string =>
  `${database}, ${cases.toLocaleString('en')} ${mix === 'bad-day' ? 'open on a bad day' : 'cases'}`;
