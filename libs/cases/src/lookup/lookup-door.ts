import { SYSTEM } from '@app/people';
import {
  TimeSource,
  days,
  isFull,
  Keyring,
  Limits,
  minutes,
  networkOf,
  notFound,
  Problem,
  Reader,
  sameSecret,
  Turns,
  UnitOfWork,
  type Counted,
  type Limit,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CaseAccess } from '../record/case-access.js';
import { CaseFile } from '../record/case-file.entity.js';
import { parseCaseNumber } from '../record/case-number.js';
import { History } from '../history/history.js';
import { lookupCode, typedCode } from '../record/lookup-code.js';

export interface LookupRequest {
  caseNumber: string;
  lookupCode: string;
  address: string;
}

const HERE: Limit = { kind: 'lookup', most: 5, withinMs: minutes(15) };
const EVERYWHERE: Limit = { kind: 'lookup-case', most: 50, withinMs: days(1) };
/** Compared with when there is no such case, so that all wrong answers run the same code. */
const NO_CASE = '00000000-0000-7000-8000-000000000000';

const tooMany = () => new Problem('TOO_MANY', 'too-many-codes', { retryAfterSeconds: HERE.withinMs / 1_000 });

/**
 * Opens a case to the citizen by number and code. Malformed, unknown and wrong input get the same answer in the same
 * time.
 * Only failures are limited: 5 per address and case in 15 minutes; past 50 from all addresses in a day only addresses
 * that never failed may try, and the owner is told. So knowing a case number is not enough to lock its citizen out.
 *
 * A right code without an earlier failure costs one read of the failures and no write. Concurrent guesses do not get
 * past the limit: those of one address at one case run one after the other, each is judged by the failures committed
 * before it, and a wrong one is committed before it is answered. Web processes do not share this order: together they
 * can test one more guess for each further process, of 31^10 codes.
 */
@Injectable()
export class LookupDoor {
  private readonly turns = new Turns();

  constructor(
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly limits: Limits,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
  ) {}

  /** Returns the case. Throws NOT_FOUND, or TOO_MANY. */
  open(request: LookupRequest): Promise<CaseFile> {
    const number = parseCaseNumber(request.caseNumber);
    const asked = number ?? request.caseNumber.slice(0, 40);
    const network = networkOf(request.address);
    return this.turns.take(`${network} ${asked}`, async () => {
      const failed = await this.limits.read(HERE, asked, network);
      if (failed && (await this.mustWait(failed, asked))) throw tooMany();
      const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [number ?? '']);
      const expected = lookupCode(this.keyring, file?.id ?? NO_CASE, file?.codeVersion ?? 1);
      const right = sameSecret(expected, typedCode(request.lookupCode));
      if (file && right && file.codeVersion > 0) return file;
      await this.countWrong(asked, network, file);
      throw notFound();
    });
  }

  private async mustWait(failed: Counted, asked: string): Promise<boolean> {
    const now = this.time.now();
    if (isFull(HERE, failed, now)) return true;
    if (failed.at <= now - EVERYWHERE.withinMs) return false;
    const everywhere = await this.limits.read(EVERYWHERE, asked);
    return everywhere !== undefined && isFull(EVERYWHERE, everywhere, now);
  }

  /** Counts a failure and checks the limits in one transaction, across all processes. Throws TOO_MANY past a limit. */
  private countWrong(asked: string, network: string, file: CaseFile | undefined): Promise<void> {
    return this.work.run(async (manager) => {
      if ((await this.limits.take(HERE, asked, network)) === undefined) throw tooMany();
      const everywhere = await this.limits.count(EVERYWHERE, asked);
      // the count reaches each number once, so the owner is told once, however many guess at the same moment
      if (file && everywhere === EVERYWHERE.most) await this.tellOwner(manager, file.id);
    });
  }

  private async tellOwner(manager: EntityManager, id: string): Promise<void> {
    const context = await this.access.enter(manager, SYSTEM, { id });
    const event = { type: 'LOOKUP_GUESSED' as const, at: this.time.now(), actor: SYSTEM };
    await this.history.append(context, [event]);
  }
}
