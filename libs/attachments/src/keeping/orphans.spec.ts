import { describe, expect, it } from '@jest/globals';
import {
  days,
  hours,
  minutes,
  SetTime,
  type BlobStore,
  type Reader,
  type Settings,
  type Sql,
} from '@app/platform';
import type { AttachmentDrafts } from './drafts.js';
import { Orphans } from './orphans.js';

interface Made {
  /** Files on the disk, with the hours since they were stored, or the milliseconds. */
  files?: readonly (readonly [name: string, storedAt: number])[];
  /** Rows: id, file, and bytes that the row states. */
  rows?: readonly (readonly [id: string, blob: string, blobSize: number])[];
  /** Rows that are removed while they are read. */
  removed?: readonly string[];
  unfinished?: number;
}

const NOW = Date.parse('2026-08-19T02:00:00Z');
const SIZE = 100;

/** A store and rows in memory, and what was done with them. */
function orphans({ files = [], rows = [], removed = [], unfinished = 0 }: Made) {
  const time = new SetTime(NOW);
  const done = {
    removed: [] as string[],
    tidied: [] as number[],
    discarded: [] as number[],
    asked: [] as number[],
  };
  const blobs = {
    tidy: (before: number) => (done.tidied.push(before), Promise.resolve(unfinished)),
    remove: (name: string) => (done.removed.push(name), Promise.resolve()),
    sizeOf: (name: string) => Promise.resolve(files.some(([one]) => one === name) ? SIZE : undefined),
    async *list() {
      for (const [name, storedAt] of files) yield { name, storedAt };
    },
  } as unknown as BlobStore;
  const ofRows = (found: Made['rows']) => found!.map(([id, blob, blobSize]) => ({ id, blob, blobSize }));
  const ask = (query: Sql) => {
    const { text, values } = query.numbered();
    done.asked.push(values.length);
    if (text.includes('WHERE id >'))
      return ofRows(rows.filter(([id]) => id > String(values[0])).slice(0, 200));
    if (text.includes('WHERE id ='))
      return ofRows(rows.filter(([id]) => id === values[0] && !removed.includes(id)));
    return ofRows(rows.filter(([, blob]) => values.includes(blob)));
  };
  const reader = { ask: (query: Sql) => Promise.resolve(ask(query)) } as unknown as Reader;
  const drafts = {
    discardBefore: (before: number) => (
      done.discarded.push(before),
      Promise.resolve(Math.max(0, 3 - done.discarded.length))
    ),
  } as unknown as AttachmentDrafts;
  const settings = (draftHours: number) => ({ DRAFT_HOURS: draftHours }) as Settings;
  const of = (draftHours = 24) => new Orphans(blobs, drafts, reader, time, settings(draftHours));
  const found = async () => {
    const all: string[] = [];
    for await (const { invariant, subject } of of().violations()) all.push(`${invariant} ${subject}`);
    return all;
  };
  return { time, done, of, found };
}
const OLD = NOW - days(3);
const many = (count: number) => Array.from({ length: count }, (_, n) => [`f${n}`, OLD] as const);

describe('files and rows in step', () => {
  it('are swept at most once an hour', async () => {
    const { of, time, done } = orphans({});
    const sweeping = of();
    await sweeping.sweep();
    await sweeping.sweep();
    time.forward(hours(1) - 1);
    await sweeping.sweep();
    expect(done.tidied).toEqual([NOW - days(1)]);
    time.forward(1);
    await sweeping.sweep();
    expect(done.tidied).toHaveLength(2);
  });

  it('lose what was never sent until nothing is left, two days after or with their draft', async () => {
    const { of, done } = orphans({});
    await of(24).tidy();
    expect(done.discarded).toEqual(Array(3).fill(NOW - days(2)));
    for (const [draftHours, kept] of [
      [47, 48],
      [48, 49],
      [144, 145],
    ] as const) {
      await of(draftHours).tidy();
      expect(done.discarded.at(-1)).toBe(NOW - hours(kept));
    }
  });

  it('lose the files without a row that were stored more than a day ago', async () => {
    const files = [
      ['old', NOW - days(1) - 1],
      ['named', OLD],
      ['at the limit', NOW - days(1)],
      ['young', NOW - hours(1)],
    ] as const;
    const { of, done } = orphans({ files, rows: [['1', 'named', SIZE]] });
    await of().tidy();
    expect(done.removed).toEqual(['old']);
  });

  it.each([199, 200, 201, 400, 450])(
    'lose each of %d files once, asked for in slices of 200',
    async (count) => {
      const { of, done } = orphans({ files: many(count), rows: [['1', 'f7', SIZE]] });
      await of().tidy();
      const expected = many(count)
        .map(([name]) => name)
        .filter((name) => name !== 'f7');
      expect(done.removed).toEqual(expected);
      expect(Math.max(...done.asked)).toBeLessThanOrEqual(200);
      expect(done.asked.length).toBeLessThanOrEqual(Math.ceil(count / 200) + 1);
    },
  );

  it('are reported: a row whose file is missing or has another size, unless it was removed meanwhile', async () => {
    const rows = Array.from({ length: 450 }, (_, n) => [String(1_000 + n), 'there', SIZE] as const);
    const { found } = orphans({
      files: [['there', NOW]],
      rows: [...rows, ['5001', 'missing', SIZE], ['5002', 'there', SIZE + 1], ['5003', 'missing', SIZE]],
      removed: ['5003'],
    });
    expect(await found()).toEqual(['attachment-without-file 5001', 'attachment-without-file 5002']);
  });

  it('are reported: a file without a row that the sweep should have removed', async () => {
    const limit = NOW - days(1) - minutes(90);
    const { found, done } = orphans({
      files: [
        ['left', limit - 1],
        ['due', limit],
      ],
    });
    expect(await found()).toEqual(['file-without-attachment left']);
    expect(done.removed).toEqual([]);
  });
});
