import type { AttachmentKind } from '@app/catalogue';
import { damaged, refused, type Finding } from './finding.js';
import { cleanGif } from './gif.js';
import { cleanHeic, isHeic } from './heic.js';
import { cleanJpeg } from './jpeg.js';
import { officeKind } from './office.js';
import { checkPdf } from './pdf.js';
import { measured, type Content } from './measured.js';
import type { Cleaning } from './picture.js';
import { checkText } from './plain-text.js';
import { cleanPng, PNG_SIGNATURE } from './png.js';
import { cleanWebp } from './webp.js';
import { zipEnd } from './zip.js';

export type { Content };

interface Type {
  /** Whether the first bytes are those of this type. */
  begins(head: Buffer): boolean;
  look(content: Content): Promise<Finding>;
}

const starts = (bytes: string) => (head: Buffer) => head.toString('latin1').startsWith(bytes);
const found = (kind: AttachmentKind): Finding => ({ kind, edits: [], removed: null });

function picture(
  kind: AttachmentKind,
  begins: Type['begins'],
  clean: (content: Content) => Promise<Cleaning>,
): Type {
  const look = async (content: Content) => {
    await notAlsoZip(content);
    const { edits, removed } = await clean(content);
    return { kind, edits, removed };
  };
  return { begins, look };
}

const TYPES: readonly Type[] = [
  picture('jpg', starts('\xff\xd8\xff'), cleanJpeg),
  picture('png', (head) => head.subarray(0, 8).equals(PNG_SIGNATURE), cleanPng),
  picture('gif', (head) => /^GIF8[79]a/.test(head.toString('latin1')), cleanGif),
  picture('webp', (head) => /^RIFF.{4}WEBP/s.test(head.toString('latin1')), cleanWebp),
  picture('heic', isHeic, cleanHeic),
  {
    begins: starts('%PDF-'),
    look: async (content) => {
      await notAlsoZip(content);
      await checkPdf(content);
      return found('pdf');
    },
  },
  { begins: starts('PK\x03\x04'), look: async (content) => found(await officeKind(content)) },
  {
    // Word, Excel and PowerPoint before 2007, and newer ones with a password
    begins: (head) => head.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1',
    look: async () => {
      throw refused('file-old-office');
    },
  },
];

/** A file that begins as one type and ends as a zip is opened as either, by whom it suits: GIFAR, PDF with a JAR. */
async function notAlsoZip(content: Content): Promise<void> {
  if ((await zipEnd(content)) !== undefined) throw refused('file-mixed');
}

/** What a file is, told by its content. Throws INVALID in the field `files` for what is not taken. */
export async function inspect(content: Content, extension: string): Promise<Finding> {
  if (content.size === 0) throw refused('file-empty');
  const head = await content.read(0, 64);
  const type = TYPES.find(({ begins }) => begins(head));
  if (type) return readable(type.look(measured(content)));
  if ((await zipEnd(content)) !== undefined) throw refused('file-mixed');
  await checkText(() => content.stream());
  return found(extension === 'csv' ? 'csv' : 'txt');
}

/** A length that leads beyond the end of its part is damage of the file, not a fault of ours. */
async function readable(looking: Promise<Finding>): Promise<Finding> {
  try {
    return await looking;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_OUT_OF_RANGE' ? damaged() : error;
  }
}
