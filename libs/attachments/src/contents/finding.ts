import { invalid, type Problem, type RandomAccess } from '@app/platform';
import type { AttachmentKind } from '@app/catalogue';

/** A place of a file that is left out, or replaced by other bytes. */
export interface Edit {
  from: number;
  to: number;
  by?: Buffer;
}

/** What was taken out of a picture: where it was taken, or other data such as the camera. */
export type Removed = 'LOCATION' | 'DETAILS';

/** What a file was found to be. */
export interface Finding {
  kind: AttachmentKind;
  /** In order of their places. */
  edits: Edit[];
  removed: Removed | null;
}

/** The field that the errors of a file belong to. */
export const FILES = 'files';

/** A file that is not taken, in a code that the pages have words for. */
export const refused = (code: string, params: Record<string, string | number> = {}): Problem =>
  invalid({ field: FILES, code, params });

/** A structure that is cut off or contradicts itself. */
export const damaged = (): Problem => refused('file-damaged');

/** Exactly `length` bytes; a file that ends before is damaged. */
export async function exactly(source: RandomAccess, at: number, length: number): Promise<Buffer> {
  if (at < 0 || length < 0 || at + length > source.size) throw damaged();
  return source.read(at, length);
}
