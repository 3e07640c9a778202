import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { UnitOfWork } from '@app/platform';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { openReferrals } from './open-referrals.js';

const [FINANCE, STARTUP, NORTH] = ['demo.finance-team', 'demo.startup-team', 'demo.north-team'] as const;

describe.each(DATABASES)('referrals that are still open, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  const teams: Record<string, StaffActor> = {};
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    for (const unit of [FINANCE, STARTUP, NORTH]) teams[unit] = await story.staff(unit, ['PARTNER']);
  });
  afterAll(() => story.close());

  const open = async () => (await story.open(agent)).file;
  const left = (id: string) => story.desk.get(UnitOfWork).run((manager) => openReferrals(manager, id));

  it('are none for a case without referrals', async () => expect(await left((await open()).id)).toEqual([]));

  it('are those offered and neither returned, recalled nor answered, in order', async () => {
    const [file, other] = [await open(), await open()];
    const theirs = await story.refer(agent, other, FINANCE);
    const recalled = await story.refer(agent, file, FINANCE);
    const replied = await story.refer(agent, file, STARTUP);
    const returned = await story.refer(agent, file, NORTH);
    await story.referralAct(teams[STARTUP]!, replied, 'accept');
    expect(await left(file.id)).toEqual([recalled, replied, returned]);
    await story.referralAct(teams[STARTUP]!, replied, 'reply', { text: '已協處' });
    expect(await left(file.id)).toEqual([recalled, returned]);
    await story.referralAct(agent, recalled, 'recall', { reason: '改由本會處理' });
    expect(await left(file.id)).toEqual([returned]);
    await story.referralAct(teams[NORTH]!, returned, 'return', { reason: '非本中心業務' });
    expect([await left(file.id), await left(other.id)]).toEqual([[], [theirs]]);
  });
});
