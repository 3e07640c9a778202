import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from './app-process.js';
import { reading } from './books.js';
import { WallClocks } from './faketime.js';
import type { House } from './house.js';
import { underLoad } from './load.js';
import type { Found, Run } from './rows.js';

const ROLES: Role[] = ['web', 'worker'];
/** PostgreSQL's own clock; SQLite has none. */
const SERVER = 'server';
const OFFSETS = ['+3d', '-1d', '+10y', '+1h', '-1h'];
const WHOSE: string[][] = [[...ROLES, SERVER], ['worker'], ['web']];
/** Each offset for each: neighbours differ in both. */
const JUMPS = Array.from({ length: OFFSETS.length * WHOSE.length }, (_, n) => ({
  offset: OFFSETS[n % OFFSETS.length]!,
  whose: WHOSE[n % WHOSE.length]!,
}));
/** Longer than a process takes to look at its clock. */
const JUMPED_MS = 13_000;
/** Doubted, or off beside a server that is relied on. */
const ALARMS = ['clock', 'host-clock'];
const DOUBTED = 'no timer fires until';

/** The clock of one kind of process, or of all, jumps and comes back; nothing may fire before its true time. */
export async function clockJumps({ house, times, seed, short }: Run): Promise<Found> {
  const clocks = new WallClocks();
  try {
    await underFakeTime(house, clocks);
    const faults: string[] = [];
    const from = short ? 0 : seed;
    await underLoad(house, seed, async () => {
      for (let n = 0; n < times; n++) faults.push(...(await jump(house, clocks, from + n)));
    });
    return { faults: [...faults, ...(await firedAhead(house)), ...(await triedTwice(house))] };
  } finally {
    clocks.remove();
  }
}

async function underFakeTime(house: House, clocks: WallClocks): Promise<void> {
  const count = await house.killAll(...ROLES);
  const { server } = house.parts;
  if (server) {
    await server.kill();
    await server.restart(clocks.env(SERVER));
  }
  for (const role of ROLES) for (let n = 0; n < count[role]; n++) await house.start(role, clocks.env(role));
}

/** Returns who did not notice. */
async function jump(house: House, clocks: WallClocks, n: number): Promise<string[]> {
  const { offset, whose } = JUMPS[n % JUMPS.length]!;
  const roles = house.parts.server && whose.includes(SERVER) ? ROLES : ROLES.filter((r) => whose.includes(r));
  const apps = roles.flatMap((role) => house.living(role));
  apps.forEach((app) => app.said.splice(0));
  whose.forEach((name) => clocks.set(name, offset));
  const alarmed = await alarmWithin(house, JUMPED_MS);
  whose.forEach((name) => clocks.set(name, '+0'));
  await pause(JUMPED_MS);
  // on PostgreSQL all go by the server's clock: only its jump is theirs to doubt
  const doubters = house.parts.server && !whose.includes(SERVER) ? [] : apps;
  const blind = doubters.filter(({ said }) => !said.some((line) => line.includes(DOUBTED)));
  return [
    ...blind.map(({ role }) => `${role} did not doubt a clock that jumped by ${offset}`),
    ...(alarmed ? [] : [`no alarm in /health/ready over ${whose.join(' and ')} jumped by ${offset}`]),
  ];
}

/** Stays as long in any case: the jump is to be believed, if it can be. */
async function alarmWithin({ url }: House, ms: number): Promise<boolean> {
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

/** Fired, though by the runner's own clock not yet due, or at an instant that has not come. */
async function firedAhead({ parts }: House): Promise<string[]> {
  const { timers } = await reading(parts, (read) => read.books());
  const now = Date.now();
  return timers
    .filter(({ state, dueAt, firedAt }) => state === 'FIRED' && (dueAt > now || firedAt! > now))
    .map(({ id, kind }) => `timer ${id} ${kind} fired before its true time`);
}

/** Nobody died: whoever takes a message a second time believed that its lease had run out. */
async function triedTwice({ parts }: House): Promise<string[]> {
  const { notices } = await reading(parts, (read) => read.books());
  return notices
    .filter(({ attempts }) => attempts > 1)
    .map(({ id, kind, attempts }) => `notice ${id} ${kind} was tried ${attempts} times`);
}
