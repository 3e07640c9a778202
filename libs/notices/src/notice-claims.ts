import { Clock, crashPoint, SETTINGS, UnitOfWork, type OutgoingMessage, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCrash, type Change } from './delivery.js';
import { Notice } from './notice.entity.js';
import { Outbound } from './outbound.js';

export interface Claim {
  notice: Notice;
  message: OutgoingMessage;
}

/** Takes notices for sending, one sender each: a lease that ends by itself, and a fence against late results. */
@Injectable()
export class NoticeClaims {
  /** How long a sender that fell silent keeps a notice, in milliseconds; one that lives renews it. */
  readonly leaseMs: number;

  constructor(
    private readonly work: UnitOfWork,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.leaseMs = settings.NOTICE_LEASE_SECONDS * 1_000;
  }

  /** Marks the attempt as begun, on disk, before the gateway is called. Undefined when there is nothing to send. */
  take(id: string): Promise<Claim | undefined> {
    return this.work.run(async (manager) => {
      const now = this.clock.now();
      const notice = await manager.findOneBy(Notice, { id });
      if (!notice || !isDue(notice, now)) return undefined;
      const found =
        notice.state === 'SENDING' ? afterCrash(notice, this.outbound.transportOf(notice).repeatable) : {};
      if (found.state) return void (await this.change(manager, notice, found));
      return this.begin(manager, { ...notice, ...found }, now);
    });
  }

  private async begin(manager: EntityManager, notice: Notice, now: number): Promise<Claim | undefined> {
    const composed = await this.outbound.compose(manager, notice);
    if ('suppressed' in composed) {
      return void (await this.change(manager, notice, {
        state: 'SUPPRESSED',
        reason: composed.suppressed,
        nextAttemptAt: null,
        leaseUntil: null,
      }));
    }
    const leaseUntil = now + this.leaseMs;
    const begun = {
      state: 'SENDING' as const,
      attempts: notice.attempts + 1,
      fence: notice.fence + 1,
      leaseUntil,
      nextAttemptAt: leaseUntil,
    };
    const { ambiguous, interruptions } = notice;
    const taken = await this.change(manager, notice, { ...begun, ambiguous, interruptions });
    return taken ? { notice: { ...notice, ...begun }, message: composed.message } : undefined;
  }

  /** A slow gateway does not lose us the notice. */
  async renew({ notice }: Claim): Promise<void> {
    const leaseUntil = this.clock.now() + this.leaseMs;
    await this.work.run((manager) => this.change(manager, notice, { leaseUntil, nextAttemptAt: leaseUntil }));
  }

  /** Stores a result, unless the notice was taken by another meanwhile. */
  async finish({ notice }: Claim, result: Change): Promise<boolean> {
    crashPoint('before-result');
    const ended = { ...result, interruptions: null };
    const stored = await this.work.run((manager) => this.change(manager, notice, ended));
    crashPoint('after-result');
    return stored;
  }

  private async change(
    manager: EntityManager,
    { id, state, fence }: Notice,
    change: Change & Partial<Pick<Notice, 'attempts' | 'fence'>>,
  ): Promise<boolean> {
    const { affected } = await manager.update(Notice, { id, state, fence }, change);
    return affected === 1;
  }
}

/** Waiting and due, or held by a sender whose lease ran out. */
const isDue = ({ state, nextAttemptAt }: Notice, now: number): boolean =>
  (state === 'PENDING' || state === 'SENDING') && nextAttemptAt !== null && nextAttemptAt <= now;
