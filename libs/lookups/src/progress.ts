import {
  CaseFile,
  CaseReader,
  ClockRow,
  lookupCode,
  parseCaseNumber,
  typedCode,
  type ReadEvent,
} from '@app/cases';
import { Catalogue, type UnitEntry } from '@app/catalogue';
import { Attempts, Keyring, minutes, notFound, Problem, Reader, sameSecret } from '@app/platform';
import { Referral } from '@app/referrals';
import { Injectable } from '@nestjs/common';
import { stagesOf, type Stage } from './stages.js';
import { PublicClocks, type PublicClock } from './public-clocks.js';

/** What a citizen sees of her case: stage, unit, promises, referrals, answers. */
export interface Progress {
  file: CaseFile;
  stages: Stage[];
  unit: UnitEntry | undefined;
  clocks: PublicClock[];
  referrals: { partner: string; status: string; at: number }[];
  replies: { at: number; unitId: string | null; text: string | null; kind: ReadEvent['type'] }[];
}

export interface LookupRequest {
  caseNumber: string;
  lookupCode: string;
  address: string;
}

const ATTEMPTS_HERE = 5;
const HERE_WITHIN_MINUTES = 15;
const ATTEMPTS_EVERYWHERE = 50;
const EVERYWHERE_WITHIN_MINUTES = 60 * 24;
const REPLIES: ReadEvent['type'][] = ['INTERIM_REPLIED', 'REPLIED', 'SUPPLEMENTARY_REPLIED'];
/** Compared with when there is no such case, so that all wrong answers take the same way. */
const NO_CASE = '00000000-0000-7000-8000-000000000000';

/** The look-up by number and code. Malformed, unknown and wrong answer alike, in body and time; only failures are limited. */
@Injectable()
export class ProgressLookup {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseReader,
    private readonly publicClocks: PublicClocks,
    private readonly catalogue: Catalogue,
    private readonly attempts: Attempts,
    private readonly keyring: Keyring,
  ) {}

  /** Throws NOT_FOUND, or TOO_MANY after five wrong codes from one address. */
  async find(request: LookupRequest): Promise<Progress> {
    return this.show(await this.open(request));
  }

  /** The case behind number and code. */
  async open(request: LookupRequest): Promise<CaseFile> {
    const number = parseCaseNumber(request.caseNumber);
    const attempted = {
      kind: 'lookup',
      scope: number ?? request.caseNumber.slice(0, 40),
      address: request.address,
    };
    await this.refuseGuessing(attempted);
    const [file] = await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [number ?? '']);
    const expected = lookupCode(this.keyring, file?.id ?? NO_CASE, file?.codeVersion ?? 1);
    const right = sameSecret(expected, typedCode(request.lookupCode));
    if (file && right && file.codeVersion > 0) return file;
    await this.attempts.note(attempted);
    throw notFound();
  }

  /** For someone who opened it already. */
  async show(file: CaseFile): Promise<Progress> {
    const [events, clocks, referrals] = await Promise.all([
      this.cases.events(file.id),
      this.publicClocks.of(file),
      this.reader.find(Referral, 'WHERE "caseId" = $1 ORDER BY "offeredAt"', [file.id]),
    ]);
    return {
      file,
      stages: stagesOf(events),
      unit: this.catalogue.unit(file.unitId),
      clocks,
      referrals: referrals.map(({ partnerUnitId, status, offeredAt }) => ({
        partner: partnerUnitId,
        status,
        at: offeredAt,
      })),
      replies: events
        .filter(({ type }) => REPLIES.includes(type))
        .map(({ at, actorUnitId, text, type }) => ({ at, unitId: actorUnitId, text, kind: type })),
    };
  }

  /** The nearest open public promise, or null. */
  async nearestDue(caseId: string): Promise<number | null> {
    const clocks = await this.reader.find(ClockRow, `WHERE "caseId" = $1 AND state = 'RUNNING'`, [caseId]);
    const dues = clocks
      .filter((clock) => this.catalogue.commitment(clock.commitmentId)?.public)
      .map((clock) => clock.dueAt!);
    return dues.length > 0 ? Math.min(...dues) : null;
  }

  private async refuseGuessing(attempted: { kind: string; scope: string; address: string }): Promise<void> {
    const here = await this.attempts.countHere(attempted, minutes(HERE_WITHIN_MINUTES));
    const tooMany =
      here >= ATTEMPTS_HERE ||
      (here > 0 &&
        (await this.attempts.countEverywhere(attempted, minutes(EVERYWHERE_WITHIN_MINUTES))) >=
          ATTEMPTS_EVERYWHERE);
    if (tooMany)
      throw new Problem('TOO_MANY', 'too-many-codes', { retryAfterSeconds: HERE_WITHIN_MINUTES * 60 });
  }
}
