import { crc32, deflateRawSync } from 'node:zlib';

/** Small files of each type, made by hand, to attach and to spoil. */
export const bytes = (...parts: (string | Buffer | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
export const be = (value: number, size: number): Buffer => {
  const buffer = Buffer.alloc(size);
  buffer.writeUIntBE(value, 0, size);
  return buffer;
};
export const le = (value: number, size: number): Buffer => Buffer.from(be(value, size)).reverse();

/** What must never be left in a picture. */
export const SECRET_PLACE = 'Taichung 24.1477N';
export const TAKEN_AT = '2026:08:19 09:41:00';

interface ExifOf {
  orientation?: number;
  gps?: boolean;
  littleEndian?: boolean;
}

/** A TIFF structure with orientation, time and, unless left out, a GPS block that holds `SECRET_PLACE`. */
export function exif({ orientation = 6, gps = true, littleEndian = false }: ExifOf = {}): Buffer {
  const number = littleEndian ? le : be;
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    bytes(number(tag, 2), number(type, 2), number(count, 4), value);
  const entries = gps ? 3 : 2;
  const dataAt = 8 + 2 + entries * 12 + 4;
  const time = bytes(TAKEN_AT, [0]);
  const gpsAt = dataAt + time.length;
  const place = bytes(SECRET_PLACE, [0]);
  return bytes(
    ...[littleEndian ? 'II' : 'MM', number(42, 2), number(8, 4), number(entries, 2)],
    entry(0x0112, 3, 1, bytes(number(orientation, 2), [0, 0])),
    entry(0x0132, 2, time.length, number(dataAt, 4)),
    ...(gps ? [entry(0x8825, 4, 1, number(gpsAt, 4))] : []),
    ...[number(0, 4), time],
    ...(gps
      ? [number(1, 2), entry(0x001d, 2, place.length, number(gpsAt + 18, 4)), number(0, 4), place]
      : []),
  );
}

export const segment = (marker: number, body: Buffer): Buffer =>
  bytes([0xff, marker], be(body.length + 2, 2), body);
export const exifSegment = (tiff = exif()): Buffer => segment(0xe1, bytes('Exif\0\0', tiff));
export const xmpSegment = (): Buffer =>
  segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0', `<x exif:GPSLatitude="${SECRET_PLACE}"/>`));
const SCAN = bytes([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);

interface JpegOf {
  metadata?: Buffer[];
  width?: number;
  height?: number;
  after?: Buffer;
}

/** Structure of a JPEG with the given metadata; its picture data is only `SCAN`, twice, as in a progressive one. */
export const jpeg = ({ metadata = [], width = 4_000, height = 3_000, after }: JpegOf = {}): Buffer =>
  bytes(
    ...[[0xff, 0xd8], segment(0xe0, bytes('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0])), ...metadata],
    ...[segment(0xe2, bytes('ICC_PROFILE\0', [1, 1])), segment(0xdb, Buffer.alloc(65, 1))],
    segment(0xc2, bytes([8], be(height, 2), be(width, 2), [1, 1, 0x11, 0])),
    ...[segment(0xc4, Buffer.alloc(20, 2)), segment(0xda, bytes([1, 1, 0, 0, 63, 0])), SCAN],
    ...[segment(0xda, bytes([1, 1, 0, 1, 63, 0])), SCAN, [0xff, 0xd9]],
    after ?? '',
  );

export const pngChunk = (type: string, body: Buffer): Buffer =>
  bytes(be(body.length, 4), type, body, be(crc32(bytes(type, body)), 4));
const textChunk = () => pngChunk('tEXt', bytes('Comment\0', SECRET_PLACE, ' GPS'));

interface PngOf {
  metadata?: Buffer[];
  width?: number;
  height?: number;
  after?: Buffer;
}
export const png = ({ metadata = [], width = 800, height = 600, after }: PngOf = {}): Buffer =>
  bytes(
    ...[[0x89], 'PNG\r\n\x1a\n', pngChunk('IHDR', bytes(be(width, 4), be(height, 4), [8, 2, 0, 0, 0]))],
    ...[
      ...metadata,
      pngChunk('IDAT', Buffer.from('picture')),
      pngChunk('IEND', Buffer.alloc(0)),
      after ?? '',
    ],
  );
export const locatedPng = (): Buffer => png({ metadata: [textChunk(), pngChunk('eXIf', exif())] });

export const gif = ({ width = 20, height = 10 } = {}): Buffer =>
  bytes(
    ...['GIF89a', le(width, 2), le(height, 2), [0x80, 0, 0], [0, 0, 0, 255, 255, 255]],
    ...[[0x21, 0xfe, 30], `${SECRET_PLACE} GPS`.padEnd(30), [0]],
    ...[[0x21, 0xff, 11], 'NETSCAPE2.0', [3, 1, 0, 0, 0], [0x21, 0xf9, 4, 0, 0, 0, 0, 0]],
    [0x2c, 0, 0, 0, 0, 20, 0, 10, 0, 0, 2, 2, 0x4c, 0x01, 0, 0x3b],
  );

export const riff = (type: string, body: Buffer): Buffer =>
  bytes(type, le(body.length, 4), body, Buffer.alloc(body.length % 2));
export function webp({ width = 640, height = 480, located = true, flagsLast = false } = {}): Buffer {
  const flags = located ? 0x0c : 0;
  const header = riff('VP8X', bytes([flags, 0, 0, 0], le(width - 1, 3), le(height - 1, 3)));
  const chunks = bytes(
    ...(flagsLast ? [] : [header]),
    riff('VP8L', Buffer.from([0x2f, 1, 1, 0, 0, ...Buffer.from('picture')])),
    ...(located ? [riff('EXIF', exif()), riff('XMP ', bytes(`GPS ${SECRET_PLACE}`))] : []),
    ...(flagsLast ? [header] : []),
  );
  return bytes('RIFF', le(chunks.length + 4, 4), 'WEBP', chunks);
}

export const box = (type: string, ...body: (string | Buffer | number[])[]): Buffer => {
  const whole = bytes(...body);
  return bytes(be(whole.length + 8, 4), type, whole);
};

interface HeicOf {
  width?: number;
  height?: number;
  tiff?: Buffer;
  method?: number;
  /** Entries of the Exif item for the same place, besides the first one. */
  again?: number;
  /** Extents of no bytes of one more item. */
  emptyExtents?: number;
  /** Its size has no numbers. */
  emptySize?: boolean;
}

/** A HEIC with one picture item, an Exif and an XMP item in `mdat`. */
export function heic(of: HeicOf = {}): Buffer {
  const { width = 4_032, height = 3_024, tiff = exif(), method = 0, again = 0, emptyExtents, emptySize } = of;
  const items = [bytes('picture'), bytes(be(0, 4), tiff), bytes(`<GPS>${SECRET_PLACE}</GPS>`)];
  const types = ['hvc1', 'Exif', 'mime'];
  const infe = (id: number, type: string) => box('infe', [2, 0, 0, 0], be(id, 2), be(0, 2), type, [0]);
  const meta = (start: number) => {
    let at = start;
    const places = items.map((item, n) => {
      const entry = bytes(be(n + 1, 2), be(method, 2), be(0, 2), be(1, 2), be(at, 4), be(item.length, 4));
      at += item.length;
      return entry;
    });
    places.push(...Array<Buffer>(again).fill(places[1]!));
    return box(
      'meta',
      [0, 0, 0, 0],
      box('iinf', [0, 0, 0, 0], be(3, 2), ...types.map((type, n) => infe(n + 1, type))),
      emptyExtents === undefined
        ? box('iloc', [1, 0, 0, 0], be(0x4400, 2), be(places.length, 2), ...places)
        : box(
            'iloc',
            [1, 0, 0, 0],
            be(0, 2),
            be(50, 2),
            ...Array<Buffer>(50).fill(bytes(be(2, 2), be(0, 4), be(emptyExtents, 2))),
          ),
      box(
        'iprp',
        box('ipco', emptySize ? box('ispe') : box('ispe', [0, 0, 0, 0], be(width, 4), be(height, 4))),
      ),
    );
  };
  const ftyp = box('ftyp', 'heic', be(0, 4), 'mif1heic');
  const start = ftyp.length + meta(0).length + 8;
  return bytes(ftyp, meta(start), box('mdat', ...items));
}

export const pdf = (text = 'hello'): Buffer =>
  bytes(`%PDF-1.7\n%\xe2\xe3\n1 0 obj ${text} endobj\ntrailer\n%%EOF\n`);

interface Packed {
  name: string;
  body: Buffer | string;
  /** Not compressed. */
  stored?: boolean;
  /** What the directory says instead of the truth. */
  claims?: { unpacked?: number; flags?: number; at?: number };
}

/** A zip of entries, with a directory that may lie. */
export function zip(
  entries: readonly Packed[],
  { before = Buffer.alloc(0), comment = '' }: { before?: Buffer; comment?: string } = {},
): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[before], []];
  for (const { name, body, stored, claims = {} } of entries) {
    const plain = Buffer.from(body);
    const packed = stored ? plain : deflateRawSync(plain);
    const { flags = 0, unpacked = plain.length, at = Buffer.concat(locals).length } = claims;
    const common = bytes(
      ...[
        le(20, 2),
        le(flags, 2),
        le(stored ? 0 : 8, 2),
        le(0, 4),
        le(crc32(plain), 4),
        le(packed.length, 4),
      ],
      ...[le(unpacked, 4), le(Buffer.byteLength(name), 2), le(0, 2)],
    );
    locals.push(bytes('PK\x03\x04', common, Buffer.from(name), packed));
    directory.push(
      bytes(
        'PK\x01\x02',
        le(20, 2),
        common,
        le(0, 2),
        le(0, 2),
        le(0, 2),
        le(0, 4),
        le(at, 4),
        Buffer.from(name),
      ),
    );
  }
  const [body, list] = [Buffer.concat(locals), Buffer.concat(directory)];
  return bytes(
    ...[body, list, 'PK\x05\x06', le(0, 4), le(entries.length, 2), le(entries.length, 2)],
    ...[le(list.length, 4), le(body.length, 4), le(comment.length, 2), comment],
  );
}

const MAIN = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
  docm: 'application/vnd.ms-word.document.macroEnabled.main+xml',
};
export const ooxml = (kind: keyof typeof MAIN, more: readonly Packed[] = []): Buffer =>
  zip([
    { name: '[Content_Types].xml', body: `<Types><Override ContentType="${MAIN[kind]}"/></Types>` },
    { name: 'word/document.xml', body: '<w:document/>' },
    ...more,
  ]);

const ODF_TYPES = {
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
};
export const odf = (kind: keyof typeof ODF_TYPES, more: readonly Packed[] = []): Buffer =>
  zip([
    { name: 'mimetype', body: ODF_TYPES[kind], stored: true },
    { name: 'content.xml', body: '<x/>' },
    ...more,
  ]);
