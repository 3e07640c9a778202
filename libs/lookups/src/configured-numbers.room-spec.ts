import { ClockRow } from '@app/cases';
import { UnitPeople, type Role, type StaffActor } from '@app/people';
import { days, Reader } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../../test/support/databases.js';
import { refusal, Story } from '../../../test/support/story.js';
import { ConfiguredNumbers } from './configured-numbers.js';

jest.setTimeout(60_000);

const OTHERS: Role[] = ['FRONTLINE_AGENT', 'CASE_HANDLER', 'REGISTRY_CLERK', 'UNIT_HEAD', 'CONTROL_OFFICER'];

describe.each(DATABASES)('numbers beside the configuration on %s', (_name, postgres) => {
  let story: Story;
  let admin: StaffActor;
  let foreign: StaffActor;
  let agent: StaffActor;
  let team: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    admin = await story.staff('demo.head-office', ['ADMIN']);
    foreign = await story.staff('sme.planning', ['ADMIN']);
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    team = await story.staff('demo.finance-team', ['PARTNER']);
  }, 120_000);
  afterAll(() => story.close());

  const numbers = () => story.desk.get(ConfiguredNumbers);
  const people = (actor: StaffActor) => story.desk.get(UnitPeople).count(actor);

  it('count the running clocks of the own organisation by commitment, as the clocks say', async () => {
    const { file } = await story.open(agent);
    await story.open(agent);
    const ended = await story.open(agent);
    await story.act(agent, ended.file, 'withdraw', { reason: '自行解決' });
    await story.refer(agent, file, 'demo.startup-team');
    const clocks = await story.desk.get(Reader).repository(ClockRow).findBy({ state: 'RUNNING' });
    const counted: Record<string, number> = {};
    for (const { commitmentId } of clocks) counted[commitmentId] = (counted[commitmentId] ?? 0) + 1;
    expect(clocks.length).toBeGreaterThan(2);
    expect(Object.fromEntries(await numbers().running(admin))).toEqual(counted);
    expect(await numbers().running(foreign)).toEqual(new Map());
  });

  it('count the open referrals of each own partner, and those that are overdue', async () => {
    const offer = async () => story.refer(agent, (await story.open(agent)).file, 'demo.finance-team');
    const [, accepted, answered] = [await offer(), await offer(), await offer()];
    await story.referralAct(team, accepted, 'accept');
    await story.referralAct(team, answered, 'accept');
    await story.referralAct(team, answered, 'reply', { text: '已協處' });
    const load = async (unit: string) => (await numbers().partners(admin)).get(unit);
    expect(await load('demo.finance-team')).toEqual({ open: 2, overdue: 0 });
    expect(await load('demo.north-team')).toEqual({ open: 0, overdue: 0 });
    // the first offer is late, the accepted one still within its two weeks
    story.desk.time.forward(days(7));
    expect(await load('demo.finance-team')).toEqual({ open: 2, overdue: 1 });
    story.desk.time.forward(days(30));
    expect(await load('demo.finance-team')).toEqual({ open: 2, overdue: 2 });
    expect([...(await numbers().partners(foreign)).keys()]).not.toContain('demo.finance-team');
  });

  it('count the active people of each unit by role', async () => {
    await story.staff('demo.guidance', ['CASE_HANDLER']);
    const units = await people(admin);
    expect(units.get('demo.guidance')).toEqual({ active: 2, roles: { FRONTLINE_AGENT: 1, CASE_HANDLER: 2 } });
    expect(units.get('demo.city-services')).toBeUndefined();
    expect([...(await people(foreign)).keys()]).toEqual(['sme.planning']);
  });

  it.each(OTHERS)('are not there for a %s', async (role) => {
    const other = await story.staff('demo.registry', [role]);
    for (const asked of [
      () => numbers().running(other),
      () => numbers().partners(other),
      () => people(other),
    ])
      expect((await refusal(asked())).kind).toBe('NOT_FOUND');
  });
});
