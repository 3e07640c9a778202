import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { days, Drafts, hours, Housekeeping, newDraftToken } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import * as sample from '../../../../test/support/sample-files.js';
import { Story } from '../../../../test/support/story.js';
import { AttachmentDrafts } from './drafts.js';
import { Orphans } from './orphans.js';

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const CASES = DATABASES.flatMap(([name, postgres]) =>
  [1, 24, 47, 144].map((kept) => [name, kept, postgres] as const),
);

describe.each(CASES)('unsent files, on %s, with drafts of %i hours', (_name, kept, postgres) => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { DRAFT_HOURS: String(kept) } });
  });
  afterAll(() => story.close());

  /** A draft with one file, and what can be done with it. */
  async function begun() {
    const { desk } = story;
    const of = { owner: { token: newDraftToken() }, place: 'report' };
    const save = () => desk.get(Drafts).save(of, { subject: '路燈不亮' });
    const holder = { draft: (await save()).key };
    const files = desk.get(AttachmentDrafts);
    await files.stage({ holder, name: 'a.pdf', content: once(sample.pdf()) });
    const swept = async () => {
      await desk.get(Housekeeping).sweep();
      await desk.get(Orphans).tidy();
      return { text: (await desk.get(Drafts).find(of)).state, files: (await files.list(holder)).length };
    };
    return { save, swept };
  }

  it('are kept to the last moment of their draft, and no longer than two days after it', async () => {
    const { swept } = await begun();
    story.desk.time.forward(hours(kept) - 1);
    expect(await swept()).toEqual({ text: 'kept', files: 1 });
    story.desk.time.forward(days(2));
    expect((await swept()).files).toBe(0);
  });

  it('are kept with a draft that is saved again and again', async () => {
    const { save, swept } = await begun();
    const rounds = Math.ceil((24 * 10) / kept);
    for (let round = 0; round < Math.min(rounds, 60); round++) {
      story.desk.time.forward(hours(kept) - 1);
      await save();
    }
    expect(await swept()).toEqual({ text: 'kept', files: 1 });
    story.desk.time.forward(hours(kept) - 1);
    expect(await swept()).toEqual({ text: 'kept', files: 1 });
  });
});
