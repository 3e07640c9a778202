import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { days, hours, minutes, Reader } from '@app/platform';
import { Timer, TimerBook, TimerRunner, type TimerKind } from '@app/sla/timers';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { CaseFile, HistoryEvent, type ActName, type CaseStatus } from '../index.js';

const CASE_TIMERS: TimerKind[] = ['case.closes', 'case.correction-lapses', 'case.confirmation-lapses'];
const TOMORROW = '2026-08-20';

describe.each(DATABASES)('what a timer does to a case, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let partner: StaffActor;
  let file: CaseFile;
  let other: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'], 'owner');
    partner = await story.staff('demo.finance-team', ['PARTNER']);
    other = (await story.open(owner)).file;
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    story.desk.time.set(Date.parse('2026-08-19T10:30:00+08:00'));
    ({ file } = await story.open(owner));
  });

  const now = () => story.desk.time.now();
  const row = () => story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id: file.id });
  const events = async (type: string) => (await story.events(file)).filter((one) => one === type).length;
  const armed = async () =>
    (await story.desk.get(TimerBook).live(file.id, CASE_TIMERS)).map(({ kind, dueAt }) => [kind, dueAt]);
  const act = (name: ActName, input: object = {}) => story.act(owner, file, name, input);
  const at = async (instant: number) => {
    story.desk.time.set(instant);
    await story.pass(0);
  };

  it('closes it seven days after the answer, not a moment before, with the system as actor', async () => {
    await act('reply', { text: '答復' });
    const end = now() + days(7);
    await at(end - 1);
    expect((await row()).status).toBe('REPLIED');
    await at(end);
    expect(await row()).toMatchObject({ status: 'CLOSED', closedAt: end });
    const closing = { caseId: file.id, type: 'CLOSED' as const };
    const event = await story.desk.get(Reader).repository(HistoryEvent).findOneByOrFail(closing);
    expect(event).toMatchObject({
      at: end,
      actorKind: 'system',
      actorId: null,
      actorUnitId: null,
      facts: {},
    });
  });

  it('waits seven days again after each further answer', async () => {
    await act('reply', { text: '答復' });
    const first = now();
    story.desk.time.set(first + days(6));
    await act('reply', { text: '再次答復' });
    const second = now();
    expect(await armed()).toEqual([['case.closes', second + days(7)]]);
    await at(first + days(7));
    expect((await row()).status).toBe('REPLIED');
    await at(second + days(7));
    expect((await row()).status).toBe('CLOSED');
  });

  it('tries again each day while a referral is open, and closes once when it has ended', async () => {
    const referral = await story.refer(owner, file, 'demo.finance-team');
    await act('reply', { text: '先行答復' });
    const end = now() + days(7);
    for (const day of [0, 1, 2]) {
      await at(end + days(day));
      expect((await row()).status).toBe('REPLIED');
      expect(await armed()).toEqual([['case.closes', end + days(day + 1)]]);
    }
    await story.referralAct(partner, referral, 'return', { reason: '非本團隊業務' });
    await at(end + days(3) - 1);
    expect((await row()).status).toBe('REPLIED');
    await at(end + days(3));
    expect((await row()).status).toBe('CLOSED');
    await story.pass(days(3));
    expect(await events('CLOSED')).toBe(1);
  });

  it('waits for the later of two referrals', async () => {
    const [one, two] = [
      await story.refer(owner, file, 'demo.finance-team'),
      await story.refer(owner, file, 'demo.startup-team'),
    ];
    await act('reply', { text: '先行答復' });
    const end = now() + days(7);
    await story.referralAct(partner, one, 'accept');
    await story.referralAct(partner, one, 'reply', { text: '已協處' });
    await at(end);
    expect((await row()).status).toBe('REPLIED');
    await story.referralAct(owner, two, 'recall', { reason: '不再需要' });
    await at(end + days(1));
    expect((await row()).status).toBe('CLOSED');
  });

  it('lets a correction lapse when its last day is over, not on it', async () => {
    await act('request-correction', { what: '缺件', lastDay: '2026-08-24' });
    const over = Date.parse('2026-08-25T00:00:00+08:00');
    expect(await armed()).toEqual([['case.correction-lapses', over]]);
    await at(over - 1);
    expect(await row()).toMatchObject({ status: 'AWAITING_CORRECTION' });
    await at(over);
    expect(await row()).toMatchObject({ status: 'IN_PROGRESS', open: true });
    expect([await events('CORRECTION_LAPSED'), await armed()]).toEqual([1, []]);
  });

  it('waits only for the last day of the second of two correction requests', async () => {
    await act('request-correction', { what: '缺件', lastDay: '2026-08-24' });
    await act('receive-correction');
    await act('request-correction', { what: '仍缺件', lastDay: '2026-08-27' });
    const over = Date.parse('2026-08-28T00:00:00+08:00');
    expect(await armed()).toEqual([['case.correction-lapses', over]]);
    await at(Date.parse('2026-08-25T00:00:00+08:00'));
    expect((await row()).status).toBe('AWAITING_CORRECTION');
    await at(over);
    expect((await row()).status).toBe('IN_PROGRESS');
    expect(await events('CORRECTION_LAPSED')).toBe(1);
  });

  it.each<[string, ActName[], ActName]>([
    ['closing', ['reply'], 'close'],
    ['reopening', ['reply'], 'reopen'],
    ['withdrawal of an answered case', ['reply'], 'withdraw'],
    ['merging of an answered case', ['reply'], 'merge'],
    ['correction', ['request-correction'], 'receive-correction'],
    ['withdrawal of one that awaits a correction', ['request-correction'], 'withdraw'],
    ['merging of one that awaits a correction', ['request-correction'], 'merge'],
  ])('waits for nothing any more after the %s', async (_what, before, end) => {
    const words = { text: '說明', reason: '理由', what: '缺件', lastDay: TOMORROW, into: other.caseNumber };
    for (const name of before) await act(name, words);
    expect(await armed()).toHaveLength(1);
    await act(end, words);
    expect(await armed()).toEqual([]);
  });

  it.each<ActName>(['note', 'message', 'supplementary-reply', 'assign'])(
    'an answered case still closes on its day after %s',
    async (name) => {
      await act('reply', { text: '答復' });
      const end = now() + days(7);
      await act(name, { text: '說明', unit: 'demo.guidance' });
      expect(await armed()).toEqual([['case.closes', end]]);
    },
  );

  it.each<[TimerKind, CaseStatus]>([
    ['case.closes', 'ACCEPTED'],
    ['case.correction-lapses', 'ACCEPTED'],
    ['case.confirmation-lapses', 'ACCEPTED'],
  ])('a timer %s that was left behind changes nothing of a case that is %s', async (kind, status) => {
    const left = { kind, caseId: file.id, subjectId: file.id, occurrence: 'left', dueAt: now() };
    await story.desk.get(TimerBook).arm([left]);
    const before = await story.events(file);
    const where = { subjectId: file.id, occurrence: 'left' };
    const timer = await story.desk.get(Reader).repository(Timer).findOneByOrFail(where);
    expect(await story.desk.get(TimerRunner).fire(timer.id, timer.generation)).toBe(true);
    expect([(await row()).status, await story.events(file)]).toEqual([status, before]);
  });

  it('records by how much it closed late', async () => {
    await act('reply', { text: '答復' });
    const end = now() + days(7);
    await at(end + hours(5));
    const closing = { caseId: file.id, type: 'CLOSED' as const };
    const event = await story.desk.get(Reader).repository(HistoryEvent).findOneByOrFail(closing);
    expect(event.facts).toEqual({ lateMs: hours(5), trueDueAt: end });
    expect(event.at).toBe(end + hours(5));
    await story.pass(minutes(1));
  });
});
