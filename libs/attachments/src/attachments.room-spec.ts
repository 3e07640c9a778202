import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { BlobStore, days, hours, Problem, Reader, UnitOfWork } from '@app/platform';
import { buffer } from 'node:stream/consumers';
import { DATABASES } from '../../../test/support/databases.js';
import * as sample from '../../../test/support/sample-files.js';
import { refusal, Story } from '../../../test/support/story.js';
import { ActsWithFiles } from './acts-with-files.js';
import { Attachments } from './attachments.js';
import { AttachmentDrafts, type StageRequest } from './keeping/drafts.js';
import { Orphans } from './keeping/orphans.js';
import { Removals } from './keeping/removals.js';
import { Attachment } from './rows/attachment.entity.js';
import type { Holder } from './rows/holding.js';

jest.setTimeout(60_000);
const MB = 1024 * 1024;

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}
async function* breaking(): AsyncGenerator<Buffer> {
  yield sample.pdf();
  throw new Error('the sender is gone');
}
const code = async (promise: Promise<unknown>): Promise<string> => {
  const problem = await refusal(promise);
  if (!(problem instanceof Problem)) throw problem;
  return [problem.kind, ...(problem.detail.fields ?? [problem]).map((one) => one.code)].join(' ');
};

describe.each(DATABASES)('files of a case, on %s', (_name, postgres) => {
  let story: Story;
  let drafts: AttachmentDrafts;
  let attachments: Attachments;
  let acts: ActsWithFiles;
  let agent: StaffActor;
  let handler: StaffActor;
  let auditor: StaffActor;
  let other: StaffActor;
  let file: CaseFile;
  let count = 0;
  const blobs = () => story.desk.get(BlobStore as never) as BlobStore;
  beforeAll(async () => {
    const env = {
      ATTACHMENTS_PER_CASE: '7',
      ATTACHMENT_MB_PER_CASE: '2',
      ATTACHMENT_MB: '1',
      UPLOADS_PER_ADDRESS_HOUR: '8',
    };
    story = await Story.begin({ postgres, env });
    drafts = story.desk.get(AttachmentDrafts);
    attachments = story.desk.get(Attachments);
    acts = story.desk.get(ActsWithFiles);
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
    auditor = await story.staff('demo.guidance', ['AUDITOR']);
    other = await story.staff('sme.planning', ['CASE_HANDLER', 'FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    file = (await story.open(agent)).file;
    await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
  });

  const newDraft = (): Holder => ({ draft: `draft-${++count}-xxxx` });
  const ofAct = (actor = handler, draft = `act-${++count}-xxxx`) => ({
    actor,
    caseNumber: file.caseNumber,
    draft,
  });
  const put = (
    holder: Holder,
    name = `${++count}.pdf`,
    bytes = sample.pdf(),
    more: Partial<StageRequest> = {},
  ) => {
    story.desk.time.forward(1);
    return drafts.stage({ holder, name, content: pieces(bytes), ...more });
  };
  const perform = (act: 'reply' | 'note' | 'message', draft: string, actor = handler) =>
    acts.perform({ actor, caseNumber: file.caseNumber, act, input: { text: '如附件' } }, draft);
  const stored = async (): Promise<string[]> => {
    await story.desk.get(Removals).settled();
    const names: string[] = [];
    for await (const { name } of blobs().list()) names.push(name);
    return names.toSorted();
  };
  const rows = () => story.desk.get(Reader).repository(Attachment).find();
  const bytesOf = async (actor: Parameters<Attachments['open']>[0], id: string) => {
    const { content } = await attachments.open(actor, file.caseNumber, id);
    return buffer(content);
  };

  describe('in a draft', () => {
    it('are kept sealed, listed, and removed one by one', async () => {
      const holder = newDraft();
      const one = await put(holder, '公文.pdf');
      const two = await put(holder, '照片.jpg', sample.jpeg({ metadata: [sample.exifSegment()] }));
      expect(await drafts.list(holder)).toEqual([
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
      const [row] = (await rows()).filter(({ id }) => id === one.id);
      const blob = await blobs().open(row!.blob);
      const inside = await blob.read(0, blob.size);
      await blob.close();
      expect([inside.includes('PDF'), JSON.stringify(row).includes('公文'), row!.blobSize]).toEqual([
        false,
        false,
        blob.size,
      ]);
      await drafts.remove(holder, one.id);
      expect((await drafts.list(holder)).map(({ id }) => id)).toEqual([two.id]);
      expect(await stored()).not.toContain(row!.blob);
    });

    it('are those of this draft alone', async () => {
      const [mine, hers] = [newDraft(), newDraft()];
      const { id } = await put(mine);
      expect(await drafts.list(hers)).toEqual([]);
      await drafts.remove(hers, id);
      await drafts.discard(hers);
      expect(await drafts.list(mine)).toHaveLength(1);
      await drafts.discard(mine);
      expect(await drafts.list(mine)).toEqual([]);
    });

    it('are never found by a strange name of a draft', async () => {
      for (const draft of ['', 'short', `${file.id} citizen x`, "' OR 1=1 --"])
        expect(await code(drafts.list({ draft }))).toBe('NOT_FOUND not-found');
    });

    it.each<[string, Buffer, string]>([
      ['a program with another name', Buffer.from('MZ\0\0', 'latin1'), 'file-type-unknown'],
      ['nothing', Buffer.alloc(0), 'file-empty'],
      ['another type than its name says', sample.jpeg(), 'file-name-differs'],
      ['more than a megabyte', Buffer.alloc(MB + 1, 'x'), 'file-too-large'],
    ])('leave nothing behind when they are refused: %s', async (_, bytes, why) => {
      const before = [await stored(), await rows()];
      expect(await code(put(newDraft(), 'a.pdf', bytes))).toBe(`INVALID ${why}`);
      expect([await stored(), await rows()]).toEqual(before);
    });

    it('may have a megabyte exactly', async () => {
      expect((await put(newDraft(), 'a.txt', Buffer.alloc(MB, 'x'))).size).toBe(MB);
    });

    it('leave nothing behind when the sender goes away, or the disk is full', async () => {
      const before = [await stored(), await rows()];
      await expect(put(newDraft(), 'a.pdf', sample.pdf(), { content: breaking() })).rejects.toThrow('gone');
      const full = jest.spyOn(blobs(), 'put').mockRejectedValueOnce(new Problem('BUSY', 'storage-full'));
      expect(await code(put(newDraft()))).toBe('BUSY storage-full');
      full.mockRestore();
      expect([await stored(), await rows()]).toEqual(before);
    });

    it('leave no file behind when their row cannot be stored', async () => {
      const before = await stored();
      const work = story.desk.get(UnitOfWork);
      const broken = jest.spyOn(work, 'run').mockRejectedValueOnce(new Error('no database'));
      await expect(put(newDraft())).rejects.toThrow('no database');
      broken.mockRestore();
      expect(await stored()).toEqual(before);
    });

    it('are five at most, also of a hundred at once', async () => {
      const holder = newDraft();
      const tried = Array.from({ length: 100 }, () => put(holder).then(() => 'taken', code1));
      const outcomes = await Promise.all(tried);
      expect(outcomes.filter((one) => one === 'taken')).toHaveLength(5);
      expect(new Set(outcomes)).toEqual(new Set(['taken', 'too-many-files']));
      const held = (await rows()).filter(({ draft }) => draft === holder.draft);
      expect(held).toHaveLength(5);
      expect(await stored()).toHaveLength((await rows()).length);
    });

    it('are limited for each network, also for a hundred at once', async () => {
      const tried = Array.from({ length: 100 }, (_, n) =>
        put(newDraft(), 'a.pdf', sample.pdf(), { address: n % 2 ? '192.0.2.1' : '::ffff:192.0.2.1' }).then(
          () => 'taken',
          code1,
        ),
      );
      const outcomes = await Promise.all(tried);
      expect(outcomes.filter((one) => one === 'taken')).toHaveLength(8);
      expect(new Set(outcomes)).toEqual(new Set(['taken', 'too-many-uploads']));
      expect((await put(newDraft(), 'a.pdf', sample.pdf(), { address: '192.0.2.2' })).kind).toBe('pdf');
      story.desk.time.forward(hours(1));
      expect((await put(newDraft(), 'a.pdf', sample.pdf(), { address: '192.0.2.1' })).kind).toBe('pdf');
    });

    it('take the place of the same ones sent before, which a form sent again brings', async () => {
      const holder = newDraft();
      const names = ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf'];
      for (const name of [...names, ...names]) await put(holder, name);
      expect((await drafts.list(holder)).map(({ name }) => name)).toEqual(names);
      expect(await code(put(holder, 'a.pdf', sample.pdf('another')))).toBe('INVALID too-many-files');
      expect(await stored()).toHaveLength((await rows()).length);
    });

    it('are thrown away two days later', async () => {
      const [old, young] = [newDraft(), newDraft()];
      await put(old);
      story.desk.time.forward(days(1));
      await put(young);
      story.desk.time.forward(days(1) + 1);
      await story.desk.get(Orphans).tidy();
      expect([await drafts.list(old), (await drafts.list(young)).length]).toEqual([[], 1]);
    });
  });

  describe('that come with an act', () => {
    it('belong to its event and have their key wrapped again without being moved', async () => {
      const holder = ofAct();
      const { id } = await put(holder, '答復.pdf');
      const [before] = (await rows()).filter((row) => row.id === id);
      const after = await perform('reply', holder.draft);
      expect(await attachments.list(handler, file.caseNumber)).toEqual([
        expect.objectContaining({
          id,
          name: '答復.pdf',
          eventSeq: after.historySeq,
          shown: true,
          openable: true,
          byCitizen: false,
        }),
      ]);
      const [row] = (await rows()).filter((one) => one.id === id);
      expect(row).toMatchObject({ blob: before!.blob, caseId: file.id, draft: null });
      expect([row!.wrapped === before!.wrapped, row!.name === before!.name]).toEqual([false, false]);
      expect((await bytesOf(handler, id)).equals(sample.pdf())).toBe(true);
      expect(await drafts.list(holder)).toEqual([]);
    });

    it('are shown to the citizen where the text is, and not with a note', async () => {
      const citizen = { kind: 'citizen' as const, caseId: file.id };
      const [note, message, hers] = [ofAct(), ofAct(), { ...ofAct(), actor: citizen }];
      const [secret, open] = [await put(note), await put(message)];
      const own = await put(hers);
      await perform('note', note.draft);
      await perform('message', message.draft);
      await acts.perform(
        { actor: citizen, caseNumber: file.caseNumber, act: 'message', input: { text: '照片' } },
        hers.draft,
      );
      expect(
        (await attachments.list(citizen, file.caseNumber)).map(({ id, byCitizen }) => [id, byCitizen]),
      ).toEqual([
        [open.id, false],
        [own.id, true],
      ]);
      expect(await attachments.list(handler, file.caseNumber)).toHaveLength(3);
      expect(await code(attachments.open(citizen, file.caseNumber, secret.id))).toBe('NOT_FOUND not-found');
      expect((await bytesOf(citizen, open.id)).length).toBe(sample.pdf().length);
    });

    it('stay in the draft when the act is refused', async () => {
      const holder = ofAct();
      await put(holder);
      await story.act(handler, file, 'reply', { text: 'x' });
      const refusedAct = acts.perform(
        { actor: handler, caseNumber: file.caseNumber, act: 'interim-reply', input: { text: 'x' } },
        holder.draft,
      );
      expect(await code(refusedAct)).toMatch(/^NOT_ALLOWED/);
      expect([(await drafts.list(holder)).length, await attachments.list(handler, file.caseNumber)]).toEqual([
        1,
        [],
      ]);
    });

    it('roll the act back where the case would have too many', async () => {
      for (const most of [4, 3]) {
        const holder = ofAct();
        for (let n = 0; n < most; n++) await put(holder);
        await perform('note', holder.draft);
      }
      const events = await story.events(file);
      const last = ofAct();
      await put(last);
      expect(await code(perform('note', last.draft))).toBe('INVALID case-full-of-files');
      expect(await story.events(file)).toEqual(events);
    });

    it('roll the act back where the case would have too many bytes', async () => {
      const holder = ofAct();
      for (let n = 0; n < 2; n++) await put(holder, `${n}.txt`, Buffer.alloc(MB, 'x'));
      await perform('note', holder.draft);
      const last = ofAct();
      await put(last);
      expect(await code(perform('note', last.draft))).toBe('INVALID case-full-of-files');
    });

    it('are no more than the case may have when a hundred acts come at once', async () => {
      const holders = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const holder = ofAct();
          await put(holder);
          return holder;
        }),
      );
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          perform('note', holders[n % 20]!.draft).then(() => 'taken', code1),
        ),
      );
      expect(await attachments.list(handler, file.caseNumber)).toHaveLength(7);
      expect(new Set(outcomes)).toEqual(new Set(['taken', 'case-full-of-files']));
    });
  });

  describe('are found by', () => {
    let id: string;
    beforeEach(async () => {
      const holder = ofAct();
      id = (await put(holder)).id;
      await perform('message', holder.draft);
    });

    it('those who see the case, and no others', async () => {
      const stranger = { kind: 'citizen' as const, caseId: (await story.open(agent)).file.id };
      for (const actor of [other, stranger, { kind: 'citizen' as const, caseId: null }]) {
        expect(await code(attachments.list(actor, file.caseNumber))).toBe('NOT_FOUND not-found');
        expect(await code(attachments.open(actor, file.caseNumber, id))).toBe('NOT_FOUND not-found');
      }
      expect((await bytesOf(auditor, id)).length).toBeGreaterThan(0);
    });

    it('the number of their own case only', async () => {
      const another = (await story.open(agent)).file;
      expect(await code(attachments.open(handler, another.caseNumber, id))).toBe('NOT_FOUND not-found');
      for (const wrong of ['', 'x', '../x', "' OR 1=1 --"])
        expect(await code(attachments.open(handler, file.caseNumber, wrong))).toBe('NOT_FOUND not-found');
    });

    it('and added by those who may do an act with files', async () => {
      for (const actor of [auditor, other]) expect(await code(put(ofAct(actor)))).toBe('NOT_FOUND not-found');
    });

    it('no other person: the draft of one is not that of another', async () => {
      const holder = ofAct();
      await put(holder);
      expect(await drafts.list(ofAct(agent, holder.draft))).toEqual([]);
      const another = (await story.open(agent)).file;
      expect(await drafts.list({ ...holder, caseNumber: another.caseNumber })).toEqual([]);
    });
  });

  it('cannot be read any more once they are erased, and their files are gone', async () => {
    const holder = ofAct();
    await put(holder);
    await perform('message', holder.draft);
    const [{ blob } = { blob: '' }] = (await rows()).filter(({ caseId }) => caseId === file.id);
    expect(await attachments.erase(file.id)).toBe(1);
    expect([await attachments.list(handler, file.caseNumber), (await stored()).includes(blob)]).toEqual([
      [],
      false,
    ]);
  });

  it('keep their files while the transaction that erases them is not committed', async () => {
    const holder = ofAct();
    const { id } = await put(holder);
    await perform('message', holder.draft);
    const failing = story.desk.get(UnitOfWork).run(async () => {
      await attachments.erase(file.id);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await story.desk.get(Removals).settled();
    expect((await bytesOf(handler, id)).length).toBeGreaterThan(0);
  });

  it('do not open with a changed file, nor with that of another', async () => {
    const holder = ofAct();
    const [one, two] = [await put(holder), await put(holder, 'b.txt', Buffer.from('other'))];
    await perform('message', holder.draft);
    const found = await rows();
    const blobOf = (id: string) => found.find((row) => row.id === id)!.blob;
    await story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.update(Attachment, { id: two.id }, { blob: 'f'.repeat(32) });
      await manager.update(Attachment, { id: one.id }, { blob: blobOf(two.id) });
    });
    await expect(attachments.open(handler, file.caseNumber, one.id)).rejects.toThrow(/authenticate/);
    await expect(attachments.open(handler, file.caseNumber, two.id)).rejects.toThrow(/missing/);
    // what this spec spoiled must not be found by the next
    await attachments.erase(file.id);
  });

  describe('and what lies on the disk', () => {
    const audited = async () => {
      const found: string[] = [];
      for await (const { invariant, subject } of story.desk.get(Orphans).violations())
        found.push(`${invariant} ${subject}`);
      return found;
    };
    /** Files are stamped by the machine, rows by the time of the story. */
    const now = () => Date.now();

    it('agree: a row without its file is reported', async () => {
      story.desk.time.set(Math.max(now(), story.desk.time.now()));
      const holder = ofAct();
      const { id } = await put(holder);
      await perform('message', holder.draft);
      expect(await audited()).not.toContain(`attachment-without-file ${id}`);
      await blobs().remove((await rows()).find((row) => row.id === id)!.blob);
      expect(await audited()).toContain(`attachment-without-file ${id}`);
      await attachments.erase(file.id);
    });

    it('agree: a file without a row is removed after a day, and reported if it is not', async () => {
      story.desk.time.set(Math.max(now(), story.desk.time.now()) + days(3));
      await story.desk.get(Orphans).tidy();
      story.desk.time.set(now());
      const { name } = await blobs().put(pieces(Buffer.from('x')));
      const { id } = await put(newDraft());
      const named = (await rows()).find((row) => row.id === id)!.blob;
      story.desk.time.forward(hours(23));
      await story.desk.get(Orphans).tidy();
      expect([await stored(), await audited()]).toEqual([expect.arrayContaining([name, named]), []]);
      story.desk.time.forward(hours(4));
      expect(await audited()).toEqual([`file-without-attachment ${name}`]);
      await story.desk.get(Orphans).tidy();
      const left = await stored();
      expect([left.includes(name), left.includes(named), await audited()]).toEqual([false, true, []]);
    });
  });
});

const code1 = (error: Problem): string => error.detail.fields?.[0]?.code ?? error.code;
