import {
  TimeSource,
  crashPoint,
  days,
  findRows,
  heldIn,
  inList,
  rawSql,
  sql,
  UnitOfWork,
  type OutgoingMessage,
  type Sql,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCrash, afterUnmade, type Change } from './delivery.js';
import { DIGESTS, digestOf, MOST_GATHERED } from '../kinds/digests.js';
import { takenBackBy } from '../kinds/taken-back.js';
import { WAITING } from '../rows/notice-states.js';
import { Notice } from '../rows/notice.entity.js';
import { NoticeOutbox } from './notice-outbox.js';
import { Outbound } from './outbound.js';
import { making, type NoticeUnmade } from './unmade.js';

/** One message, and the notices in it: mostly one, several where they go out as one mail. */
export interface Claim {
  notices: readonly [Notice, ...Notice[]];
  message: OutgoingMessage;
}

/** Older notices were given up, so the index need not be read further back. */
const OLDEST_MS = days(4);

/** Takes the notices of one message for sending, and stores how it ended. */
@Injectable()
export class NoticeClaims {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: NoticeOutbox,
    private readonly outbound: Outbound,
    private readonly time: TimeSource,
  ) {}

  get leaseMs(): number {
    return this.outbox.leaseMs;
  }

  /**
   * Writes down that an attempt begins, before the gateway is called: for the notice and for those that go out in the
   * same mail. Undefined when there is nothing to send; throws `NoticeUnmade` when no message can be made of it.
   */
  take(id: string): Promise<Claim | undefined> {
    return this.work.run(async (manager) => {
      const now = this.time.now();
      const seen = await manager.findOneBy(Notice, { id });
      if (!seen || !this.outbox.isDue(seen, now)) return undefined;
      const together = await this.together(manager, seen, now);
      const notice = together.find((one) => one.id === id);
      if (!notice || !this.outbox.isDue(notice, now)) return undefined;
      const { repeatable } = this.outbound.transportOf(notice);
      const found = notice.state === 'SENDING' ? afterCrash(notice, repeatable) : {};
      if (found.state === undefined) {
        const going = together.map((one) => ({ ...one, ...found }));
        return this.begin(manager, going, now);
      }
      await this.outbox.store(together, () => found);
      return undefined;
    });
  }

  /** The notices that go out in one mail: those of an earlier attempt stay together, others to the same person join. */
  private async together(manager: EntityManager, notice: Notice, now: number): Promise<Notice[]> {
    if (notice.mailId !== null)
      return held(manager, sql`"mailId" = ${notice.mailId} AND state IN ('PENDING', 'SENDING')`);
    const digest = digestOf(notice.kind);
    if (!digest || !isFresh(notice)) return [notice];
    const oldest = Math.min(notice.createdAt, now - OLDEST_MS);
    const waiting = await held(
      manager,
      sql`"recipientHash" = ${notice.recipientHash} AND "createdAt" >= ${oldest} AND ${rawSql(WAITING)}
        AND channel = 'EMAIL' AND state = 'PENDING' AND attempts = 0 AND "mailId" IS NULL AND interruptions IS NULL
        AND ${inList('kind', DIGESTS[digest])}`,
    );
    return waiting.filter((one) => sameSender(one, notice));
  }

  private async begin(manager: EntityManager, taken: Notice[], now: number): Promise<Claim | undefined> {
    const going: Notice[] = [];
    let to = '';
    for (const one of taken) {
      const address =
        (await takenBack(manager, one)) ?? (await making([one], this.outbound.addressee(manager, one)));
      if ('suppressed' in address) {
        await this.outbox.change(manager, one, suppressed(address.suppressed));
      } else {
        to = address.to;
        going.push(one);
      }
    }
    const [first] = going;
    if (!first) return undefined;
    const mailId = going.length > 1 ? (first.mailId ?? first.id) : first.mailId;
    const named = going.map((one) => ({ ...one, mailId }));
    const message = await making(going, this.outbound.compose(manager, named, to));
    const begun = await this.outbox.begin(manager, named, now, ({ ambiguous, interruptions }) => ({
      ambiguous,
      interruptions,
      mailId,
    }));
    return begun && { notices: begun as [Notice, ...Notice[]], message };
  }

  /**
   * Counts, on disk, an attempt that failed before any gateway was asked; after five in a row the notice is
   * quarantined.
   */
  async unmade({ notices, cause }: NoticeUnmade): Promise<void> {
    const now = this.time.now();
    await this.outbox.store(notices, (notice) => afterUnmade(notice, cause, now));
  }

  /** Lengthens the lease while the gateway takes its time. */
  renew({ notices }: Claim): Promise<void> {
    return this.outbox.renew(notices);
  }

  /** Stores a result, the same for all that went out together, unless another sender took them since. */
  async finish({ notices }: Claim, result: Change): Promise<boolean> {
    crashPoint('before-result');
    const stored = await this.outbox.finish(notices, result);
    crashPoint('after-result');
    return stored;
  }
}

/**
 * Held in the order of their ids: where two senders gather for one person, the second waits for the first and finds
 * nothing left.
 */
function held(manager: EntityManager, where: Sql): Promise<Notice[]> {
  const { text, values } = where.numbered();
  const tail = `WHERE ${text} ORDER BY id LIMIT ${MOST_GATHERED} ${heldIn(manager)}`;
  return findRows(manager, Notice, tail, values);
}

/**
 * Never tried: a gateway that saw the notice alone must see the same Message-ID again, and one that broke a mail is
 * tried alone.
 */
const isFresh = ({ state, attempts, interruptions }: Notice): boolean =>
  state === 'PENDING' && attempts === 0 && interruptions === null;

/** One mail has one agency as its sender, and one language. */
const sameSender = (one: Notice, other: Notice): boolean =>
  one.locale === other.locale && one.facts.organisation === other.facts.organisation;

/** Its recipient was told meanwhile that it is taken back: an attempt that failed is not made again. */
async function takenBack(
  manager: EntityManager,
  { kind, caseId, occasion, channel, recipientHash }: Notice,
): Promise<{ suppressed: string } | undefined> {
  const by = takenBackBy(kind);
  if (!by || caseId === null) return undefined;
  const told = await manager.existsBy(Notice, { kind: by, caseId, occasion, channel, recipientHash });
  return told ? { suppressed: 'UNDONE' } : undefined;
}

const suppressed = (reason: string): Change => ({
  state: 'SUPPRESSED',
  reason,
  nextAttemptAt: null,
  leaseUntil: null,
});
