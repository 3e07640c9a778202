import { isBlank } from '@app/platform';
import type { AttachmentKind } from '@app/catalogue';
import { refused } from './finding.js';

/** The extensions of each type; the first is added to a name without one. */
const EXTENSIONS: Record<AttachmentKind, readonly string[]> = {
  pdf: ['pdf'],
  jpg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png'],
  gif: ['gif'],
  heic: ['heic', 'heif'],
  webp: ['webp'],
  odt: ['odt'],
  ods: ['ods'],
  odp: ['odp'],
  docx: ['docx'],
  xlsx: ['xlsx'],
  pptx: ['pptx'],
  txt: ['txt'],
  csv: ['csv'],
};
export const extensionsOf = (kind: AttachmentKind): readonly string[] => EXTENSIONS[kind];

/** What file systems allow in a name. */
const MOST_BYTES = 255;
const UNNAMED = '附件';
/** Control characters, separators of lines, and characters that change the direction of a text. */
const NEVER = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
/** Not allowed in names on Windows. */
const STRANGE = /[<>:"|?*]/g;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Lower-case extension without its dot; empty where a name has none. */
export const extensionOf = (name: string): string =>
  /[^.]\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? '';

/** A name as it is kept: in any script, one line, no path, nothing that turns the text around, at most 255 bytes. */
export function cleanName(raw: string): string {
  const last = raw.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!;
  const plain = last
    .replace(NEVER, '')
    .replace(STRANGE, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (isBlank(plain)) return UNNAMED;
  return shortened(DEVICE.test(plain) ? `_${plain}` : plain);
}

/** The name with the extension of what it is. Throws where its extension is of something else. */
export function nameFor(kind: AttachmentKind, clean: string): string {
  const extension = extensionOf(clean);
  if (extension === '') return shortened(`${clean}.${EXTENSIONS[kind][0]}`);
  if (!EXTENSIONS[kind].includes(extension))
    throw refused('file-name-differs', { extension, kind: EXTENSIONS[kind][0]! });
  return clean;
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name;
  const extension = extensionOf(name);
  const end = extension === '' ? '' : name.slice(-extension.length - 1);
  let stem = '';
  let room = MOST_BYTES - Buffer.byteLength(end);
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - end.length))) {
    room -= Buffer.byteLength(segment);
    if (room < 0) break;
    stem += segment;
  }
  return `${stem}${end}`;
}
