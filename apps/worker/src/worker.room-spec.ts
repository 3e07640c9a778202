import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Recount } from '@app/cases';
import { HolidayMail, NoticeSender } from '@app/notices';
import { Mornings } from '@app/morning';
import { Catalogue } from '@app/catalogue';
import {
  ensureSecret,
  Heartbeats,
  Housekeeping,
  loadSettings,
  minutes,
  Reader,
  SetTime,
  WRITE_SOURCE,
} from '@app/platform';
import { Timer, TimerRunner, TIMER_KINDS } from '@app/sla/timers';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DATABASES } from '../../../test/support/databases.js';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { prepareDesk, type Prepared } from '../../../test/support/prepared.js';
import { Rounds } from './rounds.js';
import { WorkerModule } from './worker.module.js';

jest.setTimeout(60_000);

/** The worker as assembled for production: all rooms that own a timer, on a database prepared by `bin/desk prepare`. */
describe.each(DATABASES)('a worker, on %s', (_name, postgres) => {
  let prepared: Prepared;
  let worker: INestApplicationContext;
  const time = new SetTime(WEDNESDAY_MORNING);
  beforeAll(async () => {
    prepared = await prepareDesk(postgres, time);
    const settings = loadSettings({ ...prepared.env, SWEEP_SECONDS: '3600' });
    ensureSecret(settings);
    const options = { logger: ['error'] as const, abortOnError: false };
    worker = await NestFactory.createApplicationContext(WorkerModule.with(settings, time), {
      ...{ ...options, logger: [...options.logger] },
    });
    await firstRound();
  }, 60_000);
  afterAll(async () => {
    await worker.close();
    await prepared.remove();
  });

  const firstRound = () => (worker.get(Rounds) as unknown as { round?: Promise<void> }).round;
  const round = () => (worker.get(Rounds) as unknown as { oneRound(): Promise<void> }).oneRound();

  it('starts: each kind of timer has exactly one handler', () => {
    const handlers = (worker.get(TimerRunner) as unknown as { handlers: Map<string, unknown> }).handlers;
    expect([...handlers.keys()].toSorted()).toEqual(Object.keys(TIMER_KINDS).toSorted());
  });

  it('has completed its first round: timers for holiday lists are armed, and the sweep is marked', async () => {
    const armed = await worker.get(Reader).repository(Timer).findBy({ kind: 'notice.before-holiday' });
    expect(armed.map(({ subjectId }) => subjectId).toSorted()).toEqual([
      'aoc',
      'bsmi',
      'crc',
      'demo',
      'ida',
      'sme',
    ]);
    expect(await worker.get(Heartbeats).age('sweep')).toBe(0);
    time.forward(minutes(3));
    expect(await worker.get(Heartbeats).age('sweep')).toBe(minutes(3));
  });

  it('calls each room once a round, in order', async () => {
    const calls: string[] = [];
    const watch = <T extends object>(what: T, method: keyof T & string, name: string) =>
      jest
        .spyOn(what as Record<string, () => unknown>, method)
        .mockImplementation(async () => void calls.push(name));
    const get = <T>(what: abstract new (...args: never[]) => T) => worker.get<T>(what);
    watch(get(Housekeeping), 'sweep', 'housekeeping');
    watch(get(NoticeSender), 'sweep', 'notices');
    watch(get(TimerRunner), 'sweep', 'timers');
    watch(get(HolidayMail), 'arm', 'holidays');
    watch(get(Mornings), 'arm', 'mornings');
    watch(get(Recount), 'look', 'calendar');
    watch(get(Catalogue), 'refresh', 'catalogue');
    await round();
    jest.restoreAllMocks();
    expect(calls).toEqual([
      ...['catalogue', 'calendar', 'holidays', 'mornings', 'timers', 'notices', 'housekeeping'],
    ]);
    expect(worker.get(WRITE_SOURCE)).toBeDefined();
  });
});
