import {
  TimeSource,
  crashPoint,
  days,
  inList,
  Keyring,
  rawSql,
  Reader,
  Rings,
  sql,
  type HandOver,
} from '@app/platform';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { afterHandOver } from './delivery.js';
import { DIGESTS } from '../kinds/digests.js';
import { NoticeClaims, type Claim } from './notice-claims.js';
import type { Notice } from '../rows/notice.entity.js';
import { SUPPRESSED, UNDELIVERED } from '../rows/notice-states.js';
import { Outbound } from './outbound.js';
import { NoticeOutbox } from './notice-outbox.js';
import { NoticeUnmade } from './unmade.js';

const BATCH = 200;
/** Messages sent at once in a sweep; gateways limit their connections. */
const LANES = 3;
/** A sweep begins no new message after this time, so that a slow gateway does not hold up the worker's other tasks. */
const BUDGET_MS = 20_000;
/** Renewals within one lease, so that one of them may be late. */
const RENEWALS = 3;

/** How far back failures are counted; older ones stand in the audit and on their cases. */
const LATELY_MS = days(7);

type DueNotice = Pick<Notice, 'id' | 'state'>;

/** What an operator should look at. */
export interface StuckNotices {
  /** Milliseconds since the oldest unsent notice should have gone out; null when none waits. */
  oldestUnsentAge: number | null;
  /** Of the last seven days; so is `unknown`. */
  failed: number;
  unknown: number;
  /** Of these, quarantined after too many failures on our own side. */
  quarantined: number;
}

/** Sends the notices: when Redis says that one is due, and in a sweep for those of which Redis said nothing. */
@Injectable()
export class NoticeSender implements OnModuleInit {
  private readonly log = new Logger('NoticeSender');
  /** True when the last sweep ran out of time before it was through: sweep again soon. */
  behind = false;

  constructor(
    private readonly claims: NoticeClaims,
    private readonly outbox: NoticeOutbox,
    private readonly outbound: Outbound,
    private readonly reader: Reader,
    private readonly rings: Rings,
    private readonly time: TimeSource,
    private readonly keyring: Keyring,
  ) {}

  onModuleInit(): void {
    this.rings.answer('notice', async (id) => void (await this.send(id)));
  }

  /**
   * Sends what is due, oldest first; returns how many a gateway accepted. Without Redis this alone delivers everything.
   */
  async sweep(budgetMs = BUDGET_MS): Promise<number> {
    const until = performance.now() + budgetMs;
    let sent = 0;
    this.behind = false;
    for (let batch = await this.outbox.due(BATCH); batch.length > 0; batch = await this.outbox.due(BATCH)) {
      const tried = await this.inLanes(batch, until);
      sent += tried.filter(Boolean).length;
      if ((this.behind = performance.now() >= until)) break;
      if (!tried.some(Boolean)) break; // no gateway takes any; the next sweep looks again
    }
    return sent;
  }

  /** Sends one notice if it is due and no other sender holds it. True when its gateway accepted it. */
  async send(id: string): Promise<boolean> {
    try {
      const claim = await this.claims.take(id);
      if (claim) crashPoint('notice-claimed', id);
      return claim ? await this.deliver(claim) : false;
    } catch (error) {
      this.log.error(`notice ${id}: ${String(error)}`);
      if (error instanceof NoticeUnmade) await this.count(error);
      return false;
    }
  }

  async stuck(): Promise<StuckNotices> {
    const counts = await this.reader.ask<{ state: string; n: number }>(
      sql`SELECT state, COUNT(*) AS n FROM notice WHERE ${rawSql(UNDELIVERED)}
        AND "createdAt" >= ${this.lately()} GROUP BY state`,
    );
    const countOf = (state: string) => Number(counts.find((row) => row.state === state)?.n ?? 0);
    return {
      oldestUnsentAge: await this.outbox.oldestDueAge(),
      failed: countOf('FAILED'),
      unknown: countOf('UNKNOWN'),
      quarantined: await this.outbox.quarantine.count(),
    };
  }

  /**
   * Warnings and chases of the last seven days that reached no one: their organisations have no staff with an address.
   */
  async unheard(): Promise<number> {
    const hash = this.keyring.hash('blind-email', '');
    const [row] = await this.reader.ask<{ n: number }>(
      sql`SELECT COUNT(*) AS n FROM notice WHERE "recipientHash" = ${hash} AND "createdAt" >= ${this.lately()}
        AND ${rawSql(SUPPRESSED)} AND ${inList('kind', DIGESTS['clock-digest'])}`,
    );
    return Number(row!.n);
  }

  private count(unmade: NoticeUnmade): Promise<void> {
    return this.claims
      .unmade(unmade)
      .catch((error) => this.log.error(`its failure could not be noted: ${String(error)}`));
  }

  private async deliver(claim: Claim): Promise<boolean> {
    const outcome = await this.handOver(claim);
    const [notice] = claim.notices;
    const { repeatable } = this.outbound.transportOf(notice);
    const stored = await this.claims.finish(
      claim,
      afterHandOver(notice, outcome, repeatable, this.time.now()),
    );
    if (!stored)
      this.log.warn(
        `notice ${notice.id}: the result of attempt ${notice.attempts} came after another sender took over`,
      );
    if (outcome.state !== 'ACCEPTED')
      this.log.warn(`notice ${notice.id} ${notice.kind}: ${outcome.state} ${outcome.reason}`);
    return outcome.state === 'ACCEPTED';
  }

  /** Outside any transaction; the lease is renewed while the gateway takes its time. */
  private async handOver(claim: Claim): Promise<HandOver> {
    const [notice] = claim.notices;
    const renew = () => void this.claims.renew(claim).catch(() => undefined);
    const renewing = setInterval(renew, this.claims.leaseMs / RENEWALS);
    try {
      crashPoint('before-gateway', notice.id);
      const outcome = await this.outbound.handOver(notice, claim.message);
      crashPoint('after-gateway', notice.id);
      return outcome;
    } finally {
      clearInterval(renewing);
    }
  }

  /**
   * One message may be what killed a sender. So those that were interrupted go first and one at a time, lest a message
   * be counted for a death that another one caused; the rest goes side by side.
   */
  private async inLanes(due: DueNotice[], until: number): Promise<boolean[]> {
    const { SENDING: interrupted = [], PENDING: fresh = [] } = Object.groupBy(due, ({ state }) => state);
    const results: boolean[] = [];
    const lane = async (waiting: DueNotice[]) => {
      while (waiting.length > 0 && performance.now() < until)
        results.push(await this.send(waiting.shift()!.id));
    };
    await lane(interrupted);
    await Promise.all(Array.from({ length: LANES }, () => lane(fresh)));
    return results;
  }

  private lately(): number {
    return this.time.now() - LATELY_MS;
  }
}
