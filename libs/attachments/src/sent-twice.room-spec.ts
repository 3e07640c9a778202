import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { newDraftToken, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import * as sample from '../../../test/support/sample-files.js';
import { Story } from '../../../test/support/story.js';
import { ActsWithFiles } from './acts-with-files.js';
import { Attachments } from './attachments.js';
import { AttachmentDrafts } from './keeping/drafts.js';

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

describe.each(DATABASES)('a form with a file that is sent twice, on %s', (_name, postgres) => {
  let story: Story;
  let handler: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    handler = await story.staff('demo.guidance', ['CASE_HANDLER', 'FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());

  /** Until another transaction waits for a lock of this database. */
  async function someoneWaits(): Promise<void> {
    const waiting = `SELECT COUNT(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (;;) {
      const [found] = await story.desk.get(Reader).rows<{ n: number }>(waiting);
      if (Number(found!.n) > 0) return;
    }
  }

  it('has its file while the second copy just replaces the first', async () => {
    const { file } = await story.open(handler);
    const { caseNumber } = file;
    const holder = { actor: handler, caseNumber, draft: newDraftToken() };
    const stage = () =>
      story.desk.get(AttachmentDrafts).stage({ holder, name: 'a.pdf', content: once(sample.pdf()) });
    await stage();
    const request = { actor: handler, caseNumber, act: 'note', input: { text: 'x' } } as const;
    // as another request, outside the unit below
    const begun = Promise.withResolvers<void>();
    const act = begun.promise.then(() => story.desk.get(ActsWithFiles).perform(request, holder.draft));
    await story.desk.get(UnitOfWork).run(async () => {
      await stage();
      begun.resolve();
      if (postgres) await someoneWaits();
    });
    await act;
    expect(await story.desk.get(Attachments).list(handler, caseNumber)).toHaveLength(1);
    expect(await story.desk.get(AttachmentDrafts).list(holder)).toEqual([]);
  });
});
