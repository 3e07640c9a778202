import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { House } from './house.js';
import { newSeed } from './seed.js';
import { Submits } from './submits.js';
import { answersIn, TRACE } from './trace.js';

// fault matrix, row F13: kill -9 does not test fsync, so the system calls are watched
const CLIENTS = 8;
const seed = newSeed();
let house: House;
let trace: string;

beforeAll(async () => {
  house = await House.open({ redis: false });
  trace = join(house.parts.folder, 'trace');
  await house.start('web', {}, [...TRACE, trace]);
}, 60_000);
afterAll(() => house.close(), 30_000);

test(`no report is acknowledged before its commit is on disk (seed ${seed})`, async () => {
  await new Submits(house, seed).many(CLIENTS, 5_000, 20);
  await Promise.all(house.living('web').map((web) => web.stop()));
  const answers = answersIn(readFileSync(trace, 'utf8'));
  process.stdout.write(`strace, seed ${seed}: ${answers.length} acknowledgements\n`);
  expect(answers.length).toBe(house.ledger.cases.size);
  expect(answers.length).toBeGreaterThan(50);
  expect(answers.filter(({ synced }) => !synced)).toEqual([]);
}, 60_000);

test('the check itself can fail: an answer before its sync, or a sync of something else', () => {
  const wal = 'pwrite64(20<x/desk.sqlite-wal>, "SME-1", 4096, 0) = 4096';
  const sync = 'fdatasync(20<x/desk.sqlite-wal>) = 0';
  const other = 'fdatasync(19<x/desk.sqlite>) = 0';
  const answer = 'writev(30<TCP:[1]>, [{iov_base="HTTP/1.1 201 {\\"caseNumber\\":\\"SME-1\\"}"}], 1) = 9';
  const judged = (...lines: string[]) => answersIn(lines.join('\n')).map(({ synced }) => synced);
  expect(judged(wal, sync, answer)).toEqual([true]);
  expect(judged(wal, answer, sync)).toEqual([false]);
  expect(judged(sync, wal, other, answer)).toEqual([false]);
});
