import { CaseCalls, Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { CallerCases } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';

jest.setTimeout(60_000);

describe.each(DATABASES)("a partner's team takes in neither cases nor calls, on %s", (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let member: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['CASE_HANDLER']);
    member = await story.staff('demo.finance-team', ['PARTNER']);
  }, 60_000);
  afterAll(() => story.close());

  it('and a handler of the agency does', async () => {
    const { file } = await story.open(agent);
    const at = { channel: 'PHONE', service: 'demo.finance-diagnosis' };
    const about = { ...at, caseNumber: file.caseNumber, said: '來電補充' };
    const ways = (actor: StaffActor): (() => Promise<unknown>)[] => [
      () =>
        story.desk.get(Intake).logCase(actor, {
          ...{ ...at, noticeVersion: PRIVACY_NOTICE_VERSION, subject: '路燈', description: '不亮' },
          contact: { name: '王小明' },
        }),
      () => story.desk.get(Intake).logContact(actor, { ...at, topic: '路燈', answer: '已說明' }),
      () => story.desk.get(CaseCalls).log(actor, 'ATTACHED', about),
      () => story.desk.get(CallerCases).find(actor, { typed: '0912345678' }),
    ];
    const before = await story.everything();
    for (const way of ways(member))
      expect(await refusal(way())).toMatchObject({ kind: 'NOT_FOUND', code: 'not-found' });
    expect(await story.everything()).toEqual(before);
    for (const way of ways(agent)) await expect(way()).resolves.toBeDefined();
  });
});
