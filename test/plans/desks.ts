import { execFileSync } from 'node:child_process';

/** Two desks of the same mix: the pages visited by a statement may grow only with the rows it returns. */
export const SIZES = { small: 1_500, large: 15_000 } as const;

/** Settings of a living desk of that size, made if there is none, in a separate process, as benches do. */
export function livingDesk(cases: number, server?: string): { DATA_DIR: string; DATABASE_URL?: string } {
  const args = ['test/load/living-desk/make.ts', String(cases), 'usual', ...(server ? [server] : [])];
  const env = { ...process.env, NODE_OPTIONS: '--no-warnings', STATEMENTS_FOLDER: '' };
  const said = execFileSync(process.execPath, args, { encoding: 'utf8', env });
  return JSON.parse(said.trim().split('\n').at(-1)!) as ReturnType<typeof livingDesk>;
}
