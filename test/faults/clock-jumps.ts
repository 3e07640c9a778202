import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from './app-process.js';
import { reading } from './books.js';
import { WallClocks } from './faketime.js';
import type { System } from './system.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';

const ROLES: Role[] = ['web', 'worker'];
/** PostgreSQL's own clock; SQLite has none. */
const SERVER = 'server';
const OFFSETS = ['+3d', '-1d', '+10y', '+1h', '-1h'];
const WHOSE: string[][] = [[...ROLES, SERVER], ['worker'], ['web']];
/** Each offset for each clock; consecutive jumps differ in both. */
const JUMPS = Array.from({ length: OFFSETS.length * WHOSE.length }, (_, n) => ({
  offset: OFFSETS[n % OFFSETS.length]!,
  whose: WHOSE[n % WHOSE.length]!,
}));
/** Longer than the interval at which a process checks its clock. */
const JUMPED_MS = 13_000;
/** The clock is doubted, or the host's is wrong while the server's is trusted. */
const ALARMS = ['clock', 'host-clock'];
const DOUBTED = 'no timer fires until';

/** The clock of one kind of process, or of all, jumps and returns; no timer may fire before its true time. */
export async function clockJumps({ system, times, seed, short }: Run): Promise<Found> {
  const clocks = new WallClocks();
  try {
    await underFakeTime(system, clocks);
    const faults: string[] = [];
    const from = short ? 0 : seed;
    await underLoad(system, seed, async () => {
      for (let n = 0; n < times; n++) faults.push(...(await jump(system, clocks, from + n)));
    });
    return { faults: [...faults, ...(await firedAhead(system)), ...(await triedTwice(system))] };
  } finally {
    clocks.remove();
  }
}

async function underFakeTime(system: System, clocks: WallClocks): Promise<void> {
  const count = await system.killAll(...ROLES);
  const { server } = system.parts;
  if (server) {
    await server.kill();
    await server.restart(clocks.env(SERVER));
  }
  for (const role of ROLES) for (let n = 0; n < count[role]; n++) await system.start(role, clocks.env(role));
}

/** Returns the processes that did not notice. */
async function jump(system: System, clocks: WallClocks, n: number): Promise<string[]> {
  const { offset, whose } = JUMPS[n % JUMPS.length]!;
  const roles =
    system.parts.server && whose.includes(SERVER) ? ROLES : ROLES.filter((r) => whose.includes(r));
  const apps = roles.flatMap((role) => system.living(role));
  apps.forEach((app) => app.said.splice(0));
  whose.forEach((name) => clocks.set(name, offset));
  const alarmed = await alarmWithin(system, JUMPED_MS);
  whose.forEach((name) => clocks.set(name, '+0'));
  await pause(JUMPED_MS);
  // on PostgreSQL all use the server's clock, so they doubt only its jumps
  const doubters = system.parts.server && !whose.includes(SERVER) ? [] : apps;
  const blind = doubters.filter(({ said }) => !said.some((line) => line.includes(DOUBTED)));
  return [
    ...blind.map(({ role }) => `${role} did not doubt a clock that jumped by ${offset}`),
    ...(alarmed ? [] : [`no alarm in /health/ready over ${whose.join(' and ')} jumped by ${offset}`]),
  ];
}

/** Always waits the whole time, long enough for the jump to be accepted if it can be. */
async function alarmWithin({ url }: System, ms: number): Promise<boolean> {
  const until = performance.now() + ms;
  let seen = false;
  while (performance.now() < until) {
    const health = await fetch(`${url}/health/ready`).then(
      (response) => response.json() as Promise<{ troubles?: string[] }>,
      (): { troubles?: string[] } => ({}),
    );
    seen ||= ALARMS.some((alarm) => health.troubles?.includes(alarm));
    await pause(500);
  }
  return seen;
}

/** Timers fired before they were due by the runner's clock, or at a future instant. */
async function firedAhead({ parts }: System): Promise<string[]> {
  const { timers } = await reading(parts, (read) => read.books());
  const now = Date.now();
  return timers
    .filter(({ state, dueAt, firedAt }) => state === 'FIRED' && (dueAt > now || firedAt! > now))
    .map(({ id, kind }) => `timer ${id} ${kind} fired before its true time`);
}

/** Messages taken twice: no process died, so the second one wrongly took the lease for expired. */
async function triedTwice({ parts }: System): Promise<string[]> {
  const { notices } = await reading(parts, (read) => read.books());
  return notices
    .filter(({ attempts }) => attempts > 1)
    .map(({ id, kind, attempts }) => `notice ${id} ${kind} was tried ${attempts} times`);
}
