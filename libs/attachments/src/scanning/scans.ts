import { CaseAccess, CaseReader } from '@app/cases';
import { SYSTEM } from '@app/people';
import { askWith, findRows, OVER, TimeSource, UnitOfWork } from '@app/platform';
import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { SealedFiles } from '../keeping/sealed-files.js';
import { Attachment } from '../rows/attachment.entity.js';
import { InfectedFiles } from '../rows/infected-files.js';
import { keyOf, WrappedKeys } from '../rows/wrapped-keys.js';
import { ScanOutbox, scanOutcomes } from './scan-outbox.js';
import { Scanner, ScannerAwayError, type Verdict } from './scanner.js';

/** Other work of a round waits for this one. */
const BUDGET_MS = 20_000;

/** Has the waiting files scanned: the worker calls it every minute; the rows are the truth. */
@Injectable()
export class Scans {
  private readonly log = new Logger('Scans');

  constructor(
    private readonly outbox: ScanOutbox,
    private readonly files: SealedFiles,
    private readonly keys: WrappedKeys,
    private readonly cases: CaseReader,
    private readonly access: CaseAccess,
    private readonly infected: InfectedFiles,
    private readonly work: UnitOfWork,
    private readonly time: TimeSource,
    @Optional() @Inject(Scanner) private readonly scanner?: Scanner,
  ) {}

  /** Scans what is due, until a scanner that is away makes it wait. */
  async sweep(): Promise<void> {
    const { scanner } = this;
    if (!scanner) return this.release();
    const until = this.time.now() + BUDGET_MS;
    while (this.time.now() <= until) {
      const [row] = await this.outbox.take(1);
      if (!row || !(await this.scan(scanner, row))) return;
    }
  }

  /** False where the scanner is away: the next file would wait for it as long. */
  private async scan(scanner: Scanner, row: Attachment): Promise<boolean> {
    try {
      const key = await this.keyOf(row);
      // its case was erased since, and the row will be
      if (!key) throw new Error('it has no key');
      const verdict = await scanner.scan(await this.files.content(row.blob, key));
      await this.finish(row, verdict);
      return true;
    } catch (error) {
      return this.failed(row, error as Error);
    }
  }

  /** An infected file and the event that says so, together; in a draft it is said when the file comes to a case. */
  private finish(row: Attachment, verdict: Verdict): Promise<void> {
    const reason = verdict.state === 'INFECTED' ? verdict.name : null;
    return this.work.run(async (manager) => {
      const isStored = await this.outbox.finish([row], { state: verdict.state, reason, ...OVER });
      if (!isStored || reason === null) return;
      // it may have come to a case since it was taken
      const [now] = await findRows(manager, Attachment, 'WHERE id = $1', [row.id]);
      if (!now?.caseId) return;
      await this.infected.record(await this.access.enter(manager, SYSTEM, { id: now.caseId }), [now]);
    });
  }

  private async failed(row: Attachment, error: Error): Promise<boolean> {
    this.log.warn(`attachment ${row.id} was not scanned: ${error.message}`);
    if (error instanceof ScannerAwayError) {
      await this.outbox.finish([row], scanOutcomes.tryLater(row, 'scanner away', this.time.now()));
      return false;
    }
    await this.outbox.fail([row], 'could not be read');
    return true;
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
