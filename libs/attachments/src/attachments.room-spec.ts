import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { DATABASES } from '../../../test/support/databases.js';
import * as sample from '../../../test/support/sample-files.js';
import { code, FilesDesk, outcomesOf } from './spec-support.js';

jest.setTimeout(60_000);
const MB = 1024 * 1024;

describe.each(DATABASES)('files of a case, on %s', (_name, postgres) => {
  let here: FilesDesk;
  let auditor: StaffActor;
  let other: StaffActor;
  beforeAll(async () => {
    here = await FilesDesk.begin(postgres);
    auditor = await here.story.staff('demo.guidance', ['AUDITOR']);
    other = await here.story.staff('sme.planning', ['CASE_HANDLER', 'FRONTLINE_AGENT']);
  });
  afterAll(() => here.story.close());
  beforeEach(() => here.openCase());

  describe('that come with an act', () => {
    it('belong to its event and have their key wrapped again without being moved', async () => {
      const holder = here.ofAct();
      const { id } = await here.put(holder, '答復.pdf');
      const [before] = (await here.rows()).filter((row) => row.id === id);
      const after = await here.perform('reply', holder.draft);
      expect(await here.attachments.list(here.handler, here.file.caseNumber)).toEqual([
        expect.objectContaining({
          id,
          name: '答復.pdf',
          eventSeq: after.historySeq,
          shown: true,
          openable: true,
          byCitizen: false,
        }),
      ]);
      const [row] = (await here.rows()).filter((one) => one.id === id);
      expect(row).toMatchObject({ blob: before!.blob, caseId: here.file.id, draft: null });
      expect([row!.wrapped === before!.wrapped, row!.name === before!.name]).toEqual([false, false]);
      expect((await here.bytesOf(here.handler, id)).equals(sample.pdf())).toBe(true);
      expect(await here.drafts.list(holder)).toEqual([]);
    });

    it('are shown to the citizen where the text is, and not with a note', async () => {
      const citizen = { kind: 'citizen' as const, caseId: here.file.id };
      const [note, message, hers] = [here.ofAct(), here.ofAct(), { ...here.ofAct(), actor: citizen }];
      const [secret, open] = [await here.put(note), await here.put(message)];
      const own = await here.put(hers);
      await here.perform('note', note.draft);
      await here.perform('message', message.draft);
      await here.acts.perform(
        { actor: citizen, caseNumber: here.file.caseNumber, act: 'message', input: { text: '照片' } },
        hers.draft,
      );
      expect(
        (await here.attachments.list(citizen, here.file.caseNumber)).map(({ id, byCitizen }) => [
          id,
          byCitizen,
        ]),
      ).toEqual([
        [open.id, false],
        [own.id, true],
      ]);
      expect(await here.attachments.list(here.handler, here.file.caseNumber)).toHaveLength(3);
      expect(await code(here.attachments.open(citizen, here.file.caseNumber, secret.id))).toBe(
        'NOT_FOUND not-found',
      );
      expect((await here.bytesOf(citizen, open.id)).length).toBe(sample.pdf().length);
    });

    it('stay in the draft when the act is refused', async () => {
      const holder = here.ofAct();
      await here.put(holder);
      await here.story.act(here.handler, here.file, 'reply', { text: 'x' });
      const refusedAct = here.acts.perform(
        { actor: here.handler, caseNumber: here.file.caseNumber, act: 'interim-reply', input: { text: 'x' } },
        holder.draft,
      );
      expect(await code(refusedAct)).toMatch(/^NOT_ALLOWED/);
      expect([
        (await here.drafts.list(holder)).length,
        await here.attachments.list(here.handler, here.file.caseNumber),
      ]).toEqual([1, []]);
    });

    it('roll the act back where the case would have too many', async () => {
      for (const most of [4, 3]) {
        const holder = here.ofAct();
        for (let n = 0; n < most; n++) await here.put(holder);
        await here.perform('note', holder.draft);
      }
      const events = await here.story.events(here.file);
      const last = here.ofAct();
      await here.put(last);
      expect(await code(here.perform('note', last.draft))).toBe('INVALID case-full-of-files');
      expect(await here.story.events(here.file)).toEqual(events);
    });

    it('roll the act back where the case would have too many bytes', async () => {
      const holder = here.ofAct();
      for (let n = 0; n < 2; n++) await here.put(holder, `${n}.txt`, Buffer.alloc(MB, 'x'));
      await here.perform('note', holder.draft);
      const last = here.ofAct();
      await here.put(last);
      expect(await code(here.perform('note', last.draft))).toBe('INVALID case-full-of-files');
    });

    it('are no more than the case may have when a hundred acts come at once', async () => {
      const holders = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const holder = here.ofAct();
          await here.put(holder);
          return holder;
        }),
      );
      const outcomes = await outcomesOf(
        Array.from({ length: 100 }, (_, n) => here.perform('note', holders[n % 20]!.draft)),
      );
      expect(await here.attachments.list(here.handler, here.file.caseNumber)).toHaveLength(7);
      expect(new Set(outcomes)).toEqual(new Set(['taken', 'case-full-of-files']));
    });
  });

  describe('are found by', () => {
    let id: string;
    beforeEach(async () => {
      const holder = here.ofAct();
      id = (await here.put(holder)).id;
      await here.perform('message', holder.draft);
    });

    it('those who see the case, and no others', async () => {
      const stranger = { kind: 'citizen' as const, caseId: (await here.story.open(here.agent)).file.id };
      for (const actor of [other, stranger, { kind: 'citizen' as const, caseId: null }]) {
        expect(await code(here.attachments.list(actor, here.file.caseNumber))).toBe('NOT_FOUND not-found');
        expect(await code(here.attachments.open(actor, here.file.caseNumber, id))).toBe(
          'NOT_FOUND not-found',
        );
      }
      expect((await here.bytesOf(auditor, id)).length).toBeGreaterThan(0);
    });

    it('the number of their own case only', async () => {
      const another = (await here.story.open(here.agent)).file;
      expect(await code(here.attachments.open(here.handler, another.caseNumber, id))).toBe(
        'NOT_FOUND not-found',
      );
      for (const wrong of ['', 'x', '../x', "' OR 1=1 --"])
        expect(await code(here.attachments.open(here.handler, here.file.caseNumber, wrong))).toBe(
          'NOT_FOUND not-found',
        );
    });

    it('and added by those who may do an act with files', async () => {
      for (const actor of [auditor, other])
        expect(await code(here.put(here.ofAct(actor)))).toBe('NOT_FOUND not-found');
    });

    it('no other person: the draft of one is not that of another', async () => {
      const holder = here.ofAct();
      await here.put(holder);
      expect(await here.drafts.list(here.ofAct(here.agent, holder.draft))).toEqual([]);
      const another = (await here.story.open(here.agent)).file;
      expect(await here.drafts.list({ ...holder, caseNumber: another.caseNumber })).toEqual([]);
    });
  });
});
