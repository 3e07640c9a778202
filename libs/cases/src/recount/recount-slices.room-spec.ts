import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SYSTEM } from '@app/people';
import { minutes, Reader } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import {
  Audit,
  CalendarDays,
  ClockRow,
  EarlierDates,
  HistoryEvent,
  Recount,
  type EventType,
} from '../index.js';

jest.setTimeout(60_000);

/** More than two slices of twenty of one organisation, and some of another, opened in turns. */
const OURS = 45;
const THEIRS = 5;
const [THURSDAY, FRIDAY, MONDAY] = ['2026-08-20', '2026-08-21', '2026-08-24'] as const;
/** By then every process uses the new calendar. */
const SETTLED_MS = 15_000;

describe.each(DATABASES)('a new calendar over more than one slice of cases, on %s', (_name, postgres) => {
  let story: Story;
  let ours: string[];
  let theirs: string[];
  let ended: string;

  beforeEach(async () => {
    story = await Story.begin({ postgres });
    [ours, theirs] = [[], []];
    const demo = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    const sme = await story.staff('sme.instant-service-centre', ['FRONTLINE_AGENT']);
    const { file } = await story.open(demo);
    await story.act(demo, file, 'withdraw', { reason: '不用了' });
    ended = file.id;
    for (let n = 0; n < OURS; n++) {
      ours.push((await story.open(demo)).file.id);
      if (n % 9 === 0) theirs.push((await story.open(sme, { service: 'sme.startup-consultation' })).file.id);
    }
    await recount().look();
    await story.pass(minutes(1));
  }, 60_000);
  afterEach(() => story.close());

  const recount = () => story.desk.get(Recount);
  const dayOff = (organisation: string, date: string) =>
    story.desk.get(CalendarDays).declare(SYSTEM, { date, kind: 'DAY_OFF', remark: '停止上班', organisation });
  /** Number of first clocks by due day. */
  const due = async (ids: readonly string[]) => {
    const where = { commitmentId: 'house.first-step' };
    const rows = await story.desk.get(Reader).repository(ClockRow).findBy(where);
    const dates = rows.filter(({ caseId }) => ids.includes(caseId!)).map(({ dueDate }) => dueDate!);
    return Object.fromEntries(
      [...Map.groupBy(dates, (date) => date)].map(([date, all]) => [date, all.length]),
    );
  };
  const told = async (type: EventType, ids: readonly string[]) => {
    const rows = await story.desk.get(Reader).repository(HistoryEvent).findBy({ type });
    return rows.filter(({ caseId }) => ids.includes(caseId));
  };
  const armed = () =>
    story.desk.get(Reader).repository(Timer).findBy({ kind: 'clocks.recount', state: 'ARMED' });
  const slice = async () => {
    const [timer] = await armed();
    return story.desk.get(TimerRunner).fire(timer!.id, timer!.generation);
  };
  const clean = async () => {
    const found = [];
    for await (const violation of story.desk.get(Audit).violations()) found.push(violation);
    expect(found).toEqual([]);
  };

  it('reaches every open case, reports its progress, and moves only clocks of its organisation', async () => {
    expect([await recount().left(), await recount().isUnderWay()]).toEqual([null, false]);
    expect([await due(ours), await due(theirs)]).toEqual([{ [THURSDAY]: OURS }, { [THURSDAY]: THEIRS }]);
    await dayOff('demo', THURSDAY);
    expect([await recount().left(), await recount().isUnderWay()]).toEqual([OURS + THEIRS, true]);
    await clean(); // cases that the pass has not reached are no violation
    story.desk.time.forward(SETTLED_MS - 1);
    expect(await slice()).toBe(false);
    story.desk.time.forward(1);
    for (const left of [30, 10]) expect([await slice(), await recount().left()]).toEqual([true, left]);
    await clean();
    expect([await slice(), await armed()]).toEqual([true, []]);
    expect([await recount().left(), await recount().isUnderWay()]).toEqual([null, false]);
    expect([await due(ours), await due(theirs)]).toEqual([{ [FRIDAY]: OURS }, { [THURSDAY]: THEIRS }]);
    const moved = [
      { commitment: 'house.first-step', before: THURSDAY, after: FRIDAY },
      { commitment: 'law.petition', before: '2026-10-02', after: '2026-10-05' },
    ];
    const recounted = await told('RECOUNTED', ours);
    expect(recounted).toHaveLength(OURS);
    expect(recounted[0]).toMatchObject({ actorKind: 'system', facts: { moved } });
    expect(await told('RECOUNTED', [...theirs, ended])).toEqual([]);
    expect(await recount().look()).toBe(false);
    await story.pass(minutes(1));
    expect(await told('RECOUNTED', ours)).toHaveLength(OURS);
    await clean();
  });

  it('begins again for a newer calendar that arrives while the pass is under way', async () => {
    await dayOff('demo', THURSDAY);
    story.desk.time.forward(SETTLED_MS);
    expect([await slice(), await recount().left()]).toEqual([true, OURS + THEIRS - 20]);
    await dayOff('sme', THURSDAY);
    expect([await recount().left(), (await armed()).length]).toEqual([OURS + THEIRS, 1]);
    await story.pass(minutes(1));
    expect([await due(ours), await due(theirs)]).toEqual([{ [FRIDAY]: OURS }, { [FRIDAY]: THEIRS }]);
    expect(await told('RECOUNTED', [...ours, ...theirs])).toHaveLength(OURS + THEIRS);
    await clean();
  });

  it('lets every earlier date wait for consent, given one by one; a newer calendar asks again', async () => {
    const officer = await story.staff('demo.head-office', ['CONTROL_OFFICER']);
    const dates = story.desk.get(EarlierDates);
    const waiting = async () =>
      (await dates.list(officer)).filter(({ commitmentId }) => commitmentId === 'house.first-step');
    for (const date of [THURSDAY, FRIDAY]) await dayOff('demo', date);
    await story.pass(minutes(1));
    for (const date of [THURSDAY, FRIDAY])
      await story.desk.get(CalendarDays).withdraw(SYSTEM, { date, organisation: 'demo', region: undefined });
    await story.pass(minutes(1));
    expect(await due(ours)).toEqual({ [MONDAY]: OURS });
    const shown = await dates.list(officer);
    expect(await waiting()).toHaveLength(OURS);
    expect(shown.map(({ earlier }) => earlier)).toEqual(shown.map(({ earlier }) => earlier).toSorted());
    expect(shown.every(({ organisationId }) => organisationId === 'demo')).toBe(true);
    const { clockId, caseId } = (await waiting())[0]!;
    await dates.accept(officer, clockId);
    expect([await due([caseId]), await due(ours)]).toEqual([
      { [THURSDAY]: 1 },
      { [THURSDAY]: 1, [MONDAY]: OURS - 1 },
    ]);
    const facts = { clockId, commitment: 'house.first-step', before: MONDAY, dueDate: THURSDAY };
    expect(await told('EARLIER_DATE_ACCEPTED', ours)).toMatchObject([{ actorId: officer.id, caseId, facts }]);
    expect(await waiting()).toHaveLength(OURS - 1);
    await clean();
    await dayOff('demo', '2026-12-24');
    expect(await dates.list(officer)).toEqual([]);
    await story.pass(minutes(1));
    expect(await waiting()).toHaveLength(OURS - 1);
    expect(await due(ours)).toEqual({ [THURSDAY]: 1, [MONDAY]: OURS - 1 });
  });
});
