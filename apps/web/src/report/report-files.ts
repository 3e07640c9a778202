import { AttachmentDrafts } from '@app/attachments';
import { attachmentsOf } from '@app/catalogue';
import { PublicOffer } from '@app/intake';
import { SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FileFieldProps } from '../case-parts/files/file-field.js';
import type { Target } from '../case-parts/files/uploads.js';
import type { Site } from '../site/index.js';
import type { Kept } from './report-drafts.js';

/** The files of a report that is being filled in: they lie in a draft named by its key. */
@Injectable()
export class ReportFiles {
  constructor(
    private readonly drafts: AttachmentDrafts,
    private readonly offer: PublicOffer,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async of({ key, answers }: Kept): Promise<Omit<FileFieldProps, 'error'>> {
    const service = this.offer.onWeb().find(({ id }) => id === answers['service']);
    return {
      staged: key ? await this.drafts.list({ draft: key }) : [],
      kinds: attachmentsOf(service ?? {}),
      most: this.settings.ATTACHMENTS_AT_ONCE,
      megabytes: this.settings.ATTACHMENT_MB,
    };
  }

  target(site: Site, key: string, { answers }: Kept): Target {
    return { holder: { draft: key }, serviceId: answers['service'], address: site.address };
  }

  async remove(key: string, id: string): Promise<void> {
    await this.drafts.remove({ draft: key }, id);
  }

  async discard(key: string): Promise<void> {
    await this.drafts.discard({ draft: key });
  }
}
