import { describe, expect, it } from '@jest/globals';
import { exactly, refused } from './finding.js';
import { measured } from './measured.js';
import { checkPixels, Cleaning } from './picture.js';
import { contentOf, outcome } from './spec-support.js';

const MB = 1024 * 1024;

describe('the size of a picture', () => {
  it.each([
    [0, 1, 'file-damaged'],
    [1, 0, 'file-damaged'],
    [1, 1, 'read'],
    [30_000, 1, 'read'],
    [1, 30_000, 'read'],
    [30_001, 1, 'file-too-many-pixels'],
    [1, 30_001, 'file-too-many-pixels'],
    [10_000, 5_000, 'read'],
    [5_000, 10_001, 'file-too-many-pixels'],
  ])('%d by %d: %s', async (width, height, code) => {
    expect(await outcome(() => checkPixels(width, height))).toBe(code);
  });

  it('is named where it is refused', () => {
    expect(() => checkPixels(40_000, 2)).toThrow(
      expect.objectContaining(refused('file-too-many-pixels', { width: 40_000, height: 2 })),
    );
  });
});

describe('what is taken out of a picture', () => {
  it('is nothing, details, or the place', () => {
    const cleaning = new Cleaning();
    cleaning.endAt(9, 9);
    cleaning.endAt(8, 9);
    expect([cleaning.removed, cleaning.edits]).toEqual([null, [{ from: 8, to: 9 }]]);
    cleaning.drop(0, 1);
    expect(cleaning.removed).toBe('DETAILS');
    cleaning.drop(1, 2, Buffer.from('<geo:lat>'));
    cleaning.replace({ from: 2, to: 3 }, false);
    expect(cleaning.removed).toBe('LOCATION');
  });

  it('leaves blanks where nothing may move', () => {
    const cleaning = new Cleaning();
    cleaning.blank(3, 6, Buffer.from('name'));
    expect([cleaning.edits, cleaning.removed]).toEqual([
      [{ from: 3, to: 6, by: Buffer.from('   ') }],
      'DETAILS',
    ]);
  });
});

describe('a part of a file', () => {
  it.each([
    [0, 5, 'read'],
    [5, 0, 'read'],
    [4, 1, 'read'],
    [4, 2, 'file-damaged'],
    [6, 0, 'file-damaged'],
    [-1, 2, 'file-damaged'],
    [2, -1, 'file-damaged'],
  ])('from %d, %d long: %s', async (at, length, code) => {
    expect(await outcome(() => exactly(contentOf(Buffer.alloc(5)), at, length))).toBe(code);
  });
});

describe('a file that is looked into', () => {
  const nothing = Buffer.alloc(0);
  const of = (size: number) =>
    measured({ ...contentOf(Buffer.from('text')), size, read: () => Promise.resolve(nothing) });
  const times = (count: number, [size, length]: [size: number, length: number]) =>
    outcome(async () => {
      const content = of(size);
      for (let n = 0; n < count; n++) await content.read(0, length);
    });

  it('is read at most a hundred thousand times', async () => {
    expect(await times(100_000, [100 * MB, 1])).toBe('read');
    expect(await times(100_001, [100 * MB, 1])).toBe('file-damaged');
  });

  it('is read at most four times over, and 16 MB more; never more at once than it has', async () => {
    expect(await times(4 + 16, [MB, MB])).toBe('read');
    expect(await times(4 + 16 + 1, [MB, MB])).toBe('file-damaged');
    expect(await times(4 + 16, [MB, 9 * MB])).toBe('read');
    expect(await times(4 + 16 + 1, [MB, 9 * MB])).toBe('file-damaged');
    expect(await times(4 + 1, [16 * MB, 16 * MB])).toBe('read');
    expect(await times(4 + 2, [16 * MB, 16 * MB])).toBe('file-damaged');
  });

  it('gives what is read, and all of it as a stream', async () => {
    const content = measured(contentOf(Buffer.from('text')));
    expect(String(await content.read(1, 2))).toBe('ex');
    const chunks: Uint8Array[] = [];
    for await (const chunk of content.stream()) chunks.push(chunk);
    expect(String(Buffer.concat(chunks))).toBe('text');
  });
});
