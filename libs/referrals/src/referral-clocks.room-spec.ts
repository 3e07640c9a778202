import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ClockRow, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, minutes, Reader } from '@app/platform';
import { Timer } from '@app/sla/timers';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';

jest.setTimeout(60_000);

const [FINANCE, NORTH] = ['demo.finance-team', 'demo.north-team'] as const;
const WHY = { reason: '另行安排' };

/** One working day to accept, counted for each offer; two weeks to answer, counted once for a chain. */
describe.each(DATABASES)('the clocks of a referral, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let team: StaffActor;
  let north: StaffActor;
  beforeEach(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    team = await story.staff(FINANCE, ['PARTNER']);
    north = await story.staff(NORTH, ['PARTNER']);
  }, 60_000);
  afterEach(() => story.close());

  const open = async () => (await story.open(agent)).file;
  /** `accept RUNNING 08-20 demo.finance-team`: the last day of each clock, and the acting unit. */
  async function clocks({ id }: CaseFile): Promise<string[]> {
    const rows = await story.desk.get(Reader).repository(ClockRow).findBy({ caseId: id });
    return rows
      .filter(({ commitmentId }) => commitmentId.startsWith('demo.referral-'))
      .map(({ commitmentId, state, dueDate, unitId, occurrence, startedAt }) => ({
        startedAt,
        line: `${commitmentId.slice('demo.referral-'.length)} ${state} ${dueDate?.slice(5)} ${unitId.slice(5)} ${occurrence}`,
      }))
      .toSorted((a, b) => a.startedAt - b.startedAt || a.line.localeCompare(b.line))
      .map(({ line }) => line);
  }
  /** The clocks that have an armed timer: `accept finance-team`. */
  const armed = async ({ id }: CaseFile) => {
    const timers = await story.desk.get(Reader).repository(Timer).findBy({ caseId: id, state: 'ARMED' });
    const rows = await story.desk.get(Reader).repository(ClockRow).findBy({ caseId: id });
    return rows
      .filter((clock) => clock.subject !== 'CASE' && timers.some(({ subjectId }) => subjectId === clock.id))
      .map(({ commitmentId, unitId }) => `${commitmentId.slice('demo.referral-'.length)} ${unitId.slice(5)}`)
      .toSorted();
  };

  it('offered, accepted, answered: each ends with its step, on time', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    expect(await clocks(file)).toEqual([
      'accept RUNNING 08-20 finance-team 1',
      'reply RUNNING 09-02 finance-team 1',
    ]);
    expect(await armed(file)).toEqual(['accept finance-team', 'reply finance-team']);
    await story.referralAct(team, id, 'accept');
    expect(await clocks(file)).toEqual([
      'accept ON_TIME 08-20 finance-team 1',
      'reply RUNNING 09-02 finance-team 1',
    ]);
    expect(await armed(file)).toEqual(['reply finance-team']);
    await story.referralAct(team, id, 'reply', { text: '結果' });
    expect(await clocks(file)).toEqual([
      'accept ON_TIME 08-20 finance-team 1',
      'reply ON_TIME 09-02 finance-team 1',
    ]);
    expect(await armed(file)).toEqual([]);
  });

  it('returned and offered again a week later: a new day to accept, the same two weeks', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    await story.referralAct(team, id, 'return', WHY);
    expect((await clocks(file))[0]).toMatch(/^accept ON_TIME/);
    expect(await armed(file)).toEqual(['reply guidance']);
    await story.pass(days(7));
    const again = await story.refer(agent, file, NORTH);
    expect(await clocks(file)).toEqual([
      expect.stringMatching(/^accept ON_TIME 08-20/),
      'reply RUNNING 09-02 north-team 1',
      'accept RUNNING 08-27 north-team 1',
    ]);
    expect(await armed(file)).toEqual(['accept north-team', 'reply north-team']);
    await story.referralAct(north, again, 'accept');
    await story.referralAct(north, again, 'reply', { text: '結果' });
    expect((await clocks(file))[1]).toBe('reply ON_TIME 09-02 north-team 1');
  });

  it('recalled: both end without a verdict, and another offer has two weeks of its own', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    await story.referralAct(agent, id, 'recall', WHY);
    expect(await clocks(file)).toEqual([
      'accept CANCELLED 08-20 finance-team 1',
      'reply CANCELLED 09-02 finance-team 1',
    ]);
    expect(await armed(file)).toEqual([]);
    await story.pass(days(7));
    await story.refer(agent, file, NORTH);
    expect((await clocks(file)).slice(2)).toEqual([
      'accept RUNNING 08-27 north-team 1',
      'reply RUNNING 09-09 north-team 1',
    ]);
  });

  it('two at once: what one team does moves no clock of the other', async () => {
    const file = await open();
    const [one] = [await story.refer(agent, file, FINANCE), await story.refer(agent, file, NORTH)];
    await story.referralAct(team, one, 'accept');
    await story.referralAct(team, one, 'reply', { text: '結果' });
    const running = (await clocks(file)).filter((line) => line.includes('RUNNING'));
    expect(running.toSorted()).toEqual([
      'accept RUNNING 08-20 north-team 1',
      'reply RUNNING 09-02 north-team 1',
    ]);
    expect(await armed(file)).toEqual(['accept north-team', 'reply north-team']);
  });

  it('not accepted by the end of its day: late from that instant on, also when it is accepted then', async () => {
    const [inTime, late] = [await open(), await open()];
    const ids = [await story.refer(agent, inTime, FINANCE), await story.refer(agent, late, FINANCE)] as const;
    story.desk.time.set(Date.parse('2026-08-20T23:58:59+08:00'));
    await story.pass(0);
    expect(await story.events(inTime)).not.toContain('OVERDUE');
    await story.referralAct(team, ids[0], 'accept'); // a minute later, one second before midnight
    await story.pass(1_000);
    expect(await story.events(late)).toContain('OVERDUE');
    await story.referralAct(team, ids[1], 'accept');
    const first = async (file: CaseFile) => (await clocks(file)).find((line) => line.startsWith('accept'));
    expect([await first(inTime), await first(late)]).toEqual([
      'accept ON_TIME 08-20 finance-team 1',
      'accept LATE 08-20 finance-team 1',
    ]);
    expect(await story.events(inTime)).not.toContain('OVERDUE');
  });

  it('an answer of the last minute is in time, one at midnight is not', async () => {
    for (const [at, state] of [
      ['2026-09-02T23:59:59+08:00', 'ON_TIME'],
      ['2026-09-03T00:00:00+08:00', 'LATE'],
    ] as const) {
      story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
      const file = await open();
      const id = await story.refer(agent, file, FINANCE);
      await story.referralAct(team, id, 'accept');
      story.desk.time.set(Date.parse(at) - minutes(1));
      await story.referralAct(team, id, 'reply', { text: '結果' });
      expect((await clocks(file)).at(-1)).toBe(`reply ${state} 09-02 finance-team 1`);
    }
  });
});
