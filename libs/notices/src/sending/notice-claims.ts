import {
  TimeSource,
  crashPoint,
  days,
  findRows,
  SETTINGS,
  UnitOfWork,
  type OutgoingMessage,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCrash, afterUnmade, type Change } from './delivery.js';
import { DIGESTS, digestOf, MOST_GATHERED } from '../kinds/digests.js';
import type { NoticeFacts } from '../rows/facts.js';
import { WAITING } from '../rows/notice-indexes.js';
import { Notice } from '../rows/notice.entity.js';
import { Outbound } from './outbound.js';
import { making, type NoticeUnmade } from './unmade.js';

/** One message, and the notices that it tells: mostly one, several where they were gathered. */
export interface Claim {
  notices: readonly [Notice, ...Notice[]];
  message: OutgoingMessage;
}

/** Older ones were given up; the index need not be read further back. */
const OLDEST_MS = days(4);

/** Takes notices for sending, one sender each: a lease that ends by itself, and a fence against late results. */
@Injectable()
export class NoticeClaims {
  /** How long a sender that fell silent keeps a notice, in milliseconds; one that lives renews it. */
  readonly leaseMs: number;
  private readonly lock: string;

  constructor(
    private readonly work: UnitOfWork,
    private readonly outbound: Outbound,
    private readonly time: TimeSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.leaseMs = settings.NOTICE_LEASE_SECONDS * 1_000;
    // in order of their ids: two senders that gather for one person wait for each other, the second finds nothing left
    this.lock = settings.DATABASE_URL ? ' FOR UPDATE' : '';
  }

  /**
   * Marks the attempt as begun, on disk, before the gateway is called; with the notice those that go out in the same
   * mail. Undefined when there is nothing to send; `NoticeUnmade` when it cannot be made into a message.
   */
  take(id: string): Promise<Claim | undefined> {
    return this.work.run(async (manager) => {
      const now = this.time.now();
      const seen = await manager.findOneBy(Notice, { id });
      if (!seen || !isDue(seen, now)) return undefined;
      const together = await this.together(manager, seen, now);
      const notice = together.find((one) => one.id === id);
      if (!notice || !isDue(notice, now)) return undefined;
      const found =
        notice.state === 'SENDING' ? afterCrash(notice, this.outbound.transportOf(notice).repeatable) : {};
      if (found.state) return void (await this.changeAll(manager, together, found));
      return this.begin(
        manager,
        together.map((one) => ({ ...one, ...found })),
        now,
      );
    });
  }

  /** What goes out with a notice: what was gathered before stays together; what waits for the same person joins it. */
  private async together(manager: EntityManager, notice: Notice, now: number): Promise<Notice[]> {
    const order = `ORDER BY id LIMIT ${MOST_GATHERED}${this.lock}`;
    if (notice.mailId !== null)
      return findRows(manager, Notice, `WHERE "mailId" = $1 AND state IN ('PENDING', 'SENDING') ${order}`, [
        notice.mailId,
      ]);
    const kinds = DIGESTS[digestOf(notice.kind) ?? ''];
    if (!kinds || !isFresh(notice)) return [notice];
    const waiting = await findRows(
      manager,
      Notice,
      `WHERE "recipientHash" = $1 AND "createdAt" >= $2 AND ${WAITING} AND channel = 'EMAIL' AND state = 'PENDING' AND attempts = 0
        AND "mailId" IS NULL AND interruptions IS NULL AND kind IN (${kinds.map((_, at) => `$${at + 3}`).join(', ')}) ${order}`,
      [notice.recipientHash, Math.min(notice.createdAt, now - OLDEST_MS), ...kinds],
    );
    return waiting.filter((one) => sameSender(one, notice));
  }

  private async begin(manager: EntityManager, taken: Notice[], now: number): Promise<Claim | undefined> {
    const going: Notice[] = [];
    let to = '';
    for (const one of taken) {
      const address = await making([one], this.outbound.addressee(manager, one));
      if ('suppressed' in address) await this.change(manager, one, suppressed(address.suppressed));
      else [to] = [address.to, going.push(one)];
    }
    const [first] = going;
    if (!first) return undefined;
    const mailId = going.length > 1 ? (first.mailId ?? first.id) : first.mailId;
    const begun = going.map((one) => ({ ...one, mailId, ...this.attempt(one, now) }));
    const message = await making(going, this.outbound.compose(manager, begun, to));
    for (const [at, one] of going.entries()) {
      const { state, attempts, fence, leaseUntil, nextAttemptAt, ambiguous, interruptions } = begun[at]!;
      const change = { state, attempts, fence, leaseUntil, nextAttemptAt, ambiguous, interruptions, mailId };
      if (await this.change(manager, one, change)) continue;
      if (going.length === 1) return undefined; // another was quicker
      throw new Error(`notice ${one.id} was taken by another while it was held`);
    }
    return { notices: begun as [Notice, ...Notice[]], message };
  }

  private attempt({ attempts, fence }: Notice, now: number) {
    const leaseUntil = now + this.leaseMs;
    const state = 'SENDING' as const;
    return { state, attempts: attempts + 1, fence: fence + 1, leaseUntil, nextAttemptAt: leaseUntil };
  }

  /** Counts, on disk, a try that came to nothing before any gateway was asked; after five it waits for a person. */
  async unmade({ notices, cause }: NoticeUnmade): Promise<void> {
    const now = this.time.now();
    await this.work.run(async (manager) => {
      for (const notice of notices) await this.change(manager, notice, afterUnmade(notice, cause, now));
    });
  }

  /** A slow gateway does not lose us the notice. */
  async renew({ notices }: Claim): Promise<void> {
    const leaseUntil = this.time.now() + this.leaseMs;
    await this.work.run((manager) =>
      this.changeAll(manager, notices, { leaseUntil, nextAttemptAt: leaseUntil }),
    );
  }

  /** Stores a result, the same for all that went out together, unless they were taken by another meanwhile. */
  async finish({ notices }: Claim, result: Change): Promise<boolean> {
    crashPoint('before-result');
    const ended = { ...result, interruptions: null };
    const stored = await this.work.run((manager) => this.changeAll(manager, notices, ended));
    crashPoint('after-result');
    return stored;
  }

  private async changeAll(
    manager: EntityManager,
    notices: readonly Notice[],
    change: Change,
  ): Promise<boolean> {
    let all = true;
    for (const notice of notices) all = (await this.change(manager, notice, change)) && all;
    return all;
  }

  private async change(
    manager: EntityManager,
    { id, state, fence }: Notice,
    change: Change & Partial<Pick<Notice, 'attempts' | 'fence' | 'mailId'>>,
  ): Promise<boolean> {
    const { affected } = await manager.update(Notice, { id, state, fence }, change);
    return affected === 1;
  }
}

/** Waiting and due, or held by a sender whose lease ran out. */
const isDue = ({ state, nextAttemptAt }: Notice, now: number): boolean =>
  (state === 'PENDING' || state === 'SENDING') && nextAttemptAt !== null && nextAttemptAt <= now;

/** Never tried yet: what a gateway may have seen alone keeps its own Message-ID, and what spoilt a mail is tried alone. */
const isFresh = ({ state, attempts, interruptions }: Notice): boolean =>
  state === 'PENDING' && attempts === 0 && interruptions === null;

/** One mail speaks for one agency, in one language. */
const sameSender = (one: Notice, other: Notice): boolean =>
  one.locale === other.locale &&
  (one.facts as NoticeFacts).organisation === (other.facts as NoticeFacts).organisation;

const suppressed = (reason: string): Change => ({
  state: 'SUPPRESSED',
  reason,
  nextAttemptAt: null,
  leaseUntil: null,
});
