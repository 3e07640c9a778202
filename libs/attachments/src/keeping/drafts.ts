import { CaseAccess, CaseActs } from '@app/cases';
import { attachmentsOf, Catalogue, type AttachmentKind } from '@app/catalogue';
import { ANYONE, type Actor } from '@app/people';
import {
  askWith,
  BlobStore,
  Drafts,
  findRows,
  hours,
  insertRows,
  invalid,
  networkOf,
  newId,
  notFound,
  Problem,
  Reader,
  SETTINGS,
  Tallies,
  TimeSource,
  UnitOfWork,
  type Settings,
} from '@app/platform';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FILES } from '../contents/finding.js';
import { Attachment } from '../rows/attachment.entity.js';
import { draftOf, takesFiles, type Holder } from '../rows/holding.js';
import { WrappedKeys } from '../rows/wrapped-keys.js';
import { Arrivals, type Arrived, type Incoming } from './arrivals.js';
import { Removals } from './removals.js';

/** A file that waits to be sent. */
export type Staged = Pick<Attachment, 'id' | 'kind' | 'size' | 'state' | 'removed'> & { name: string };

/** A form sent a second time brings its files again: they take the place of the first ones. */
const isSame = (held: Staged, { name, kind, size }: Arrived): boolean =>
  held.name === name && held.kind === kind && held.size === size;

export interface StageRequest extends Incoming {
  holder: Holder;
  /** The service of the report, which says what it takes; for an act it is the case's. */
  serviceId?: string | undefined;
  /** Network address of a citizen; staff are not limited. */
  address?: string;
}

interface Entered {
  draft: string;
  actor: Actor;
  kinds: readonly AttachmentKind[];
}

/** Files before they are sent: put into a draft, shown, removed, or thrown away with it. */
@Injectable()
export class AttachmentDrafts implements OnModuleInit {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly access: CaseAccess,
    private readonly acts: CaseActs,
    private readonly catalogue: Catalogue,
    private readonly blobs: BlobStore,
    private readonly removals: Removals,
    private readonly keys: WrappedKeys,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly tallies: Tallies,
    private readonly texts: Drafts,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Files are kept as long as what was typed beside them: each time that is saved, they count from then. */
  onModuleInit(): void {
    const touch = `UPDATE attachment_draft SET "touchedAt" = $2 WHERE id = $1`;
    this.texts.whenKept(async (manager, { key, savedAt }) => {
      await askWith(manager, touch, [key, savedAt]);
    });
  }

  /** Takes one file into a draft. Throws INVALID in the field `files`, TOO_MANY, or BUSY where the disk is full. */
  async stage(request: StageRequest): Promise<Staged> {
    const { draft, actor, kinds } = await this.enter(request.holder, request.serviceId);
    if (kinds.length === 0) throw invalid({ field: FILES, code: 'files-not-taken' });
    await this.checkAddress(request.address);
    const arrived = await this.arrivals.take(request, kinds);
    try {
      return await this.store(draft, actor, arrived);
    } catch (error) {
      await this.blobs.remove(arrived.blob.name);
      throw error;
    }
  }

  async list(holder: Holder): Promise<Staged[]> {
    const { draft } = await this.enter(holder);
    return (await this.rows(draft)).map((row) => this.shown(row));
  }

  /** Removes one file before it is sent; does nothing where this draft has none: another tab may have removed it. */
  async remove(holder: Holder, id: string): Promise<void> {
    const { draft } = await this.enter(holder);
    await this.delete(`draft = $1 AND id = $2`, [draft, id]);
  }

  /** Throws all files of a draft away. */
  async discard(holder: Holder): Promise<void> {
    const { draft } = await this.enter(holder);
    await this.delete('draft = $1', [draft]);
  }

  /** Throws away what was never sent, a few files at a time. Returns how many. */
  discardBefore(before: number): Promise<number> {
    const old = `SELECT one.id FROM attachment one LEFT JOIN attachment_draft held ON held.id = one.draft
      WHERE one.draft IS NOT NULL AND one."createdAt" < $1 AND coalesce(held."touchedAt", 0) < $1 LIMIT 100`;
    return this.delete(`draft IS NOT NULL AND id IN (${old})`, [before]);
  }

  /** Checks access. A draft of an act is open to those who may do such an act. */
  private async enter(holder: Holder, serviceId?: string): Promise<Entered> {
    if (!('actor' in holder)) {
      const kinds = attachmentsOf(this.catalogue.service(serviceId ?? '') ?? {});
      return { draft: draftOf(holder), actor: ANYONE, kinds };
    }
    const { actor } = holder;
    const file = await this.access.find(actor, holder.caseNumber, 'READER');
    if (!(await this.acts.possible(actor, file)).some(takesFiles)) throw notFound();
    const kinds = attachmentsOf(this.catalogue.serviceOfCase(file.serviceId) ?? {});
    return { draft: draftOf(holder, file.id), actor, kinds };
  }

  private rows(draft: string): Promise<Attachment[]> {
    return this.reader.find(Attachment, 'WHERE draft = $1 ORDER BY "createdAt", id', [draft]);
  }

  private shown(row: Attachment): Staged {
    const { id, kind, size, state, removed } = row;
    return { id, kind, size, state, removed, name: this.keys.fromDraft(row.draft!, row).name };
  }

  private checkRoom(held: number): void {
    const most = this.settings.ATTACHMENTS_AT_ONCE;
    if (held >= most) throw invalid({ field: FILES, code: 'too-many-files', params: { most } });
  }

  private async checkAddress(address: string | undefined): Promise<void> {
    if (address === undefined) return;
    const sofar = await this.tallies.add('upload', networkOf(address), hours(1));
    if (sofar > this.settings.UPLOADS_PER_ADDRESS_HOUR)
      throw new Problem('TOO_MANY', 'too-many-uploads', { retryAfterSeconds: 3_600 });
  }

  private store(draft: string, actor: Actor, arrived: Arrived): Promise<Staged> {
    return this.work.run(async (manager) => {
      const now = this.time.now();
      await this.hold(manager, draft, now);
      const held = await findRows(manager, Attachment, 'WHERE draft = $1', [draft]);
      const again = held.filter((one) => isSame(this.shown(one), arrived));
      this.checkRoom(held.length - again.length);
      for (const { id } of again) await this.delete('id = $1', [id]);
      // files of one draft keep the order in which they came, also within a millisecond
      const at = Math.max(now, ...held.map(({ createdAt }) => createdAt + 1));
      const row = this.newRow(draft, actor, arrived, at);
      await insertRows(manager, Attachment, [row]);
      return this.shown(row);
    });
  }

  /** Holds the draft's row until the transaction ends, so that files added at once are counted one after the other. */
  private async hold(manager: EntityManager, draft: string, now: number): Promise<void> {
    await askWith(
      manager,
      `INSERT INTO attachment_draft (id, "touchedAt") VALUES ($1, $2)
        ON CONFLICT (id) DO UPDATE SET "touchedAt" = $2`,
      [draft, now],
    );
  }

  private newRow(draft: string, actor: Actor, arrived: Arrived, now: number): Attachment {
    const id = newId(now);
    const { kind, size, removed, blob } = arrived;
    const scanned = this.settings.CLAMD_URL !== undefined;
    return {
      ...this.keys.forDraft(draft, id, arrived),
      ...{ caseId: null, draft, eventSeq: null, shown: false, kind, size, removed },
      ...{ blob: blob.name, blobSize: blob.size, sha256: blob.sha256 },
      ...{ actorKind: actor.kind, actorId: actor.kind === 'staff' ? actor.id : null },
      ...{ state: scanned ? 'PENDING_SCAN' : 'NOT_SCANNED', reason: null, attempts: 0, interruptions: null },
      ...{ nextAttemptAt: scanned ? now : null, leaseUntil: null, fence: 0, createdAt: now },
    };
  }

  private delete(where: string, values: unknown[]): Promise<number> {
    return this.work.run(async (manager) => {
      const sql = `DELETE FROM attachment WHERE ${where} RETURNING blob`;
      const gone = await askWith<{ blob: string }>(manager, sql, values);
      this.removals.afterCommit(gone.map(({ blob }) => blob));
      return gone.length;
    });
  }
}
