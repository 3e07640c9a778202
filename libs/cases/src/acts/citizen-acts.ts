import { Catalogue } from '@app/catalogue';
import type { CitizenActor } from '@app/people';
import { days, Idempotency, notFound, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { CaseFile } from '../record/case-file.entity.js';
import { CaseReader } from '../record/case-reader.js';
import type { EventFacts } from '../record/events.js';
import { askedOfCitizen } from '../record/asked-of-citizen.js';
import { CaseActs } from './case-acts.js';
import { actNamed, type ActName } from './acts.js';

interface CitizenAct {
  /** The first that the status allows is performed. */
  acts: readonly ActName[];
  /** The one field that she fills in. */
  field: 'text' | 'reason';
  /** Most characters of it. */
  most: number;
}

/** What she can do on her case by herself, by the last part of its address; each takes one text. */
const TABLE = {
  // what comes after its last day is taken as a supplement, and said to be late
  answer: { acts: ['receive-correction', 'receive-supplement'], field: 'text', most: 4_000 },
  message: { acts: ['message'], field: 'text', most: 4_000 },
  reopen: { acts: ['reopen'], field: 'reason', most: 1_000 },
  withdraw: { acts: ['withdraw'], field: 'reason', most: 1_000 },
} as const satisfies Record<string, CitizenAct>;

export type CitizenActName = keyof typeof TABLE;
export const CITIZEN_ACTS = Object.keys(TABLE) as CitizenActName[];
export const isCitizenAct = (name: string): name is CitizenActName => Object.hasOwn(TABLE, name);
export const citizenActNamed = (name: CitizenActName): CitizenAct => TABLE[name];

interface HerRequest {
  actor: CitizenActor;
  file: CaseFile;
  name: CitizenActName;
  text: string;
  /** Idempotency key: the same form sent twice with the same text has one effect. */
  key: string;
  /** In the same transaction and only the first time, with the number of the event: what comes with it. */
  along?: ((seq: number) => Promise<unknown>) | undefined;
}

/** The citizen's own acts on a case that she opened. */
@Injectable()
export class CitizenActs {
  constructor(
    private readonly acts: CaseActs,
    private readonly cases: CaseReader,
    private readonly catalogue: Catalogue,
    private readonly idempotency: Idempotency,
    private readonly time: TimeSource,
  ) {}

  /** Those that her case allows now. */
  offered(actor: CitizenActor, file: CaseFile): CitizenActName[] {
    return CITIZEN_ACTS.filter((name) => this.actOf(actor, file, name) !== undefined);
  }

  /** The last moment at which she may reopen it; null while it is not answered. */
  reopenUntil({ status, closedAt, repliedAt, serviceId, erasedAt }: CaseFile): number | null {
    const ended = closedAt ?? repliedAt;
    if (ended === null || erasedAt !== null || !actNamed('reopen').from.includes(status)) return null;
    return ended + days(this.catalogue.serviceOfCase(serviceId)?.reopenWithinDays ?? 0);
  }

  /**
   * Performs one and returns the number of its event, for the receipt. Throws INVALID without a text, NOT_ALLOWED where
   * the status does not allow it any more.
   */
  async perform({ actor, file, name, text, key, along }: HerRequest): Promise<number> {
    if (actor.caseId !== file.id) throw notFound();
    const { field } = citizenActNamed(name);
    const once = { scope: `citizen ${file.id} ${name}`, key: `${key} ${text}`, body: text };
    const { seq } = await this.idempotency.once(once, async () => {
      const act = this.actOf(actor, file, name) ?? citizenActNamed(name).acts[0]!;
      const facts = name === 'answer' ? await this.lateness(file) : {};
      const { caseNumber } = file;
      const done = await this.acts.perform({ actor, caseNumber, act, input: { [field]: text }, facts });
      await along?.(done.historySeq);
      return { seq: done.historySeq };
    });
    return seq;
  }

  /** A message before it is received would reach none of those who work on cases. */
  private actOf(actor: CitizenActor, file: CaseFile, name: CitizenActName): ActName | undefined {
    if (name === 'message' && file.confirmBy !== null) return undefined;
    const until = name === 'reopen' ? this.reopenUntil(file) : null;
    if (until !== null && this.time.now() > until) return undefined;
    const offered = this.acts.offered(actor, file);
    return citizenActNamed(name).acts.find((act) => offered.includes(act));
  }

  /** Whether the days to correct have passed: what comes later is taken all the same, and marked. */
  private async lateness({ id }: CaseFile): Promise<EventFacts> {
    return askedOfCitizen(await this.cases.events(id))?.late ? { late: true } : {};
  }
}
