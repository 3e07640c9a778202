import { Inject, Injectable, Logger, Optional, type BeforeApplicationShutdown } from '@nestjs/common';
import { Reader } from '../database/reader.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { TimeSource, SystemTime } from './time-source.js';
import { BEAT_MS, Heartbeats, HOST_TIME, type Peer } from './heartbeats.js';
import { hostTime, type HostTime } from './host-time.js';
import { TOLERANCE_MS, TrustedTime } from './trusted-time.js';

const SERVER_TIME = `SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint) AS at`;

/** Nothing is written while a process starts. */
const FIRST_BEAT_MS = 2_000;

/** Marked by any process while it doubts its clock, for health. */
export const CLOCK_DOUBTED = 'clock-doubted';

/**
 * Marked by any process whose host's clock is wrong while it uses the server's: times it gives to others (mails,
 * logs) are wrong.
 */
export const HOST_CLOCK_OFF = 'host-clock-off';
/** A server time that took longer is not used: it may be wrong by half of that. */
const LONGEST_TRIP_MS = 1_000;

/** The last result of the watch. */
export interface ClockReport {
  /** False: no timer fires. */
  clockSane: boolean;
  /** This host's clock minus the trusted time, ms. */
  clockSkewMs: number;
}

/**
 * Keeps the time of a process right: the server's on PostgreSQL, the host's on SQLite. It is checked against uptime and
 * the other processes of the machine; while it differs by more than 2 s, the time is not sane. It becomes sane again by
 * itself.
 */
@Injectable()
export class TimeWatch implements BeforeApplicationShutdown {
  private readonly log = new Logger('TimeWatch');
  private readonly trusted = new TrustedTime();
  private readonly host: HostTime;
  private timer?: NodeJS.Timeout;
  private soon?: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly time: TimeSource,
    private readonly heartbeats: Heartbeats,
    private readonly reader: Reader,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Optional() @Inject(HOST_TIME) host?: HostTime,
  ) {
    this.host = host ?? hostTime;
  }

  /**
   * Checks once; then, first after two seconds and from then on every ten, checks and updates the process's
   * heartbeat.
   */
  async start(role: 'web' | 'worker'): Promise<void> {
    const round = () => (this.looking = this.round(role));
    await this.look().catch((error: unknown) => this.log.warn(`the clock was not checked: ${String(error)}`));
    this.soon = setTimeout(round, FIRST_BEAT_MS).unref();
    this.timer = setInterval(round, BEAT_MS).unref();
  }

  report(): ClockReport {
    const clockSkewMs = this.time instanceof SystemTime ? this.host.wall() - this.time.now() : 0;
    return { clockSane: this.time.sane, clockSkewMs };
  }

  /** Reads the clock, checks it, and sets the time of the process. */
  async look(): Promise<void> {
    if (!(this.time instanceof SystemTime)) return;
    const reading = await this.read();
    if (!reading) return; // the machine is too busy for a precise reading; try again at the next round
    const verdict = this.trusted.observe(reading.instant, reading.uptime);
    const now = this.trusted.at(this.host.uptime())!;
    const stranger = (await this.heartbeats.peers()).find((peer) => this.differs(peer));
    this.say(this.time, this.trusted.sane && !stranger, verdict === 'believed', stranger);
    this.time.steer(now, this.trusted.sane && !stranger);
  }

  private differs({ at, monotonic }: Peer): boolean {
    return Math.abs(at - this.trusted.at(monotonic)!) > TOLERANCE_MS;
  }

  private say(time: SystemTime, sane: boolean, believed: boolean, stranger?: Peer): void {
    if (believed) this.log.error('the clock was set and has kept its new time: using it');
    if (sane && !time.sane) this.log.log('the clock is right again: timers fire');
    if (sane || !time.sane) return;
    const why = stranger
      ? `a ${stranger.role} process of this machine has another time`
      : `the clock jumped by ${Math.round(this.trusted.offMs / 1_000)} s`;
    this.log.error(`${why}: no timer fires until it is right. Check the clock of the machine (NTP)`);
  }

  /** The server's time is taken as that of the middle of the round trip. */
  private async read(): Promise<{ instant: number; uptime: number } | undefined> {
    if (!this.settings.DATABASE_URL) return { instant: this.host.wall(), uptime: this.host.uptime() };
    const before = this.host.monotonic();
    const { at } = (await this.reader.row<{ at: number }>(SERVER_TIME))!;
    const trip = this.host.monotonic() - before;
    if (trip > LONGEST_TRIP_MS && this.trusted.sane) return undefined;
    return { instant: Math.round(Number(at) + trip / 2), uptime: this.host.uptime() };
  }

  private async round(role: string): Promise<void> {
    try {
      await this.look();
      await this.heartbeats.beat(role);
      if (!this.time.sane) await this.heartbeats.mark(CLOCK_DOUBTED);
      else if (Math.abs(this.report().clockSkewMs) > TOLERANCE_MS) await this.heartbeats.mark(HOST_CLOCK_OFF);
    } catch (error) {
      this.log.warn(`the clock could not be checked: ${String(error)}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.timer) return;
    clearInterval(this.timer);
    clearTimeout(this.soon);
    await this.looking;
    await this.heartbeats.leave().catch(() => undefined);
  }
}
