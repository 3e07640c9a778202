import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { days, hours, Problem, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import * as sample from '../../../../test/support/sample-files.js';
import { refusal } from '../../../../test/support/story.js';
import { code, FilesDesk, outcomesOf, pieces } from '../spec-support.js';
import { Orphans } from './orphans.js';

jest.setTimeout(60_000);
const MB = 1024 * 1024;

async function* breaking(): AsyncGenerator<Buffer> {
  yield sample.pdf();
  throw new Error('the sender is gone');
}

describe.each(DATABASES)('files in a draft, on %s', (_name, postgres) => {
  let here: FilesDesk;
  beforeAll(async () => {
    here = await FilesDesk.begin(postgres);
  });
  afterAll(() => here.story.close());
  beforeEach(() => here.openCase());

  it('are kept sealed, listed, and removed one by one', async () => {
    const holder = here.newDraft();
    const one = await here.put(holder, '公文.pdf');
    const two = await here.put(holder, '照片.jpg', sample.jpeg({ metadata: [sample.exifSegment()] }));
    expect(await here.drafts.list(holder)).toEqual([
      {
        id: one.id,
        name: '公文.pdf',
        kind: 'pdf',
        size: sample.pdf().length,
        state: 'NOT_SCANNED',
        removed: null,
      },
      expect.objectContaining({ id: two.id, name: '照片.jpg', kind: 'jpg', removed: 'LOCATION' }),
    ]);
    const [row] = (await here.rows()).filter(({ id }) => id === one.id);
    const blob = await here.blobs().open(row!.blob);
    const inside = await blob.read(0, blob.size);
    await blob.close();
    expect([inside.includes('PDF'), JSON.stringify(row).includes('公文'), row!.blobSize]).toEqual([
      false,
      false,
      blob.size,
    ]);
    await here.drafts.remove(holder, one.id);
    expect((await here.drafts.list(holder)).map(({ id }) => id)).toEqual([two.id]);
    expect(await here.stored()).not.toContain(row!.blob);
  });

  it('are not taken for a service that takes none, and for no service there is not', async () => {
    const forService = (serviceId: string) => here.put(here.newDraft(), 'a.pdf', sample.pdf(), { serviceId });
    expect(await code(forService('demo.data-access'))).toBe('INVALID files-not-taken');
    expect((await forService('demo.consultation')).kind).toBe('pdf');
  });

  it('name who brought them, and are shown to no one else before they are sent', async () => {
    const citizen = { kind: 'citizen' as const, caseId: here.file.id };
    const ids: string[] = [];
    for (const holder of [here.ofAct(), here.ofAct(citizen), here.newDraft()])
      ids.push((await here.put(holder)).id);
    const found = await here.rows();
    const facts = ids.map((id) => found.find((row) => row.id === id)!);
    expect(facts.map(({ actorKind, actorId, shown }) => [actorKind, actorId, shown])).toEqual([
      ['staff', here.handler.id, false],
      ['citizen', null, false],
      ['citizen', null, false],
    ]);
  });

  it('keep their order within a millisecond', async () => {
    const holder = here.newDraft();
    const names = ['e.txt', 'a.txt', 'd.txt', 'b.txt', 'c.txt'];
    for (const name of names) await here.drafts.stage({ holder, name, content: pieces(Buffer.from(name)) });
    expect((await here.drafts.list(holder)).map(({ name }) => name)).toEqual(names);
    await expect(here.put(holder)).rejects.toMatchObject({
      detail: { fields: [{ code: 'too-many-files', params: { most: 5 } }] },
    });
  });

  it('are those of this draft alone', async () => {
    const [mine, hers] = [here.newDraft(), here.newDraft()];
    const { id } = await here.put(mine);
    expect(await here.drafts.list(hers)).toEqual([]);
    await here.drafts.remove(hers, id);
    await here.drafts.discard(hers);
    expect(await here.drafts.list(mine)).toHaveLength(1);
    await here.drafts.discard(mine);
    expect(await here.drafts.list(mine)).toEqual([]);
  });

  it('are never found by a strange name of a draft', async () => {
    for (const draft of ['', 'short', `${here.file.id} citizen x`, "' OR 1=1 --"])
      expect(await code(here.drafts.list({ draft }))).toBe('NOT_FOUND not-found');
  });

  it.each<[string, Buffer, string]>([
    ['a program with another name', Buffer.from('MZ\0\0', 'latin1'), 'file-type-unknown'],
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['another type than its name says', sample.jpeg(), 'file-name-differs'],
    ['more than a megabyte', Buffer.alloc(MB + 1, 'x'), 'file-too-large'],
  ])('leave nothing behind when they are refused: %s', async (_, bytes, why) => {
    const before = [await here.stored(), await here.rows()];
    expect(await code(here.put(here.newDraft(), 'a.pdf', bytes))).toBe(`INVALID ${why}`);
    expect([await here.stored(), await here.rows()]).toEqual(before);
  });

  it('may have a megabyte exactly', async () => {
    expect((await here.put(here.newDraft(), 'a.txt', Buffer.alloc(MB, 'x'))).size).toBe(MB);
  });

  it('leave nothing behind when the sender goes away, or the disk is full', async () => {
    const before = [await here.stored(), await here.rows()];
    await expect(here.put(here.newDraft(), 'a.pdf', sample.pdf(), { content: breaking() })).rejects.toThrow(
      'gone',
    );
    const full = jest.spyOn(here.blobs(), 'put').mockRejectedValueOnce(new Problem('BUSY', 'storage-full'));
    expect(await code(here.put(here.newDraft()))).toBe('BUSY storage-full');
    full.mockRestore();
    expect([await here.stored(), await here.rows()]).toEqual(before);
  });

  it('leave no file behind when their row cannot be stored', async () => {
    const before = await here.stored();
    const work = here.story.desk.get(UnitOfWork);
    const broken = jest.spyOn(work, 'run').mockRejectedValueOnce(new Error('no database'));
    await expect(here.put(here.newDraft())).rejects.toThrow('no database');
    broken.mockRestore();
    expect(await here.stored()).toEqual(before);
  });

  it('are five at most, also of a hundred at once', async () => {
    const holder = here.newDraft();
    const tried = Array.from({ length: 100 }, () => here.put(holder));
    const outcomes = await outcomesOf(tried);
    expect(outcomes.filter((one) => one === 'taken')).toHaveLength(5);
    expect(new Set(outcomes)).toEqual(new Set(['taken', 'too-many-files']));
    const held = (await here.rows()).filter(({ draft }) => draft === holder.draft);
    expect(held).toHaveLength(5);
    expect(await here.stored()).toHaveLength((await here.rows()).length);
  });

  it('are limited for each network, also for a hundred at once', async () => {
    const tried = Array.from({ length: 100 }, (_, n) =>
      here.put(here.newDraft(), 'a.pdf', sample.pdf(), { address: n % 2 ? '192.0.2.1' : '::ffff:192.0.2.1' }),
    );
    const outcomes = await outcomesOf(tried);
    expect(outcomes.filter((one) => one === 'taken')).toHaveLength(8);
    expect(new Set(outcomes)).toEqual(new Set(['taken', 'too-many-uploads']));
    const again = here.put(here.newDraft(), 'a.pdf', sample.pdf(), { address: '192.0.2.1' });
    expect(await refusal(again)).toMatchObject({ kind: 'TOO_MANY', detail: { retryAfterSeconds: 3_600 } });
    expect((await here.put(here.newDraft(), 'a.pdf', sample.pdf(), { address: '192.0.2.2' })).kind).toBe(
      'pdf',
    );
    here.story.desk.time.forward(hours(1));
    expect((await here.put(here.newDraft(), 'a.pdf', sample.pdf(), { address: '192.0.2.1' })).kind).toBe(
      'pdf',
    );
  });

  it('take the place of the same ones sent before, which a form sent again brings', async () => {
    const holder = here.newDraft();
    const names = ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf'];
    for (const name of [...names, ...names]) await here.put(holder, name);
    expect((await here.drafts.list(holder)).map(({ name }) => name)).toEqual(names);
    expect(await code(here.put(holder, 'a.pdf', sample.pdf('another')))).toBe('INVALID too-many-files');
    expect(await here.stored()).toHaveLength((await here.rows()).length);
  });

  it('are thrown away two days later', async () => {
    const [old, young] = [here.newDraft(), here.newDraft()];
    await here.put(old);
    here.story.desk.time.forward(days(1));
    await here.put(young);
    here.story.desk.time.forward(days(1) + 1);
    await here.story.desk.get(Orphans).tidy();
    expect([await here.drafts.list(old), (await here.drafts.list(young)).length]).toEqual([[], 1]);
  });
});
