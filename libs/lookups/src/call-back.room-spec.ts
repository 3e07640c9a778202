import { CaseFile, Erasing } from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../../test/support/databases.js';
import { Story } from '../../../test/support/story.js';
import { CaseDetails } from './case-detail.js';
import { ProgressLookup } from './progress.js';

describe.each(DATABASES)('the words that an official says first, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
  });
  afterAll(() => story.close());

  const onBothPages = async (id: string) => {
    const file = await story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id });
    const { callBack: hers } = await story.desk.get(ProgressLookup).show(file);
    const { callBack: ours } = await story.desk.get(CaseDetails).show(agent, file.caseNumber);
    return [hers, ours];
  };

  it('are the same on her page and on that of staff, and others for another case', async () => {
    const [hers, ours] = await onBothPages((await story.open(agent)).file.id);
    expect(ours).toEqual(hers);
    expect(hers!['zh-TW']).toMatch(/、/);
    const [another] = await onBothPages((await story.open(agent)).file.id);
    expect(another).not.toEqual(hers);
  });

  it('are gone with what is erased', async () => {
    const { file } = await story.open(agent);
    await story.act(agent, file, 'withdraw', { reason: '來電撤回' });
    await story.desk.get(Erasing).erase({ actor: SYSTEM, caseNumber: file.caseNumber, ground: 'REQUESTED' });
    expect(await onBothPages(file.id)).toEqual([null, null]);
  });
});
