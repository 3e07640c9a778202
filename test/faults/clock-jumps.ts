import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Role } from './app-process.js';
import { bringForward, Reading } from './books.js';
import type { House } from './house.js';
import { underLoad } from './load.js';

const JUMPS = ['+1h', '-1h', '+3d', '-1d', '+10y'];
const WHOSE: Role[][] = [['worker'], ['web'], ['web', 'worker']];
/** Longer than a process takes to look at its clock. */
const JUMPED_MS = 13_000;
const DOUBTED = 'no timer fires until';

const fileOf = (house: House, role: Role): string => join(house.parts.folder, `time-of-${role}`);
const setTime = (house: House, role: Role, offset: string) => writeFileSync(fileOf(house, role), offset);

/** The clock of one process, or of all, jumps and comes back; nothing may fire before its true time. */
export async function clockJumps(house: House, times: number, seed: number): Promise<string[]> {
  await Promise.all((['web', 'worker'] as const).map((role) => underFakeTime(house, role)));
  const unseen: string[] = [];
  const jumps = async () => {
    for (let n = 0; n < times; n++) unseen.push(...(await jump(house, seed + n)));
  };
  await underLoad(house, seed, jumps, []); // promises stay days away: a clock that is believed would break them
  const early = await firedAhead(house);
  await bringForward(house.parts, Date.now());
  return [...unseen, ...early];
}

async function underFakeTime(house: House, role: Role): Promise<void> {
  const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
  if (!library) throw new Error('libfaketime is missing: apt-get install libfaketime');
  await Promise.all(house.living(role).map((app) => app.kill()));
  setTime(house, role, '+0');
  await house.start(role, {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: fileOf(house, role),
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
}

/** Gives back which processes did not notice. */
async function jump(house: House, n: number): Promise<string[]> {
  const offset = JUMPS[n % JUMPS.length]!;
  const roles = WHOSE[n % WHOSE.length]!;
  const apps = roles.flatMap((role) => house.living(role));
  apps.forEach((app) => app.said.splice(0));
  roles.forEach((role) => setTime(house, role, offset));
  await pause(JUMPED_MS);
  const blind = apps.filter(({ said }) => !said.some((line) => line.includes(DOUBTED)));
  roles.forEach((role) => setTime(house, role, '+0'));
  await pause(JUMPED_MS);
  return blind.map(({ role }) => `${role} did not doubt a clock that jumped by ${offset}`);
}

/** Fired, though by the runner's own clock not yet due, or at an instant that has not come. */
async function firedAhead({ parts }: House): Promise<string[]> {
  const reading = await Reading.open(parts.folder, parts.database?.url);
  const { timers } = await reading.books().finally(() => reading.close());
  const now = Date.now();
  return timers
    .filter(({ state, dueAt, firedAt }) => state === 'FIRED' && (dueAt > now || firedAt! > now))
    .map(({ id, kind }) => `timer ${id} ${kind} fired before its true time`);
}
