import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { days, minutes } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import type { CaseFile } from '../index.js';

const DAYS = 30; // of the service

describe.each(DATABASES)('the days in which the citizen may come back, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD']);
  });
  afterAll(() => story.close());

  const answered = async () => {
    const { file } = await story.open(owner);
    await story.act(owner, file, 'reply', { text: '答復' });
    return file;
  };
  const reopen = (file: CaseFile) => {
    const actor = { kind: 'citizen' as const, caseId: file.id };
    return story.act(actor, file, 'reopen', { reason: '尚未解決' });
  };
  /** Each act takes a minute: sets the time so that the next one is at this instant. */
  const nextAt = (instant: number) => story.desk.time.set(instant - minutes(1));
  const now = () => story.desk.time.now();

  const late = async (file: CaseFile) => {
    const before = await story.everything();
    expect(await refusal(reopen(file))).toMatchObject({ kind: 'NOT_ALLOWED', code: 'reopen-too-late' });
    expect(await story.everything()).toEqual(before);
  };

  it('count from the answer while nothing is closed, to the very end', async () => {
    const [soon, tardy] = [await answered(), await answered()];
    const [first, second] = [soon, tardy].map(() => now());
    nextAt(first! - minutes(2) + days(DAYS));
    expect((await reopen(soon)).status).toBe('IN_PROGRESS');
    nextAt(second! + days(DAYS) + 1);
    await late(tardy);
    expect((await story.act(owner, tardy, 'reopen', { reason: '職權重啟' })).status).toBe('IN_PROGRESS');
  });

  it('count from the closing, which may be later than the answer', async () => {
    const file = await answered();
    nextAt(now() + days(20));
    await story.act(owner, file, 'close');
    nextAt(now() + days(DAYS));
    expect((await reopen(file)).status).toBe('IN_PROGRESS');
  });

  it('count from the last of several answers', async () => {
    const file = await answered();
    nextAt(now() + days(20));
    await story.act(owner, file, 'reply', { text: '補充答復' });
    nextAt(now() + days(DAYS));
    expect((await reopen(file)).status).toBe('IN_PROGRESS');
  });

  it('count from the second end, not from the first', async () => {
    const [soon, tardy] = [await answered(), await answered()];
    for (const file of [soon, tardy]) await story.act(owner, file, 'close');
    nextAt(now() + days(25));
    for (const file of [soon, tardy]) await reopen(file);
    nextAt(now() + days(25));
    for (const file of [tardy, soon]) await story.act(owner, file, 'reply', { text: '再次答復' });
    const end = now();
    nextAt(end + days(DAYS));
    expect((await reopen(soon)).status).toBe('IN_PROGRESS');
    nextAt(end + days(DAYS) + 1);
    await late(tardy);
  });
});
