import { History, type CaseContext } from '@app/cases';
import {
  askSql,
  hours,
  inList,
  MailTransport,
  Problem,
  Reader,
  SmsTransport,
  sql,
  TimeSource,
  UnitOfWork,
} from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

const SWEEP_EVERY = hours(1);
const SLICE = 200;

/**
 * The messages of an erased case: that there was one stays, with its kind, state and times; address, its fingerprint,
 * facts and copies go.
 */
@Injectable()
export class ErasedNotices implements OnModuleInit {
  private readonly running = new Set<Promise<void>>();
  private sweptAt = -Infinity;

  constructor(
    private readonly history: History,
    private readonly mail: MailTransport,
    private readonly sms: SmsTransport,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  onModuleInit(): void {
    this.history.listen(async ({ type }, context) => {
      if (type === 'ERASED') await this.empty(context);
    });
  }

  /** Copies that a process killed after the commit left behind; at most once an hour, as it looks at every copy. */
  async sweep(): Promise<void> {
    const now = this.time.now();
    if (now - this.sweptAt < SWEEP_EVERY) return;
    this.sweptAt = now;
    for (const transport of [this.mail, this.sms]) {
      const kept = await transport.kept();
      for (let at = 0; at < kept.length; at += SLICE)
        await transport.forget(await this.erasedOf(kept.slice(at, at + SLICE)));
    }
  }

  /** Resolves when no removal is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  /** Throws NOT_ALLOWED while a sender holds one of them: it has the address in hand. */
  private async empty({ manager, file }: CaseContext): Promise<void> {
    const [taken] = await askSql(
      manager,
      sql`SELECT id FROM notice WHERE "caseId" = ${file.id} AND state = 'SENDING'
        AND "leaseUntil" > ${this.time.now()} LIMIT 1`,
    );
    if (taken) throw new Problem('NOT_ALLOWED', 'erase-while-sending');
    // a recipient's fingerprint keeps two messages apart: their own id does so as well, and tells nothing
    const gone = await askSql<{ id: string }>(
      manager,
      sql`UPDATE notice SET recipient = '', "recipientHash" = id, facts = '{}', "providerId" = NULL,
          state = CASE WHEN state IN ('PENDING', 'SENDING') THEN 'SUPPRESSED' ELSE state END,
          reason = CASE WHEN state IN ('PENDING', 'SENDING') THEN 'ERASED' ELSE reason END,
          interruptions = NULL, "nextAttemptAt" = NULL, "leaseUntil" = NULL, "heldUntil" = NULL, fence = fence + 1
        WHERE "caseId" = ${file.id} RETURNING id`,
    );
    this.work.afterCommit(() => this.begin(gone.map(({ id }) => id)));
  }

  private begin(ids: readonly string[]): void {
    const removals = [this.mail.forget(ids), this.sms.forget(ids)];
    const one: Promise<void> = Promise.all(removals)
      .then(() => undefined)
      // what is left is found by the sweep
      .catch(() => undefined)
      .finally(() => this.running.delete(one));
    this.running.add(one);
  }

  private async erasedOf(ids: readonly string[]): Promise<string[]> {
    const rows = await this.reader.ask<{ id: string }>(
      sql`SELECT id FROM notice WHERE ${inList('id', ids)} AND recipient = ''`,
    );
    return rows.map(({ id }) => id);
  }
}
