import type { AttachmentKind } from '@app/catalogue';
import type { RandomAccess } from '@app/platform';
import { damaged, refused } from './finding.js';
import { unpacked, unpackedWhole, zipEntries, type ZipEntry } from './zip.js';

/** Main parts of Office Open XML (ECMA-376); those with macros have other names. */
const OOXML: [AttachmentKind, string][] = [
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  ['pptx', 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'],
];
const ODF: Record<string, AttachmentKind> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
};
/** Parts that hold macros: VBA, Excel 4, ActiveX; Basic and scripts of ODF. */
const MACROS = /vbaProject|vbaData|\/macrosheets\/|\/activeX\/|^Basic\/|^Scripts\//i;
const MACRO_TYPE = /macroEnabled|vbaProject/i;
const NESTED =
  /\.(zip|jar|war|apk|rar|7z|gz|tgz|bz2|xz|cab|iso|exe|dll|msi|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk)$/i;
/** Documents inside documents, such as the table behind a chart. */
const EMBEDDED = /\.(docx|xlsx|pptx|odt|ods|odp)$/i;
const LARGEST_EMBEDDED = 4 * 1024 * 1024;

/** Which office document a zip is. Throws for any other zip, for macros, encryption, programs inside and zip bombs. */
export async function officeKind(source: RandomAccess): Promise<AttachmentKind> {
  const entries = await zipEntries(source);
  const kind = (await odfKind(source, entries)) ?? (await ooxmlKind(source, entries));
  if (!kind) throw refused('file-type-unknown');
  for (const { name } of entries) {
    if (MACROS.test(name)) throw refused('file-macros');
    if (NESTED.test(name)) throw refused('file-nested');
  }
  for (const entry of entries) await checkEntry(source, entry);
  return kind;
}

/** ODF (ISO/IEC 26300-2, 3.3) begins with its type in an entry of its own. */
async function odfKind(
  source: RandomAccess,
  entries: readonly ZipEntry[],
): Promise<AttachmentKind | undefined> {
  const first = entries.find(({ at }) => at === 0);
  if (first?.name !== 'mimetype') return undefined;
  const type = (await unpackedWhole(source, first, 200)).toString('latin1').trim();
  const manifest = await textOf(source, entries, 'META-INF/manifest.xml');
  if (/encryption-data/.test(manifest)) throw refused('file-encrypted');
  return ODF[type];
}

async function ooxmlKind(
  source: RandomAccess,
  entries: readonly ZipEntry[],
): Promise<AttachmentKind | undefined> {
  const types = await textOf(source, entries, '[Content_Types].xml');
  if (MACRO_TYPE.test(types)) throw refused('file-macros');
  return OOXML.find(([, type]) => types.includes(type))?.[0];
}

async function textOf(source: RandomAccess, entries: readonly ZipEntry[], name: string): Promise<string> {
  const found = entries.filter((entry) => entry.name === name);
  if (found.length > 1) throw damaged();
  return found[0] ? (await unpackedWhole(source, found[0])).toString('utf8') : '';
}

/** Unpacks an entry once, to see that it is what the directory says; a document inside is looked into. */
async function checkEntry(source: RandomAccess, entry: ZipEntry): Promise<void> {
  if (EMBEDDED.test(entry.name)) return checkEmbedded(source, entry);
  for await (const _ of unpacked(source, entry));
}

async function checkEmbedded(source: RandomAccess, entry: ZipEntry): Promise<void> {
  const bytes = await unpackedWhole(source, entry, LARGEST_EMBEDDED);
  const inside = {
    size: bytes.length,
    read: async (at: number, length: number) => bytes.subarray(at, at + length),
  };
  for (const { name } of await zipEntries(inside)) {
    if (MACROS.test(name)) throw refused('file-macros');
    if (NESTED.test(name) || EMBEDDED.test(name)) throw refused('file-nested');
  }
}
