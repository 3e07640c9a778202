import type { CaseFile } from '@app/cases';
import type { Actor, StaffActor } from '@app/people';
import { BlobStore, Problem, Reader } from '@app/platform';
import { buffer } from 'node:stream/consumers';
import * as sample from '../../../test/support/sample-files.js';
import { refusal, Story } from '../../../test/support/story.js';
import { ActsWithFiles } from './acts-with-files.js';
import { Attachments } from './attachments.js';
import { AttachmentDrafts, type StageRequest } from './keeping/drafts.js';
import { Removals } from './keeping/removals.js';
import { Attachment } from './rows/attachment.entity.js';
import type { Holder } from './rows/holding.js';

export async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

/** Kind and code of a refusal; any other error is thrown. */
export const code = async (promise: Promise<unknown>): Promise<string> => {
  const problem = await refusal(promise);
  if (!(problem instanceof Problem)) throw problem;
  return [problem.kind, ...(problem.detail.fields ?? [problem]).map((one) => one.code)].join(' ');
};

const LIMITS = {
  ATTACHMENTS_PER_CASE: '7',
  ATTACHMENT_MB_PER_CASE: '2',
  ATTACHMENT_MB: '1',
  UPLOADS_PER_ADDRESS_HOUR: '8',
};

/** A desk with low limits, its people, and what specs do with files of the newest case. */
export class FilesDesk {
  file: CaseFile;
  readonly drafts: AttachmentDrafts;
  readonly attachments: Attachments;
  readonly acts: ActsWithFiles;
  private count = 0;

  private constructor(
    readonly story: Story,
    readonly agent: StaffActor,
    readonly handler: StaffActor,
  ) {
    this.drafts = story.desk.get(AttachmentDrafts);
    this.attachments = story.desk.get(Attachments);
    this.acts = story.desk.get(ActsWithFiles);
  }

  static async begin(postgres: boolean): Promise<FilesDesk> {
    const story = await Story.begin({ postgres, env: LIMITS });
    const agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT']);
    return new FilesDesk(story, agent, await story.staff('demo.guidance', ['CASE_HANDLER']));
  }

  async openCase(): Promise<void> {
    ({ file: this.file } = await this.story.open(this.agent));
    await this.story.act(this.agent, this.file, 'assign', { unit: 'demo.guidance' });
  }

  newDraft(): Holder {
    return { draft: `draft-${++this.count}-xxxx` };
  }

  ofAct(actor: Actor = this.handler, draft = `act-${++this.count}-xxxx`) {
    return { actor, caseNumber: this.file.caseNumber, draft };
  }

  put(holder: Holder, name = `${++this.count}.pdf`, bytes = sample.pdf(), more: Partial<StageRequest> = {}) {
    this.story.desk.time.forward(1);
    return this.drafts.stage({ holder, name, content: pieces(bytes), ...more });
  }

  perform(act: 'reply' | 'note' | 'message', draft: string, actor: Actor = this.handler) {
    const input = { text: '如附件' };
    return this.acts.perform({ actor, caseNumber: this.file.caseNumber, act, input }, draft);
  }

  blobs(): BlobStore {
    return this.story.desk.get(BlobStore as never) as BlobStore;
  }

  async stored(): Promise<string[]> {
    await this.story.desk.get(Removals).settled();
    const names: string[] = [];
    for await (const { name } of this.blobs().list()) names.push(name);
    return names.toSorted();
  }

  rows(): Promise<Attachment[]> {
    return this.story.desk.get(Reader).repository(Attachment).find();
  }

  async bytesOf(actor: Actor, id: string): Promise<Buffer> {
    return buffer((await this.attachments.open(actor, this.file.caseNumber, id)).content);
  }
}

/** `taken`, or the code of the refusal, of each of many at once. */
export const outcomesOf = (tried: readonly Promise<unknown>[]): Promise<string[]> =>
  Promise.all(
    tried.map((one) =>
      one.then(
        () => 'taken',
        (error: Problem) => error.detail.fields?.[0]?.code ?? error.code,
      ),
    ),
  );
