import Database from 'better-sqlite3';
import type { INestApplicationContext } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BUILT } from './processes.ts';

const DAY = 86_400_000;
/** 30 working days with their week-ends. */
const SPAN_DAYS = 42;

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The rooms of the desk in this process, and the database beside them. */
export class TimerBench {
  /** What its figures are called. */
  readonly bench: string;
  private readonly app: Pick<INestApplicationContext, 'get' | 'close'>;
  private readonly db: Database.Database;
  private readonly redis: Redis;
  /** Doors of the built rooms: loaded at run time, so without types. */
  private readonly rooms: Record<string, any>;

  private constructor(
    bench: string,
    app: INestApplicationContext,
    db: Database.Database,
    redis: Redis,
    rooms: Record<string, any>,
  ) {
    [this.bench, this.app, this.db, this.redis, this.rooms] = [bench, app, db, redis, rooms];
  }

  static async open(env: Record<string, string>, bench: string): Promise<TimerBench> {
    const room = (path: string) => import(join(BUILT, path));
    await import('reflect-metadata');
    const { NestFactory } = await import('@nestjs/core');
    const [platform, timers, cases, catalogue, people, house] = await Promise.all([
      room('libs/platform/src/index.js'),
      room('libs/sla/src/timers/index.js'),
      room('libs/cases/src/index.js'),
      room('libs/catalogue/src/index.js'),
      room('libs/people/src/index.js'),
      room('libs/house/src/index.js'),
    ]);
    const settings = platform.loadSettings({ ...env, MESSAGES_PER_RECIPIENT_DAY: '9999999' });
    const app = await NestFactory.createApplicationContext(house.HouseModule.with(settings), {
      logger: ['error'],
    });
    await app.get(catalogue.Catalogue).refresh();
    const db = new Database(join(env['DATA_DIR']!, 'desk.sqlite'), { timeout: 10_000 });
    const redis = new Redis(decodeURIComponent(new URL(env['REDIS_URL']!).pathname));
    return new TimerBench(bench, app, db, redis, { ...timers, ...cases, ...catalogue, ...people });
  }

  get runner() {
    return this.app.get(this.rooms['TimerRunner']);
  }

  get due() {
    return this.app.get(this.rooms['DueTimers']);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    this.db.close();
    await this.app.close();
  }

  /** Timers of clocks that are no more, of a case that is there: they fire and change nothing else. */
  async store(count: number): Promise<void> {
    const now = Date.now();
    this.db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
      INSERT INTO timer SELECT 'm-' || i, 'clock.rung', (SELECT id FROM case_file), 'clock-' || i, 'due', 1,
        ${now} + 3600000 + CAST(i * ${(SPAN_DAYS * DAY) / count} AS INTEGER), 'ARMED', 'clock.rung|clock-' || i || '|due', NULL, NULL, 0, NULL FROM n`);
  }

  add(count: number, dueAt: (n: number) => number): string[] {
    const mark = randomBytes(4).toString('hex');
    const insert = this.db.prepare(
      `INSERT INTO timer VALUES (?, 'clock.rung', (SELECT id FROM case_file LIMIT 1), ?, 'due', 1, ?, 'ARMED', ?, NULL, NULL, 0, NULL)`,
    );
    const ids = Array.from({ length: count }, (_, n) => `${mark}-${n}`);
    const all = (): void => ids.forEach((id, n) => insert.run(id, id, Math.round(dueAt(n)), id));
    this.db.transaction(all).immediate();
    return ids;
  }

  makeDue(count: number): void {
    this.db.exec(`UPDATE timer SET "dueAt" = ${Date.now()} WHERE id IN (SELECT 'm-' || value FROM
      (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${count}) SELECT value FROM n))`);
  }

  forget(ids: string[]): void {
    const away = this.db.prepare('DELETE FROM timer WHERE id = ?');
    this.db.transaction(() => ids.forEach((id) => away.run(id))).immediate();
  }

  /** Timers that were rung for. */
  rung(): number {
    return this.db
      .prepare(`SELECT COUNT(*) FROM timer WHERE state = 'ARMED' AND "rungAt" IS NOT NULL`)
      .pluck()
      .get() as number;
  }

  unarmed(ids: string[]): number {
    const rung = this.db.prepare('SELECT "rungAt" FROM timer WHERE id = ?').pluck();
    return ids.filter((id) => rung.get(id) === null).length;
  }

  async redisBytes(): Promise<number> {
    return Number(/^used_memory:(\d+)/m.exec(await this.redis.info('memory'))![1]);
  }

  async flushAll(): Promise<void> {
    await this.redis.flushall();
  }

  async sweepAll(): Promise<void> {
    do await this.runner.sweep();
    while (this.runner.behind);
  }

  left(ids: string[]): number {
    const fired = this.db.prepare(`SELECT "firedAt" AS at FROM timer WHERE id = ?`);
    return ids.filter((id) => !(fired.get(id) as { at: number | null }).at).length;
  }

  async untilFired(ids: string[]): Promise<void> {
    while (this.left(ids) > 0) await pause(500);
  }

  lags(ids: string[]): number[] {
    const row = this.db.prepare(`SELECT "firedAt" - "dueAt" AS lag FROM timer WHERE id = ?`);
    return ids.map((id) => (row.get(id) as { lag: number }).lag);
  }

  lastFired(ids: string[]): number {
    const row = this.db.prepare(`SELECT "firedAt" AS at FROM timer WHERE id = ?`);
    return Math.max(...ids.map((id) => (row.get(id) as { at: number }).at));
  }

  /** Cases as citizens report them, each with its clock. */
  async openCases(count: number): Promise<void> {
    const service = this.app.get(this.rooms['Catalogue']).service('sme.consultation');
    const register = this.app.get(this.rooms['CaseRegister']);
    const given = {
      service,
      petitioner: { name: '林小姐', email: null, phone: null },
      channel: 'WEB',
      subject: '補助問題',
      description: '量測用',
      hotline: null,
      district: '西屯區',
      locale: 'zh-TW',
      noticeVersion: '1',
    };
    const open = () => register.open(this.rooms['ANYONE'], given);
    for (let n = 0; n < count; n += 50) await Promise.all(Array.from({ length: 50 }, open));
  }

  /** Cases with a clock that runs. */
  openClocks(): number {
    return this.db
      .prepare(`SELECT COUNT(DISTINCT "caseId") FROM clock WHERE state = 'RUNNING'`)
      .pluck()
      .get() as number;
  }

  /** Moves the next timer of each of `count` cases into one minute. */
  makeClocksDue(count: number, dueAt: (n: number) => number): string[] {
    const ids = this.db
      .prepare(
        `SELECT t.id FROM timer t JOIN clock c ON c.id = t."subjectId" WHERE t.state = 'ARMED' AND c.state = 'RUNNING' GROUP BY t."caseId" LIMIT ?`,
      )
      .pluck()
      .all(count) as string[];
    const move = this.db.prepare('UPDATE timer SET "dueAt" = ? WHERE id = ?');
    this.db.transaction(() => ids.forEach((id, n) => move.run(Math.round(dueAt(n)), id))).immediate();
    return ids;
  }

  /** Memory of Redis per delayed job, with `count` jobs in a bare queue. */
  async bareBytes(count: number): Promise<number> {
    const queue = new Queue('bare-memory', { connection: { path: this.redis.options.path! } });
    const before = await this.redisBytes();
    const job = (n: number) => ({ name: 'x', data: { n }, opts: { delay: 86_400_000 } });
    for (let n = 0; n < count; n += 1_000)
      await queue.addBulk(Array.from({ length: Math.min(1_000, count - n) }, (_, at) => job(n + at)));
    const used = (await this.redisBytes()) - before;
    await queue.obliterate({ force: true });
    await queue.close();
    return used / count;
  }

  /** The queue's own limit: delayed jobs that do nothing. Returns how late each was. */
  async bare(count: number, dueAt: (n: number) => number): Promise<number[]> {
    const connection = { path: this.redis.options.path! };
    const queue = new Queue('bare', { connection });
    const lags: number[] = [];
    const worker = new Worker('bare', async (job) => void lags.push(Date.now() - job.data.due), {
      connection: { ...connection, maxRetriesPerRequest: null },
      concurrency: 8,
    });
    const dues = Array.from({ length: count }, (_, n) => Math.round(dueAt(n)));
    await queue.addBulk(
      dues.map((due) => ({
        name: 'x',
        data: { due },
        opts: { delay: due - Date.now(), removeOnComplete: true },
      })),
    );
    while (lags.length < count) await pause(200);
    await Promise.all([worker.close(), queue.close()]);
    return lags;
  }
}
