import { CaseReader } from '@app/cases';
import { Trail, type Actor } from '@app/people';
import { askWith, notFound, OVER, TimeSource, UnitOfWork } from '@app/platform';
import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { SealedFiles } from '../keeping/sealed-files.js';
import type { Attachment } from '../rows/attachment.entity.js';
import { keyOf, WrappedKeys } from '../rows/wrapped-keys.js';
import { ScanOutbox, scanOutcomes } from './scan-outbox.js';
import { Scanner, ScannerAwayError } from './scanner.js';

const AT_ONCE = 10;

/** Has the waiting files scanned: the worker calls it every minute; the rows are the truth. */
@Injectable()
export class Scans {
  private readonly log = new Logger('Scans');

  constructor(
    private readonly outbox: ScanOutbox,
    private readonly files: SealedFiles,
    private readonly keys: WrappedKeys,
    private readonly cases: CaseReader,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
    private readonly trail: Trail,
    @Optional() @Inject(Scanner) private readonly scanner?: Scanner,
  ) {}

  /** Scans what is due. */
  async sweep(): Promise<void> {
    const { scanner } = this;
    if (!scanner) return this.release();
    for (;;) {
      const taken = await this.outbox.take(AT_ONCE);
      if (taken.length === 0) return;
      for (const row of taken) await this.scan(scanner, row);
    }
  }

  /** Has a file scanned again that failed five times, once the cause is gone. Only for operators. */
  retry(actor: Actor, id: string): Promise<boolean> {
    if (actor.kind !== 'system') throw notFound();
    return this.work.run(async () => {
      if (!(await this.outbox.quarantine.retry(id))) return false;
      await this.trail.note('SCAN_TAKEN_UP', null, { attachment: id });
      return true;
    });
  }

  private async scan(scanner: Scanner, row: Attachment): Promise<void> {
    try {
      const key = await this.keyOf(row);
      // erased since: there is nothing to scan any more
      if (!key)
        return void (await this.outbox.finish([row], { state: 'SCAN_FAILED', reason: 'erased', ...OVER }));
      const verdict = await scanner.scan(await this.files.content(row.blob, key));
      const reason = verdict.state === 'INFECTED' ? verdict.name : null;
      await this.outbox.finish([row], { state: verdict.state, reason, ...OVER });
    } catch (error) {
      await this.failed(row, error as Error);
    }
  }

  private async failed(row: Attachment, error: Error): Promise<void> {
    this.log.warn(`attachment ${row.id} was not scanned: ${error.message}`);
    if (!(error instanceof ScannerAwayError)) return void (await this.outbox.fail([row], 'not readable'));
    const later = scanOutcomes.tryLater(row, 'scanner away', this.time.now());
    await this.outbox.finish([row], later);
  }

  private async keyOf(row: Attachment): Promise<Buffer | undefined> {
    if (row.draft !== null) return this.keys.fromDraft(row.draft, row).key;
    const open = await this.cases.opener(row.caseId!);
    return open && Buffer.from(open(keyOf(row.id), row.wrapped), 'base64');
  }

  /** Without a scanner nothing may wait for one: what waited since it was taken away is marked as not scanned. */
  private async release(): Promise<void> {
    const due = await this.outbox.due(1);
    if (due.length === 0) return;
    await this.work.run((manager) =>
      askWith(
        manager,
        `UPDATE attachment SET state = 'NOT_SCANNED', "nextAttemptAt" = NULL, "leaseUntil" = NULL
          WHERE state IN ('PENDING_SCAN', 'SCANNING') AND "nextAttemptAt" IS NOT NULL`,
        [],
      ),
    );
  }
}
