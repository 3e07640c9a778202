import { CaseAccess, CaseReader, type CaseContext, type CaseFile, type HistoryEvent } from '@app/cases';
import type { Actor } from '@app/people';
import {
  askWith,
  findRows,
  heldIn,
  invalid,
  notFound,
  Problem,
  Reader,
  SETTINGS,
  UnitOfWork,
  updateRow,
  type Settings,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { FILES } from './contents/finding.js';
import { Removals } from './keeping/removals.js';
import { SealedFiles } from './keeping/sealed-files.js';
import { Attachment, AttachmentDraft } from './rows/attachment.entity.js';
import { draftOf, isShown, type Holder } from './rows/holding.js';
import { InfectedFiles } from './rows/infected-files.js';
import { isOpenable } from './rows/states.js';
import { keyOf, nameOf, WrappedKeys } from './rows/wrapped-keys.js';

/** A file of a case, as its pages list it. */
export type Listed = Pick<
  Attachment,
  'id' | 'kind' | 'size' | 'state' | 'removed' | 'shown' | 'eventSeq' | 'createdAt'
> & { name: string; byCitizen: boolean; openable: boolean };

/** A file to send: its name, what it is, and its bytes. */
export interface Sendable {
  name: string;
  kind: Attachment['kind'];
  size: number;
  content: AsyncIterable<Uint8Array>;
}

/** Which files of a case somebody sees: all, or those shown to the citizen. */
type View = 'ALL' | 'SHOWN';
const MB = 1024 * 1024;

/** The files of cases: joined to an act, listed, opened, erased. */
@Injectable()
export class Attachments {
  constructor(
    private readonly access: CaseAccess,
    private readonly cases: CaseReader,
    private readonly files: SealedFiles,
    private readonly removals: Removals,
    private readonly keys: WrappedKeys,
    private readonly infected: InfectedFiles,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Moves the files of a draft to a case, in the transaction of the event that they come with. Only their keys are
   * sealed again; the files stay where they are. Returns how many. Throws INVALID where the case would have too many.
   */
  async attach(
    context: CaseContext,
    holder: Holder,
    event: Pick<HistoryEvent, 'seq' | 'type'>,
  ): Promise<number> {
    const { manager, file } = context;
    const draft = draftOf(holder, file.id);
    // a file that is sent a second time replaces the first: without the draft's row held, neither may be seen here
    await findRows(manager, AttachmentDraft, `WHERE id = $1 ${heldIn(manager)}`, [draft]);
    const tail = `WHERE draft = $1 ORDER BY "createdAt", id ${heldIn(manager)}`;
    const rows = await findRows(manager, Attachment, tail, [draft]);
    await this.checkQuota(context, rows);
    for (const row of rows) {
      const opened = this.keys.fromDraft(draft, row);
      const sealed = await this.keys.forCase(context, row.id, opened);
      const moved = { caseId: file.id, draft: null, eventSeq: event.seq, shown: isShown(event.type) };
      await updateRow(manager, Attachment, row, { ...row, ...sealed, ...moved });
    }
    await this.infected.record(context, rows);
    return rows.length;
  }

  /** For the citizen of the case what is shown to her, for staff all. Throws NOT_FOUND for a case not theirs. */
  async list(actor: Actor, caseNumber: string): Promise<Listed[]> {
    const file = await this.access.find(actor, caseNumber, 'READER');
    return this.of(file, viewOf(actor));
  }

  /** For a room that has checked access. */
  async of({ id }: Pick<CaseFile, 'id'>, view: View): Promise<Listed[]> {
    const rows = await this.reader.find(
      Attachment,
      `WHERE "caseId" = $1 ${seenIn(view)} ORDER BY "eventSeq", "createdAt", id`,
      [id],
    );
    const open = rows.length > 0 ? await this.cases.opener(id) : undefined;
    return open ? rows.map((row) => listed(row, open(nameOf(row.id), row.name))) : [];
  }

  /**
   * A file to download. Throws NOT_FOUND for a file of another case or one not shown to the actor, NOT_ALLOWED for one
   * that was not found clean.
   */
  async open(actor: Actor, caseNumber: string, id: string): Promise<Sendable> {
    const file = await this.access.find(actor, caseNumber, 'READER');
    return this.openOf(file, id, viewOf(actor));
  }

  /** The same, for a room that has checked access. */
  async openOf({ id: caseId }: Pick<CaseFile, 'id'>, id: string, view: View): Promise<Sendable> {
    const [row] = await this.reader.find(Attachment, `WHERE id = $1 AND "caseId" = $2 ${seenIn(view)}`, [
      id,
      caseId,
    ]);
    const open = row && (await this.cases.opener(caseId));
    if (!row || !open) throw notFound();
    if (!isOpenable(row.state)) throw new Problem('NOT_ALLOWED', NOT_OPENED[row.state] ?? 'file-not-scanned');
    const key = Buffer.from(open(keyOf(id), row.wrapped), 'base64');
    const content = await this.files.content(row.blob, key);
    return { name: open(nameOf(id), row.name), kind: row.kind, size: row.size, content };
  }

  /** Destroys the keys of a case's files, and then the files. In the transaction that erases the case, or alone. */
  erase(caseId: string): Promise<number> {
    return this.work.run(async (manager) => {
      const sql = 'DELETE FROM attachment WHERE "caseId" = $1 RETURNING blob';
      const gone = await askWith<{ blob: string }>(manager, sql, [caseId]);
      this.removals.afterCommit(gone.map(({ blob }) => blob));
      return gone.length;
    });
  }

  private async checkQuota({ manager, file }: CaseContext, more: readonly Attachment[]): Promise<void> {
    if (more.length === 0) return;
    const { ATTACHMENTS_PER_CASE: most, ATTACHMENT_MB_PER_CASE: megabytes } = this.settings;
    const held = await findRows(manager, Attachment, 'WHERE "caseId" = $1', [file.id]);
    const bytes = [...held, ...more].reduce((sum, { size }) => sum + size, 0);
    if (held.length + more.length > most || bytes > megabytes * MB)
      throw invalid({ field: FILES, code: 'case-full-of-files', params: { most, megabytes } });
  }
}

const NOT_OPENED: Partial<Record<Attachment['state'], string>> = { INFECTED: 'file-infected' };
const viewOf = (actor: Actor): View => (actor.kind === 'citizen' ? 'SHOWN' : 'ALL');
const seenIn = (view: View): string => (view === 'ALL' ? '' : 'AND shown');

const listed = (row: Attachment, name: string): Listed => {
  const { id, kind, size, state, removed, shown, eventSeq, createdAt } = row;
  const byCitizen = row.actorKind === 'citizen';
  return {
    ...{ id, kind, size, state, removed, shown, eventSeq, createdAt, name, byCitizen },
    openable: isOpenable(state),
  };
};
