import type { CaseContext } from '@app/cases';
import { Keyring, seal, unseal } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Attachment } from './attachment.entity.js';

/** The key of a file and its name, in clear; only in memory. */
export interface Opened {
  key: Buffer;
  name: string;
}
type Sealed = Pick<Attachment, 'id' | 'name' | 'wrapped'>;

/** Where each value is stored, bound to it. */
export const keyOf = (id: string): string => `attachment.wrapped.${id}`;
export const nameOf = (id: string): string => `attachment.name.${id}`;
const inDraft = (what: string, draft: string): string => `${what}.draft.${draft}`;

/**
 * Keys and names of files. In a draft they are sealed under the installation's key and bound to the draft; in a case
 * under the case's, so that erasing the case's key erases its files.
 */
@Injectable()
export class WrappedKeys {
  constructor(private readonly keyring: Keyring) {}

  forDraft(draft: string, id: string, { key, name }: Opened): Sealed {
    const wrap = (what: string, plain: string) =>
      seal(this.keyring.key('attachment'), inDraft(what, draft), plain);
    return { id, wrapped: wrap(keyOf(id), key.toString('base64')), name: wrap(nameOf(id), name) };
  }

  fromDraft(draft: string, { id, wrapped, name }: Sealed): Opened {
    const open = (what: string, sealed: string) =>
      unseal(this.keyring.key('attachment'), inDraft(what, draft), sealed);
    return { key: Buffer.from(open(keyOf(id), wrapped), 'base64'), name: open(nameOf(id), name) };
  }

  /** Throws NOT_ALLOWED for an erased case. */
  async forCase(context: CaseContext, id: string, { key, name }: Opened): Promise<Sealed> {
    const wrapped = await context.seal(keyOf(id), key.toString('base64'));
    return { id, wrapped, name: await context.seal(nameOf(id), name) };
  }
}
