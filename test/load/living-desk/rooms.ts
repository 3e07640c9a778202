import { join } from 'node:path';
import { BUILT } from '../processes.ts';

/** The doors of the built rooms, with the types of their sources. */
async function load() {
  await import('reflect-metadata');
  const room = <T>(path: string): Promise<T> => import(join(BUILT, path));
  return {
    ...(await room<typeof import('@app/platform')>('libs/platform/src/index.js')),
    ...(await room<typeof import('@app/catalogue')>('libs/catalogue/src/index.js')),
    ...(await room<typeof import('@app/people')>('libs/people/src/index.js')),
    ...(await room<typeof import('@app/cases')>('libs/cases/src/index.js')),
    ...(await room<typeof import('@app/intake')>('libs/intake/src/index.js')),
    ...(await room<typeof import('@app/referrals')>('libs/referrals/src/index.js')),
    ...(await room<typeof import('@app/satisfaction')>('libs/satisfaction/src/index.js')),
    clock: await room<typeof import('@app/sla/clock')>('libs/sla/src/clock/index.js'),
    ...(await room<typeof import('@app/sla/timers')>('libs/sla/src/timers/index.js')),
    ...(await room<typeof import('@app/house')>('libs/house/src/index.js')),
  };
}

export type Rooms = Awaited<ReturnType<typeof load>>;

let loaded: Promise<Rooms> | undefined;
/** Loaded once a process. */
export const rooms = (): Promise<Rooms> => (loaded ??= load());
