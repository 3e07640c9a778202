import { Catalogue, USUAL_RESENDS } from '@app/catalogue';
import type { Actor, CitizenActor } from '@app/people';
import {
  days,
  findRows,
  insertRows,
  Keyring,
  Limits,
  newId,
  notFound,
  Problem,
  Reader,
  taipeiDate,
  TimeSource,
  UnitOfWork,
  type Limit,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { History } from '../history/history.js';
import { CaseAccess } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseFile, Petitioner } from '../record/case-file.entity.js';
import { ConfirmationLink, confirmationHash, confirmationLink } from '../record/confirmation-link.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { lastEvent } from '../record/last-event.js';
import { CaseActs } from './case-acts.js';

/** What a link leads to. */
export interface Confirmation {
  file: CaseFile;
  /** Whether this link counts; not that of an address which was replaced by another. */
  counts: boolean;
}

/** Mails with a link to one address in a day, whatever the case. */
const TO_ADDRESS: Limit = { kind: 'confirmation-sent', most: 10, withinMs: days(1) };

/**
 * A report that she confirms by the link in a mail (decision 0020). Only the link confirms: number and code say nothing
 * of the address.
 */
@Injectable()
export class Confirmations {
  constructor(
    private readonly acts: CaseActs,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
    private readonly history: History,
    private readonly keyring: Keyring,
    private readonly limits: Limits,
    private readonly reader: Reader,
    private readonly time: TimeSource,
    private readonly work: UnitOfWork,
  ) {}

  /** Last day on which a report sent now can be confirmed. */
  lastDay(withinDays: number): string {
    return taipeiDate(this.time.now() + days(withinDays));
  }

  /** Reads only: a mail scanner may open the link any number of times. Undefined for an unknown token. */
  async find(token: string): Promise<Confirmation | undefined> {
    return this.found(this.reader.repository(ConfirmationLink).manager, token);
  }

  /** Throws NOT_FOUND for an unknown token, NOT_ALLOWED where the case does not wait or the link does not count. */
  confirm(token: string): Promise<CaseFile> {
    return this.work.run(async (manager) => {
      const [link] = await this.linkOf(manager, token);
      if (!link) throw notFound();
      const actor: CitizenActor = { kind: 'citizen', caseId: link.caseId };
      const { caseNumber } = await this.access.hold(manager, actor, { id: link.caseId });
      // under the lock: the address may be changed at the same moment
      if ((await this.found(manager, token))?.counts === false)
        throw new Problem('NOT_ALLOWED', 'confirmation-replaced');
      return this.acts.perform({ actor, caseNumber, act: 'confirm', input: {} });
    });
  }

  /** How many times she can still have the link sent. */
  async resendsLeft(file: CaseFile): Promise<number> {
    return this.left(this.reader.repository(HistoryEvent).manager, file);
  }

  /**
   * Sends the same link once more; the days count again. Throws NOT_ALLOWED where the case does not wait, TOO_MANY past
   * the limit.
   */
  resend(actor: CitizenActor, caseNumber: string): Promise<void> {
    return this.work.run(async (manager) => {
      const context = await this.access.enter(manager, actor, { caseNumber });
      if (context.file.status !== 'AWAITING_CONFIRMATION')
        throw new Problem('NOT_ALLOWED', 'nothing-to-confirm');
      const asked = await lastEvent(context, ['CONFIRMATION_ASKED']);
      await this.ask(context, actor, asked!.facts.confirmationId!);
    });
  }

  /** In the transaction that replaced the address of a case that waits: a link of its own; the earlier one ends. */
  async askNewAddress(context: CaseContext, actor: Actor): Promise<void> {
    const link = confirmationLink(this.keyring, newId(this.time.now()), context.file.id);
    await insertRows(context.manager, ConfirmationLink, [link]);
    await this.ask(context, actor, link.id);
  }

  private async ask(context: CaseContext, actor: Actor, confirmationId: string): Promise<void> {
    const { manager, file } = context;
    if ((await this.left(manager, file)) <= 0 || !(await this.roomFor(context)))
      throw new Problem('TOO_MANY', 'confirmation-resends', {
        retryAfterSeconds: TO_ADDRESS.withinMs / 1_000,
      });
    // a service that asks no more keeps the day that was said
    const lastDay = this.lastDayOf(file) ?? file.confirmBy!;
    file.confirmBy = lastDay;
    const facts = { confirmationId, lastDay };
    const event = { type: 'CONFIRMATION_ASKED' as const, at: this.time.now(), actor, facts };
    await this.history.append(context, [event]);
  }

  private lastDayOf({ serviceId }: CaseFile): string | undefined {
    const confirmation = this.catalogue.serviceOfCase(serviceId)?.confirmation;
    return confirmation && this.lastDay(confirmation.withinDays);
  }

  /** Counted in the history, under the lock of the case. A report that waits goes on, where its service asks no more. */
  private async left(manager: EntityManager, { id, serviceId }: CaseFile): Promise<number> {
    const asked = await manager.countBy(HistoryEvent, { caseId: id, type: 'CONFIRMATION_ASKED' });
    const { resends = USUAL_RESENDS } = this.catalogue.serviceOfCase(serviceId)?.confirmation ?? {};
    return resends - (asked - 1);
  }

  private async roomFor({ manager, file }: CaseContext): Promise<boolean> {
    const [known] = await findRows(manager, Petitioner, 'WHERE "caseId" = $1', [file.id]);
    const index = known?.emailIndex;
    return Boolean(index) && (await this.limits.take(TO_ADDRESS, index!)) !== undefined;
  }

  private linkOf(manager: EntityManager, token: string): Promise<ConfirmationLink[]> {
    const hash = confirmationHash(this.keyring, token);
    return findRows(manager, ConfirmationLink, 'WHERE "tokenHash" = $1', [hash]);
  }

  private async found(manager: EntityManager, token: string): Promise<Confirmation | undefined> {
    const [link] = await this.linkOf(manager, token);
    if (!link) return undefined;
    const [file] = await findRows(manager, CaseFile, 'WHERE id = $1', [link.caseId]);
    const asked = await lastEvent({ manager, file: file! }, ['CONFIRMATION_ASKED']);
    return { file: file!, counts: asked?.facts.confirmationId === link.id };
  }
}
