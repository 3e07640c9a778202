import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { bytes, le } from '../../../../test/support/sample-files.js';
import { contentOf, outcome } from './spec-support.js';
import { unpacked, unpackedWhole, zipEnd, zipEntries, type ZipEntry } from './zip.js';

const MB = 1024 * 1024;

/** An entry as its head and the directory state it; `body` is what lies in the file. */
interface Part {
  name?: string;
  body?: Buffer;
  method?: number;
  packed?: number;
  unpacked?: number;
  flags?: number;
  at?: number;
  extra?: string;
  comment?: string;
}
interface Archive {
  /** What the end states. */
  count?: number;
  length?: number;
  from?: number;
  /** What lies after the entries in the directory. */
  more?: string;
  reversed?: boolean;
}
const end = ({ count = 0, length = 0, from = 0 }: Archive, comment = '') =>
  bytes(
    'PK\x05\x06',
    le(0, 4),
    le(count, 2),
    le(count, 2),
    le(length, 4),
    le(from, 4),
    le(comment.length, 2),
    comment,
  );
const local = ({ name = '', body = Buffer.alloc(0), method = 0 }: Part) =>
  bytes(
    'PK\x03\x04',
    le(20, 2),
    le(0, 2),
    le(method, 2),
    Buffer.alloc(16),
    le(name.length, 2),
    le(0, 2),
    name,
    body,
  );
function listed(
  { name = '', body = Buffer.alloc(0), method = 0, flags = 0, extra = '', comment = '', ...of }: Part,
  at: number,
) {
  const { packed = body.length, unpacked: plain = packed } = of;
  const lengths = [le(name.length, 2), le(extra.length, 2), le(comment.length, 2)];
  const head = bytes(
    'PK\x01\x02',
    le(0, 4),
    le(flags, 2),
    le(method, 2),
    Buffer.alloc(8),
    le(packed, 4),
    le(plain, 4),
  );
  return bytes(head, ...lengths, Buffer.alloc(8), le(of.at ?? at, 4), name, extra, comment);
}
function zip(parts: Part[], of: Archive = {}) {
  const locals = parts.map(local);
  let at = 0;
  const entries = parts.map((part, n) => listed(part, (at += locals[n]!.length) - locals[n]!.length));
  const directory = bytes(...(of.reversed ? entries.toReversed() : entries), of.more ?? '');
  return bytes(...locals, directory, end({ count: parts.length, length: directory.length, from: at, ...of }));
}
const entriesOf = (whole: Buffer) => zipEntries(contentOf(whole));
const look = (whole: Buffer) => outcome(() => entriesOf(whole));

describe('the end of a zip', () => {
  const endOf = (whole: Buffer) => zipEnd(contentOf(whole));
  const MARK = Buffer.from('PK\x05\x06', 'latin1');

  it.each([
    ['alone', end({}), 0],
    ['after other bytes', bytes('abc', end({})), 3],
    ['with a comment', bytes('abc', end({}, 'comment')), 3],
    ['with the longest comment', end({}, 'c'.repeat(0xffff)), 0],
    ['with the longest comment after other bytes', bytes('abc', end({}, 'c'.repeat(0xffff))), 3],
    [
      'with a comment that looks like one',
      bytes('abc', end({}, `${MARK.toString('latin1')}${'c'.repeat(30)}`)),
      3,
    ],
    ['with a comment that ends like one', bytes('abc', end({}, MARK.toString('latin1'))), 3],
    ['twice, of which the last counts', bytes(end({}), end({})), 22],
  ])('is found %s', async (_what, whole, at) => expect(await endOf(whole)).toBe(at));

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte short', end({}).subarray(0, -1)],
    ['only its mark', MARK],
    ['its mark and then too few bytes', bytes('abc', MARK, Buffer.alloc(6))],
    ['one with bytes after it', bytes(end({}), 'x')],
    ['one after other bytes with bytes after it', bytes('abc', end({}), 'x')],
    ['one whose comment is cut off', end({}, 'comment').subarray(0, -1)],
  ])('is not found in %s', async (_what, whole) => expect(await endOf(whole)).toBeUndefined());
});

describe('the directory of a zip', () => {
  it('names each entry, in its order', async () => {
    const first = { name: 'a.xml', body: Buffer.from('12345'), extra: 'more', comment: 'why' };
    const second = { name: '路燈', method: 8, unpacked: 9, body: Buffer.from('12') };
    const nameBytes = Buffer.from(second.name).toString('latin1');
    const whole = zip([first, { ...second, name: nameBytes }]);
    expect(await entriesOf(whole)).toEqual([
      { name: 'a.xml', method: 0, packed: 5, unpacked: 5, at: 0 },
      { name: '路燈', method: 8, packed: 2, unpacked: 9, at: 40 },
    ]);
    const reversed = await entriesOf(zip([first, { ...second, name: nameBytes }], { reversed: true }));
    expect(reversed.map(({ at }) => at)).toEqual([40, 0]);
  });

  it('may be one entry without a name', async () => expect(await look(zip([{}]))).toBe('read'));

  it.each([
    ['is not there', Buffer.from('PK\x03\x04'), 'file-damaged'],
    ['has no entries', zip([]), 'file-mixed'],
    ['ends before the entries that are counted', zip([{}], { count: 2 }), 'file-damaged'],
    ['ends within the last entry', zip([{}], { count: 2, more: 'PK\x01\x02' }), 'file-damaged'],
    [
      'ends one byte before that',
      zip([{}], { count: 2, more: `PK\x01\x02${'\0'.repeat(41)}` }),
      'file-damaged',
    ],
    [
      'has other bytes for an entry',
      zip([{}], { count: 2, more: `PK\x01\x03${'\0'.repeat(42)}` }),
      'file-damaged',
    ],
    ['has more than the entries counted', zip([{}, {}], { count: 1 }), 'file-damaged'],
    ['has bytes after its entries', zip([{}], { more: 'x' }), 'file-damaged'],
    ['ends elsewhere than its end says', zip([{}], { length: 45 }), 'file-mixed'],
    ['begins elsewhere than its end says', zip([{}], { from: 29 }), 'file-mixed'],
    ['would begin outside', zip([{}], { from: 0xffff_ffff }), 'file-mixed'],
    ['has an entry with a password', zip([{ flags: 9 }]), 'file-encrypted'],
    ['has another flag', zip([{ flags: 8 }]), 'read'],
    ['has none at the start of the file', zip([{ at: 1 }]), 'file-mixed'],
  ])('that %s: %s', async (_what, whole, code) => expect(await look(whole)).toBe(code));

  it('has at most 5,000 entries', async () => {
    const of = (count: number) => look(zip(Array.from({ length: count }, () => ({}))));
    expect([await of(5_000), await of(5_001)]).toEqual(['read', 'file-bomb']);
  });

  it.each([
    ['ends where the next begins', [{ body: Buffer.from('12') }, {}], 'read'],
    ['reaches into the next', [{ body: Buffer.from('12'), packed: 3 }, {}], 'file-bomb'],
    ['begins in the head of the one before', [{}, { at: 29 }], 'file-bomb'],
    ['ends where the directory begins', [{}, { body: Buffer.from('12') }], 'read'],
    ['reaches into the directory', [{}, { body: Buffer.from('12'), packed: 3 }], 'file-bomb'],
    ['lies where another lies', [{}, { at: 0 }], 'file-bomb'],
  ])('whose entry %s: %s', async (_what, parts, code) => {
    expect(await look(zip(parts))).toBe(code);
    expect(await look(zip(parts, { reversed: true }))).toBe(code);
  });

  const body = (length: number) => Buffer.alloc(length);
  it.each([
    ['a hundred megabytes of one', [{ body: body(MB), unpacked: 100 * MB }], 'read'],
    ['a byte more', [{ body: body(MB + 1), unpacked: 100 * MB + 1 }], 'file-bomb'],
    [
      'a byte more of two',
      [
        { body: body(MB), unpacked: 100 * MB },
        { body: body(1), unpacked: 1 },
      ],
      'file-bomb',
    ],
    ['a megabyte of no bytes', [{ unpacked: MB }], 'read'],
    ['a byte more of too few', [{ body: body(10_485), unpacked: MB + 1 }], 'file-bomb'],
    ['a byte more of just enough', [{ body: body(10_486), unpacked: MB + 1 }], 'read'],
    ['exactly a hundred times as much', [{ body: body(11_000), unpacked: 1_100_000 }], 'read'],
    ['a byte more than that', [{ body: body(11_000), unpacked: 1_100_001 }], 'file-bomb'],
  ])('that says it unpacks to %s: %s', async (_what, parts, code) =>
    expect(await look(zip(parts))).toBe(code),
  );

  it('is read or refused, whatever the bytes', async () => {
    const whole = zip([{ name: 'a', body: Buffer.from('12') }, { name: 'b' }]);
    const spoilt = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(spoilt, async (changes) => {
        const changed = Buffer.from(whole);
        for (const [at, value] of changes) changed[at] = value;
        const all = async () => {
          for (const entry of await entriesOf(changed)) await unpackedWhole(contentOf(changed), entry);
        };
        expect(await outcome(all)).toMatch(/^(read|file-(damaged|bomb|mixed|encrypted))$/);
      }),
    );
    for (let length = 0; length < whole.length; length++)
      expect(await look(whole.subarray(0, length))).toBe('file-damaged');
  });
});

describe('an entry of a zip', () => {
  const entry = (part: Part, is: Partial<ZipEntry> = {}) => {
    const { body = Buffer.alloc(0), method = 0 } = part;
    const of = { name: '', method, packed: body.length, unpacked: body.length, at: 0, ...is };
    return { source: contentOf(local(part)), of };
  };
  const read = async ({ source, of }: ReturnType<typeof entry>) => {
    const chunks: Buffer[] = [];
    for await (const chunk of unpacked(source, of)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const tried = (made: ReturnType<typeof entry>) => outcome(() => read(made));
  const TEXT = Buffer.from(Array.from({ length: 150_000 }, (_, n) => n % 251));
  const PACKED = deflateRawSync(TEXT);

  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 150_000])(
    'of %d bytes is unpacked whole',
    async (length) => {
      const plain = TEXT.subarray(0, length);
      expect((await read(entry({ body: plain, name: 'name' }))).equals(plain)).toBe(true);
      const packed = { body: deflateRawSync(plain), method: 8 };
      expect((await read(entry(packed, { unpacked: length }))).equals(plain)).toBe(true);
    },
  );

  it('begins after whatever its own head has of fields', async () => {
    const head = local({ name: 'name' });
    head.writeUInt16LE(5, 28);
    const of = { name: 'name', method: 0, packed: 4, unpacked: 4, at: 3 };
    expect(String(await unpackedWhole(contentOf(bytes('xyz', head, 'extratext')), of))).toBe('text');
  });

  it.each([
    ['has another mark', { source: contentOf(bytes('PK\x03\x05', local({}).subarray(4))), of: entry({}).of }],
    ['is packed in a way unknown', entry({ method: 1 })],
    ['is packed otherwise than the directory says', entry({ body: PACKED, method: 8 }, { method: 0 })],
    ['is shorter than the directory says', entry({ body: Buffer.from('12') }, { unpacked: 3 })],
    [
      'is shorter than the directory says, unpacked',
      entry({ body: PACKED, method: 8 }, { unpacked: 150_001 }),
    ],
    ['lies outside', entry({}, { at: 1 })],
    ['reaches outside', entry({ body: Buffer.from('12') }, { packed: 3, unpacked: 3 })],
    ['cannot be unpacked', entry({ body: Buffer.alloc(20, 0xff), method: 8 })],
    ['is cut off', entry({ body: PACKED.subarray(0, -1), method: 8 }, { unpacked: 150_000 })],
    ['has no end', entry({ body: bytes([0, 5, 0, 0xfa, 0xff], 'hello'), method: 8 }, { unpacked: 5 })],
  ])('that %s is damaged', async (_what, made) => expect(await tried(made)).toBe('file-damaged'));

  it('is refused as soon as it unpacks to more than the directory says', async () => {
    expect(await tried(entry({ body: PACKED, method: 8 }, { unpacked: 149_999 }))).toBe('file-bomb');
    expect(await tried(entry({ body: Buffer.from('123') }, { unpacked: 2 }))).toBe('file-bomb');
    let seen = 0;
    const bomb = entry({ body: deflateRawSync(Buffer.alloc(20 * MB)), method: 8 }, { unpacked: 100_000 });
    const looking = async () => {
      for await (const chunk of unpacked(bomb.source, bomb.of)) seen += chunk.length;
    };
    expect([await outcome(looking), seen <= 100_000]).toEqual(['file-bomb', true]);
  });

  it('is read whole only up to the limit', async () => {
    const { source, of } = entry({ body: TEXT });
    expect(await unpackedWhole(source, of, 150_000)).toHaveLength(150_000);
    expect(await outcome(() => unpackedWhole(source, of, 149_999))).toBe('file-bomb');
    const large = entry({ body: Buffer.alloc(MB + 1) });
    expect(await outcome(() => unpackedWhole(large.source, large.of))).toBe('file-bomb');
  });

  it('that the disk does not give is no damage of the file', async () => {
    const failing = Object.assign(new Error('disk'), { code: 'EIO' });
    const { source, of } = entry({ body: PACKED, method: 8 }, { unpacked: 150_000 });
    const broken = {
      ...source,
      read: (at: number, length: number) => (at === 0 ? source.read(at, length) : Promise.reject(failing)),
    };
    await expect(unpackedWhole(broken, of)).rejects.toBe(failing);
  });
});
