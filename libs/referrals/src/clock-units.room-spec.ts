import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClockRow } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { Story } from '../../../test/support/story.js';

const [FINANCE, STARTUP] = ['demo.finance-team', 'demo.startup-team'] as const;

describe.each(DATABASES)('the acting unit of the clocks of a referral, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let finance: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    finance = await story.staff(FINANCE, ['PARTNER']);
  });
  afterAll(() => story.close());

  const clocks = async (caseId: string) =>
    (await story.desk.get(Reader).repository(ClockRow).findBy({ caseId }))
      .filter(({ subject }) => subject !== 'CASE')
      .map(({ subject, subjectId, state, unitId }) => [subject, subjectId, state, unitId].join(' '))
      .toSorted();

  it('a late clock keeps the partner that was late when the next one is asked', async () => {
    const { file } = await story.open(agent);
    const first = await story.refer(agent, file, FINANCE);
    const reply = (unit: string) => `REFERRAL_CHAIN ${first} RUNNING ${unit}`;
    expect(await clocks(file.id)).toEqual([`REFERRAL ${first} RUNNING ${FINANCE}`, reply(FINANCE)]);
    await story.pass(days(5));
    await story.referralAct(finance, first, 'return', { reason: '非本中心業務' });
    const second = await story.refer(agent, file, STARTUP);
    expect(await clocks(file.id)).toEqual(
      [
        `REFERRAL ${first} LATE ${FINANCE}`,
        `REFERRAL ${second} RUNNING ${STARTUP}`,
        reply(STARTUP),
      ].toSorted(),
    );
  });
});
