import { SYSTEM } from '@app/people';
import {
  Attempts,
  Clock,
  days,
  Keyring,
  minutes,
  notFound,
  Problem,
  Reader,
  sameSecret,
  UnitOfWork,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { CaseAccess } from './case-access.js';
import { CaseContext } from './case-context.js';
import { CaseFile } from './case-file.entity.js';
import { parseCaseNumber } from './case-number.js';
import { History } from './history.js';
import { lookupCode, typedCode } from './lookup-code.js';
import { Seals } from './seals.js';

export interface LookupRequest {
  caseNumber: string;
  lookupCode: string;
  address: string;
}

type Attempted = Parameters<Attempts['note']>[0];

const FAILURES_HERE = 5;
const HERE_WITHIN = minutes(15);
const FAILURES_EVERYWHERE = 50;
const EVERYWHERE_WITHIN = days(1);
/** Compared with when there is no such case, so that all wrong answers take the same way. */
const NO_CASE = '00000000-0000-7000-8000-000000000000';

/**
 * The citizen's door: number and code. Malformed, unknown and wrong answer alike, in body and time.
 * Only failures are limited: 5 per address and case in 15 minutes; past 50 from all addresses in a day only
 * addresses that never failed may try, and the owner is told. So nobody can lock a citizen out by knowing her number.
 */
@Injectable()
export class LookupDoor {
  constructor(
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
    private readonly access: CaseAccess,
    private readonly history: History,
    private readonly seals: Seals,
    private readonly attempts: Attempts,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** The case. Throws NOT_FOUND, or TOO_MANY. */
  async open(request: LookupRequest): Promise<CaseFile> {
    const number = parseCaseNumber(request.caseNumber);
    const scope = number ?? request.caseNumber.slice(0, 40);
    const attempted = { kind: 'lookup', scope, address: request.address };
    await this.refuseGuessing(attempted);
    const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [number ?? '']);
    const expected = lookupCode(this.keyring, file?.id ?? NO_CASE, file?.codeVersion ?? 1);
    const right = sameSecret(expected, typedCode(request.lookupCode));
    if (file && right && file.codeVersion > 0) return file;
    await this.attempts.note(attempted);
    const failures = await this.attempts.countEverywhere(attempted, EVERYWHERE_WITHIN);
    if (file && failures === FAILURES_EVERYWHERE) await this.tellOwner(file);
    throw notFound();
  }

  private async refuseGuessing(attempted: Attempted): Promise<void> {
    const here = await this.attempts.countHere(attempted, HERE_WITHIN);
    if (here >= FAILURES_HERE || (await this.isGuessed(attempted))) {
      throw new Problem('TOO_MANY', 'too-many-codes', { retryAfterSeconds: HERE_WITHIN / 1_000 });
    }
  }

  private async isGuessed(attempted: Attempted): Promise<boolean> {
    if ((await this.attempts.countHere(attempted, EVERYWHERE_WITHIN)) === 0) return false;
    return (await this.attempts.countEverywhere(attempted, EVERYWHERE_WITHIN)) >= FAILURES_EVERYWHERE;
  }

  private tellOwner({ id }: CaseFile): Promise<void> {
    return this.work.run(async (manager) => {
      const file = await this.access.hold(manager, SYSTEM, { id });
      const event = { type: 'LOOKUP_GUESSED' as const, at: this.clock.now(), actor: SYSTEM };
      await this.history.append(new CaseContext(manager, file, this.seals), [event]);
    });
  }
}
