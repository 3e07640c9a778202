import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseReader } from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { days, hours, minutes, Reader, UnitOfWork, type Problem } from '@app/platform';
import type { EntityManager } from 'typeorm';
import { startClamdSink, INFECTED, type ClamdSink } from '../../../../test/support/clamd-sink.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { pdf } from '../../../../test/support/sample-files.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { ActsWithFiles } from '../acts-with-files.js';
import { Attachments } from '../attachments.js';
import { AttachmentDrafts } from '../keeping/drafts.js';
import { Attachment } from '../rows/attachment.entity.js';
import { QuarantinedScans } from './quarantined-scans.js';
import { Scans } from './scans.js';

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const write = (story: Story, change: (manager: EntityManager) => Promise<unknown>) =>
  story.desk.get(UnitOfWork).run(change);

describe.each(DATABASES)('scanning, on %s', (_name, postgres) => {
  let story: Story;
  let sink: ClamdSink;
  let scans: Scans;
  let attachments: Attachments;
  let handler: StaffActor;
  let caseNumber: string;
  let caseId: string;
  let count = 0;
  beforeAll(async () => {
    sink = await startClamdSink();
    story = await Story.begin({ postgres, env: { CLAMD_URL: sink.url } });
    scans = story.desk.get(Scans);
    attachments = story.desk.get(Attachments);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER', 'FRONTLINE_AGENT']);
    const { file } = await story.open(handler);
    ({ id: caseId, caseNumber } = file);
  }, 60_000);
  afterEach(() => sink.always('scan'));
  afterAll(async () => {
    await story.close();
    await sink.stop();
  });

  const draft = () => ({ actor: handler, caseNumber, draft: `act-${++count}-xxxx` });
  const put = (text = 'hello', holder = draft()) =>
    story.desk.get(AttachmentDrafts).stage({ holder, name: 'a.pdf', content: whole(pdf(text)) });
  const row = (id: string) => story.desk.get(Reader).repository(Attachment).findOneByOrFail({ id });
  const opened = (id: string): Promise<string> =>
    attachments.open(handler, caseNumber, id).then(
      () => 'opened',
      (error: Problem) => `${error.kind} ${error.code}`,
    );
  async function sent(text?: string): Promise<string> {
    const holder = draft();
    const { id, state } = await put(text, holder);
    expect(state).toBe('PENDING_SCAN');
    await perform(holder.draft);
    return id;
  }
  const perform = (ofDraft: string) =>
    story.desk
      .get(ActsWithFiles)
      .perform({ actor: handler, caseNumber, act: 'note', input: { text: 'x' } }, ofDraft);
  /** Of which files the history says that they are infected, and how many notices say so. */
  async function said() {
    const found = await story.desk.get(CaseReader).events(caseId);
    const events = found
      .filter(({ type }) => type === 'FILE_INFECTED')
      .map(({ facts }) => facts['attachment']);
    const notices = story.desk
      .get(Reader)
      .row<{ n: number }>(`SELECT COUNT(*) AS n FROM notice WHERE "caseId" = $1 AND kind = 'file-infected'`, [
        caseId,
      ]);
    return { events, notices: Number((await notices)!.n) };
  }

  it('finds a file clean: from then on it can be downloaded', async () => {
    const id = await sent();
    expect(await opened(id)).toBe('NOT_ALLOWED file-not-scanned');
    await scans.sweep();
    expect(sink.scanned.at(-1)!.equals(pdf())).toBe(true);
    expect([(await row(id)).state, await opened(id)]).toEqual(['CLEAN', 'opened']);
  });

  it('finds a file infected: it is never downloaded, and staff see it on the case', async () => {
    const id = await sent(INFECTED);
    await scans.sweep();
    expect(await row(id)).toMatchObject({ state: 'INFECTED', reason: 'Test.Sample', nextAttemptAt: null });
    expect(await opened(id)).toBe('NOT_ALLOWED file-infected');
    const [listed] = (await attachments.list(handler, caseNumber)).filter((one) => one.id === id);
    expect(listed).toMatchObject({ state: 'INFECTED', openable: false });
  });

  it('writes of an infected file into the history, once, and tells the unit', async () => {
    const before = await said();
    const id = await sent(INFECTED);
    await Promise.all(Array.from({ length: 100 }, () => scans.sweep()));
    expect(await said()).toEqual({ events: [...before.events, id], notices: before.notices + 1 });
  });

  it('writes of a file found infected in a draft when it comes to its case, not before', async () => {
    const before = await said();
    const holder = draft();
    const { id } = await put(INFECTED, holder);
    await scans.sweep();
    expect([(await row(id)).state, await said()]).toEqual(['INFECTED', before]);
    await perform(holder.draft);
    expect(await said()).toEqual({ events: [...before.events, id], notices: before.notices + 1 });
  });

  it('scans all that wait in one round, also after one that cannot be read', async () => {
    const [broken, ...others] = [await put(), await put(), await put()].map(({ id }) => id);
    const spoilt = { blob: 'd'.repeat(32) };
    await write(story, (manager) => manager.update(Attachment, { id: broken }, spoilt));
    await scans.sweep();
    const states = await Promise.all([broken!, ...others].map(async (id) => (await row(id)).state));
    expect(states).toEqual(['PENDING_SCAN', 'CLEAN', 'CLEAN']);
    await write(story, (manager) => manager.delete(Attachment, { id: broken }));
  });

  it('scans a file while it is in a draft too', async () => {
    const { id } = await put();
    await scans.sweep();
    expect((await row(id)).state).toBe('CLEAN');
  });

  it('scans each file once, also with several workers', async () => {
    const ids = await Promise.all([put(), put(), put()]);
    const before = sink.scanned.length;
    await Promise.all(Array.from({ length: 100 }, () => scans.sweep()));
    expect(sink.scanned.length - before).toBe(ids.length);
  });

  it('tries later while the scanner is away, and gives up after three days', async () => {
    sink.always('close');
    const id = await sent();
    await scans.sweep();
    expect(await row(id)).toMatchObject({ state: 'PENDING_SCAN', attempts: 1, reason: 'scanner away' });
    await scans.sweep();
    expect((await row(id)).attempts).toBe(1);
    story.desk.time.forward(minutes(2));
    await scans.sweep();
    expect((await row(id)).attempts).toBe(2);
    story.desk.time.forward(days(3));
    await scans.sweep();
    expect([(await row(id)).state, await opened(id)]).toEqual([
      'SCAN_FAILED',
      'NOT_ALLOWED file-not-scanned',
    ]);
  });

  it('asks a scanner that is away once in a round, not once for each file', async () => {
    for (let n = 0; n < 3; n++) await put();
    sink.always('close');
    const attempts = async () =>
      Number(
        (await story.desk.get(Reader).row<{ n: number }>('SELECT SUM(attempts) AS n FROM attachment'))!.n,
      );
    const before = await attempts();
    await scans.sweep();
    expect((await attempts()) - before).toBe(1);
    sink.always('scan');
    story.desk.time.forward(hours(1));
    await scans.sweep();
  });

  it('quarantines a file that cannot be read five times; an operator has it tried again', async () => {
    const { id } = await put();
    await write(story, (manager) => manager.update(Attachment, { id }, { blob: 'e'.repeat(32) }));
    for (let n = 0; n < 5; n++) {
      await scans.sweep();
      story.desk.time.forward(hours(2));
    }
    expect(await row(id)).toMatchObject({ state: 'SCAN_FAILED', interruptions: 5, nextAttemptAt: null });
    const quarantined = story.desk.get(QuarantinedScans);
    expect((await refusal(quarantined.retry(handler, id))).kind).toBe('NOT_FOUND');
    expect([await quarantined.retry(SYSTEM, id), await quarantined.retry(SYSTEM, id)]).toEqual([true, false]);
    expect((await row(id)).state).toBe('PENDING_SCAN');
    const noted = await story.desk
      .get(Reader)
      .rows<{ detail: unknown }>(`SELECT detail FROM audit_event WHERE type = 'SCAN_TAKEN_UP'`);
    expect(JSON.stringify(noted)).toContain(id);
    await write(story, (manager) => manager.delete(Attachment, { id }));
  });
});

describe.each(DATABASES)('without a scanner, on %s', (_name, postgres) => {
  it('nothing waits for one: what waited is marked as not scanned', async () => {
    const story = await Story.begin({ postgres });
    const handler = await story.staff('demo.guidance', ['CASE_HANDLER', 'FRONTLINE_AGENT']);
    const { file } = await story.open(handler);
    const holder = { actor: handler, caseNumber: file.caseNumber, draft: 'act-1-xxxx' };
    const { id, state } = await story.desk
      .get(AttachmentDrafts)
      .stage({ holder, name: 'a.pdf', content: whole(pdf()) });
    const rows = story.desk.get(Reader).repository(Attachment);
    const waiting = { state: 'PENDING_SCAN', nextAttemptAt: story.desk.time.now() } as const;
    await write(story, (manager) => manager.update(Attachment, { id }, waiting));
    await story.desk.get(Scans).sweep();
    expect([state, (await rows.findOneByOrFail({ id })).state]).toEqual(['NOT_SCANNED', 'NOT_SCANNED']);
    await story.close();
  }, 60_000);
});
