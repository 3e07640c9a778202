import { ActsWithFiles, AttachmentDrafts, type Sendable } from '@app/attachments';
import type { ActName, CaseFile } from '@app/cases';
import { ProgressLookup } from '@app/lookups';
import type { Actor, StaffActor } from '@app/people';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { DATABASES } from '../../support/databases.js';
import * as sample from '../../support/sample-files.js';
import { refusal, Story } from '../../support/story.js';

jest.setTimeout(60_000);
const RIGHTS = ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT', 'REGISTRY_CLERK'] as const;

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

describe.each(DATABASES)('files of an answer to joined cases, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let count = 0;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', [...RIGHTS]);
  });
  afterAll(() => story.close());

  const open = async () => (await story.open(owner)).file;
  const merge = (from: CaseFile, into: CaseFile) =>
    story.act(owner, from, 'merge', { into: into.caseNumber });
  const citizenOf = ({ id }: CaseFile): Actor => ({ kind: 'citizen', caseId: id });

  /** An act of staff with one file, named after its text; returns the file's id. */
  async function say(file: CaseFile, act: ActName, text: string): Promise<string> {
    const holder = { actor: owner, caseNumber: file.caseNumber, draft: `act-${++count}-xxxx` };
    const name = `${text}.pdf`;
    const content = whole(sample.pdf(text));
    const { id } = await story.desk.get(AttachmentDrafts).stage({ holder, name, content });
    story.desk.time.forward(1_000);
    const input = { text, what: text, lastDay: '2026-09-30' };
    const request = { actor: owner, caseNumber: file.caseNumber, act, input };
    await story.desk.get(ActsWithFiles).perform(request, holder.draft);
    return id;
  }
  const seen = async (file: CaseFile) => {
    const { attachments, spoken } = await story.desk.get(ProgressLookup).show(file);
    return [attachments.map(({ name }) => name), spoken.map(({ text }) => text)];
  };
  const download = (whose: CaseFile, id: string, actor = citizenOf(whose)): Promise<Sendable> =>
    story.desk.get(ProgressLookup).openFile(actor, whose.caseNumber, id);
  const isMissing = async (promise: Promise<unknown>) => (await refusal(promise)).kind === 'NOT_FOUND';

  it('are shown and downloaded by every petitioner from the merging on, as the text is', async () => {
    const [hers, other] = [await open(), await open()];
    const before = await say(hers, 'message', '只給林甲');
    await merge(other, hers);
    const both = await say(hers, 'interim-reply', '給兩位');
    const inner = await say(hers, 'note', '內部');
    expect(await seen(other)).toEqual([['給兩位.pdf'], ['給兩位']]);
    const { name, content } = await download(other, both);
    expect([name, (await buffer(content)).equals(sample.pdf('給兩位'))]).toEqual(['給兩位.pdf', true]);
    expect((await download(hers, both)).name).toBe('給兩位.pdf');
    for (const id of [before, inner, 'x', '../1', "' OR 1=1 --"])
      expect([id, await isMissing(download(other, id))]).toEqual([id, true]);
  });

  it('go one way, and to no third case', async () => {
    const [hers, other, third] = [await open(), await open(), await open()];
    const own = await say(other, 'message', '併案前');
    await merge(other, hers);
    const both = await say(hers, 'reply', '一併答復');
    expect(await isMissing(download(hers, own))).toBe(true);
    for (const actor of [citizenOf(third), citizenOf(hers)])
      expect(await isMissing(download(other, both, actor))).toBe(true);
    expect(await isMissing(download(third, both))).toBe(true);
  });

  it('come along a chain', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    await merge(third, second);
    const middle = await say(second, 'message', '二說');
    await merge(second, first);
    const last = await say(first, 'reply', '一答');
    expect((await seen(third))[0]).toEqual(['二說.pdf', '一答.pdf']);
    for (const id of [middle, last]) expect((await download(third, id)).name).toMatch(/pdf$/);
    expect(await isMissing(download(first, middle))).toBe(true);
  });

  it('that one petitioner is asked with, and those she brings, are for her alone', async () => {
    const [hers, other] = [await open(), await open()];
    await story.act(owner, hers, 'assign', { unit: 'demo.guidance' });
    await merge(other, hers);
    const asked = await say(hers, 'request-correction', '請林甲補身分證影本');
    const brought = await say(hers, 'receive-correction', '林甲的身分證');
    expect((await seen(hers))[0]).toEqual(['請林甲補身分證影本.pdf', '林甲的身分證.pdf']);
    expect(await seen(other)).toEqual([[], []]);
    for (const id of [asked, brought]) expect(await isMissing(download(other, id))).toBe(true);
  });
});
