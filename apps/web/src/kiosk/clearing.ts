import { AttachmentDrafts } from '@app/attachments';
import { Drafts } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { SessionChange, Site } from '../site/index.js';

/** Cookies of a visitor; the language is hers, too. */
export const HERS: SessionChange = { citizen: null, tried: null, draft: null, form: null, lang: null };

/** Erases what this browser has kept for its visitor: every draft with its files. */
@Injectable()
export class Clearing {
  constructor(
    private readonly drafts: Drafts,
    private readonly files: AttachmentDrafts,
  ) {}

  /** `token`: of the cases she opened. With the cookie it is gone for good, and with it the way to her case. */
  async clear({ drafts }: Site, token: string | undefined): Promise<void> {
    const owners = [drafts?.token, token].filter((one) => one !== undefined);
    for (const owner of owners)
      for (const draft of await this.drafts.eraseAll({ token: owner })) await this.files.discard({ draft });
  }
}
