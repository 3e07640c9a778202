import { ActsWithFiles, AttachmentDrafts, takesFiles } from '@app/attachments';
import { citizenActNamed, type CitizenActName, type OpenedCase } from '@app/cases';
import { attachmentsOf, Catalogue } from '@app/catalogue';
import { SETTINGS, type Draft, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FileFieldProps } from '../case-parts/files/file-field.js';
import type { Target } from '../case-parts/files/uploads.js';
import type { Site } from '../site/index.js';

/**
 * The files of an act that is being written: they lie in a draft named by the key of the text's draft, so that they
 * are kept, like the text, when the session ends.
 */
@Injectable()
export class ActFiles {
  constructor(
    private readonly drafts: AttachmentDrafts,
    private readonly acts: ActsWithFiles,
    private readonly catalogue: Catalogue,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Undefined for an act that no files come with. */
  async of(
    name: CitizenActName,
    { file }: OpenedCase,
    draft: Draft | undefined,
  ): Promise<Omit<FileFieldProps, 'error'> | undefined> {
    const kinds = attachmentsOf(this.catalogue.serviceOfCase(file.serviceId) ?? {});
    if (!this.takes(name) || kinds.length === 0) return undefined;
    const { ATTACHMENTS_AT_ONCE: most, ATTACHMENT_MB: megabytes } = this.settings;
    return { staged: draft ? await this.drafts.list({ draft: draft.key }) : [], kinds, most, megabytes };
  }

  takes(name: CitizenActName): boolean {
    return citizenActNamed(name).acts.some(takesFiles);
  }

  target(site: Site, { key }: Draft, serviceId: string): Target {
    return { holder: { draft: key }, serviceId, address: site.address };
  }

  async remove({ key }: Draft, id: string): Promise<void> {
    await this.drafts.remove({ draft: key }, id);
  }

  /** Joins them to the event of the act, in its transaction. */
  join({ key }: Draft, caseId: string, seq: number): Promise<number> {
    return this.acts.join({ draft: key }, caseId, () => Promise.resolve(seq));
  }
}
