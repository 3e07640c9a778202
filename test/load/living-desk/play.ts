import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { ServiceEntry } from '@app/catalogue';
import type { SetTime } from '@app/platform';
import type { Calendar } from '@app/sla/clock';
import type { INestApplicationContext } from '@nestjs/common';
import { DESK, run } from '../processes.ts';
import { BEGAN, MIXES, ORGANISATIONS, type Life, type Mix, type Step } from './mix.ts';
import { Player, type Planned } from './player.ts';
import { Random } from './random.ts';
import { rooms, type Rooms } from './rooms.ts';
import { hireStaff } from './staff.ts';

const DAY = 86_400_000;
const SEED = 20_261_128;

interface Scheduled {
  at: number;
  play: () => Promise<unknown>;
}

/** Plays `count` cases of a mix through the real services, from the desk's first day until `now`, in an empty DATA_DIR. */
export async function playCases(folder: string, mix: Mix, count: number, now: number): Promise<void> {
  const env = { DATA_DIR: folder, INTAKE_PER_ADDRESS_HOUR: '9999999', MESSAGES_PER_RECIPIENT_DAY: '9999999' };
  await run([DESK, 'prepare'], env);
  const began = Date.parse(`${BEGAN}T06:00:00+08:00`);
  inForceSince(join(folder, 'desk.sqlite'), began);
  const { NestFactory } = await import('@nestjs/core');
  const r = await rooms();
  const time = new r.SetTime(began);
  const desk = await NestFactory.createApplicationContext(r.HouseModule.with(r.loadSettings(env), time), {
    logger: ['error'],
  });
  try {
    await desk.get(r.Catalogue).refresh();
    await new Play(desk, time, r, now).all(mix, count);
  } finally {
    await desk.close();
  }
  sendNotices(join(folder, 'desk.sqlite'), now);
}

/** Acts in the order of their instants; between them, what falls due takes effect when it does. */
class Play {
  private readonly random = new Random(SEED);
  private readonly desk: INestApplicationContext;
  private readonly time: SetTime;
  private readonly r: Rooms;
  private readonly now: number;
  private readonly services: ServiceEntry[];

  constructor(desk: INestApplicationContext, time: SetTime, r: Rooms, now: number) {
    [this.desk, this.time, this.r, this.now] = [desk, time, r, now];
    this.services = desk.get(r.Catalogue).services();
  }

  async all(mix: Mix, count: number): Promise<void> {
    const player = await Player.on(this.desk, await hireStaff(this.desk), this.time);
    const scheduled = this.planned(MIXES[mix], count).flatMap((planned) => this.acts(player, planned));
    for (const { at, play } of scheduled.toSorted((a, b) => a.at - b.at)) {
      await this.passTimeTo(at);
      await play();
    }
    await this.passTimeTo(this.now);
  }

  /** As many of each life as its share says, one at least. */
  private planned(lives: readonly Life[], count: number): Planned[] {
    const all = lives.reduce((sum, { share }) => sum + share, 0);
    let n = 0;
    return lives.flatMap((life) =>
      Array.from({ length: Math.max(1, Math.round((count * life.share) / all)) }, () => {
        const service = this.serviceFor(life);
        return { life, service, receivedAt: this.received(life, this.calendar(service)), n: ++n };
      }),
    );
  }

  private serviceFor({ kinds, steps = [] }: Life): ServiceEntry {
    const refers = steps.some((step) => 'offer' in step);
    for (;;) {
      const organisation = this.random.weighted(ORGANISATIONS);
      const fitting = this.services.filter(
        (s) => s.organisation === organisation && kinds.includes(s.kind) && (s.acceptOnIntake || !refers),
      );
      if (fitting.length > 0) return this.random.pick(fitting);
    }
  }

  /** A working day of the life's span, in the first hours of the office. */
  private received({ daysAgo: [newest, oldest] = this.years() }: Life, calendar: Calendar): number {
    const { toDay, toIso } = this.r.clock;
    let day = toDay(this.r.taipeiDate(this.now)) - this.random.between(newest, oldest);
    while (!calendar.isWorking(toIso(day))) day -= 1;
    const at = Date.parse(`${toIso(day)}T08:30:00+08:00`) + this.random.between(0, 2.5 * 3_600_000);
    return Math.min(at, this.now - 60_000);
  }

  private years(): [number, number] {
    return [1, Math.floor((this.now - Date.parse(`${BEGAN}T12:00:00+08:00`)) / DAY)];
  }

  private acts(player: Player, planned: Planned): Scheduled[] {
    let played: Awaited<ReturnType<Player['open']>>;
    const open = async () => (played = await player.open(planned));
    const steps = (planned.life.steps ?? []).map((step) => ({
      at: this.instant(planned, step),
      play: () => player.step(played, step).catch((cause: unknown) => fail(planned, step, cause)),
    }));
    return [{ at: planned.receivedAt, play: open }, ...steps.filter(({ at }) => at < this.now)];
  }

  private instant({ receivedAt, service }: Planned, { at: [workingDays, time] }: Step): number {
    const { toDay, toIso } = this.r.clock;
    const calendar = this.calendar(service);
    let day = toDay(this.r.taipeiDate(receivedAt));
    for (let left = workingDays; left > 0;) if (calendar.isWorking(toIso(++day))) left--;
    return Date.parse(`${toIso(day)}T${time}:00+08:00`);
  }

  private calendar({ organisation, unit }: ServiceEntry): Calendar {
    return this.desk.get(this.r.Catalogue).calendarOf(organisation, unit);
  }

  private async passTimeTo(instant: number): Promise<void> {
    const next = `SELECT MIN("dueAt") AS at FROM timer WHERE state = 'ARMED'`;
    for (;;) {
      const due = (await this.desk.get(this.r.Reader).row<{ at: number | null }>(next))!.at;
      if (due === null || due > instant) break;
      this.time.set(Math.max(this.time.now(), due + 1_000));
      await this.desk.get(this.r.TimerRunner).sweep();
    }
    if (this.time.now() < instant) this.time.set(instant);
  }
}

function fail({ life }: Planned, step: Step, cause: unknown): never {
  throw new Error(`of a case "${life.name}" failed ${JSON.stringify(step)}`, { cause });
}

/** A promise binds what begins after it was loaded: these were there on the first day. */
function inForceSince(path: string, began: number): void {
  const db = new Database(path);
  db.prepare('UPDATE catalogue_entry SET "loadedAt" = ?').run(began);
  db.close();
}

/** What was owed went out or failed as it does at gateways; what is an hour old at most still waits. */
function sendNotices(path: string, now: number): void {
  const db = new Database(path);
  const gone = `state = 'PENDING' AND "createdAt" < ${now - 3_600_000}`;
  const every = (nth: number) =>
    `AND id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM notice) WHERE n % ${nth} = 0)`;
  const sent = `attempts = 1, fence = 1, "nextAttemptAt" = NULL, "sentAt" = "createdAt" + 2000`;
  db.exec(`
    UPDATE notice SET state = 'FAILED', reason = 'REJECTED', attempts = 1, fence = 1, "nextAttemptAt" = NULL WHERE ${gone} ${every(97)};
    UPDATE notice SET state = 'UNKNOWN', reason = 'NO_RECEIPT', attempts = 1, fence = 1, "nextAttemptAt" = NULL WHERE ${gone} AND channel = 'SMS' ${every(89)};
    UPDATE notice SET state = 'ACCEPTED', ${sent} WHERE ${gone} ${every(11)};
    UPDATE notice SET state = 'DELIVERED', ${sent} WHERE ${gone};
    UPDATE notice SET "nextAttemptAt" = ${now + DAY} WHERE state = 'PENDING'`);
  db.close();
}
