import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { days, hours, rawSql, Reader, registeredInvariants, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { Attachment } from '../rows/attachment.entity.js';
import { FilesDesk, pieces } from '../spec-support.js';
import { Orphans } from './orphans.js';
import { Removals } from './removals.js';

jest.setTimeout(60_000);

describe.each(DATABASES)('files that are stored, on %s', (_name, postgres) => {
  let here: FilesDesk;
  beforeAll(async () => {
    here = await FilesDesk.begin(postgres);
  });
  afterAll(() => here.story.close());
  beforeEach(() => here.openCase());

  it('cannot be read any more once they are erased, and their files are gone', async () => {
    const holder = here.ofAct();
    await here.put(holder);
    await here.perform('message', holder.draft);
    const [{ blob } = { blob: '' }] = (await here.rows()).filter(({ caseId }) => caseId === here.file.id);
    expect(await here.attachments.erase(here.file.id)).toBe(1);
    expect([
      await here.attachments.list(here.handler, here.file.caseNumber),
      (await here.stored()).includes(blob),
    ]).toEqual([[], false]);
  });

  it('keep their files while the transaction that erases them is not committed', async () => {
    const holder = here.ofAct();
    const { id } = await here.put(holder);
    await here.perform('message', holder.draft);
    const failing = here.story.desk.get(UnitOfWork).run(async () => {
      await here.attachments.erase(here.file.id);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await here.story.desk.get(Removals).settled();
    expect((await here.bytesOf(here.handler, id)).length).toBeGreaterThan(0);
  });

  it('do not open with a changed file, nor with that of another', async () => {
    const holder = here.ofAct();
    const [one, two] = [await here.put(holder), await here.put(holder, 'b.txt', Buffer.from('other'))];
    await here.perform('message', holder.draft);
    const found = await here.rows();
    const blobOf = (id: string) => found.find((row) => row.id === id)!.blob;
    await here.story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.update(Attachment, { id: two.id }, { blob: 'f'.repeat(32) });
      await manager.update(Attachment, { id: one.id }, { blob: blobOf(two.id) });
    });
    await expect(here.attachments.open(here.handler, here.file.caseNumber, one.id)).rejects.toThrow(
      /authenticate/,
    );
    await expect(here.attachments.open(here.handler, here.file.caseNumber, two.id)).rejects.toThrow(
      /missing/,
    );
    // what this spec spoiled must not be found by the next
    await here.attachments.erase(here.file.id);
  });

  it('are reported where one belongs to a draft and to a case, or waits for a person', async () => {
    const reader = here.story.desk.get(Reader);
    const asked = { missedBefore: 0, database: reader.database, slice: () => rawSql('TRUE') };
    const found = async () => {
      const all: string[] = [];
      for (const { name, find } of registeredInvariants())
        if (name.startsWith('attachment-'))
          for (const { subject } of await reader.ask<{ subject: string }>(find(asked)))
            all.push(`${name} ${subject}`);
      return all;
    };
    const change = (id: string, to: Partial<Attachment>) =>
      here.story.desk.get(UnitOfWork).run((manager) => manager.update(Attachment, { id }, to));
    const { id } = await here.put(here.newDraft());
    expect(await found()).toEqual([]);
    await change(id, { caseId: here.file.id });
    expect(await found()).toEqual([`attachment-held-twice ${id}`]);
    await change(id, { caseId: null, state: 'SCAN_FAILED', interruptions: 5, nextAttemptAt: null });
    expect(await found()).toEqual([`attachment-quarantined ${id}`]);
    await change(id, { state: 'NOT_SCANNED', interruptions: null });
  });

  describe('and what lies on the disk', () => {
    const audited = async () => {
      const found: string[] = [];
      for await (const { invariant, subject } of here.story.desk.get(Orphans).violations())
        found.push(`${invariant} ${subject}`);
      return found;
    };
    /** Files are stamped by the machine, rows by the time of the story. */
    const now = () => Date.now();

    it('agree: a row without its file is reported', async () => {
      here.story.desk.time.set(Math.max(now(), here.story.desk.time.now()));
      const holder = here.ofAct();
      const { id } = await here.put(holder);
      await here.perform('message', holder.draft);
      expect(await audited()).not.toContain(`attachment-without-file ${id}`);
      await here.blobs().remove((await here.rows()).find((row) => row.id === id)!.blob);
      expect(await audited()).toContain(`attachment-without-file ${id}`);
      await here.attachments.erase(here.file.id);
    });

    it('agree: a file without a row is removed after a day, and reported if it is not', async () => {
      here.story.desk.time.set(Math.max(now(), here.story.desk.time.now()) + days(3));
      await here.story.desk.get(Orphans).tidy();
      here.story.desk.time.set(now());
      const { name } = await here.blobs().put(pieces(Buffer.from('x')));
      const { id } = await here.put(here.newDraft());
      const named = (await here.rows()).find((row) => row.id === id)!.blob;
      here.story.desk.time.forward(hours(23));
      await here.story.desk.get(Orphans).tidy();
      expect([await here.stored(), await audited()]).toEqual([expect.arrayContaining([name, named]), []]);
      here.story.desk.time.forward(hours(4));
      expect(await audited()).toEqual([`file-without-attachment ${name}`]);
      await here.story.desk.get(Orphans).tidy();
      const left = await here.stored();
      expect([left.includes(name), left.includes(named), await audited()]).toEqual([false, true, []]);
    });
  });
});
