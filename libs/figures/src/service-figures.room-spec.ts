import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { CaseFile, ClockRow } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, hours, Reader, taipeiMidnight, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { Story } from '../../../test/support/story.js';
import { ServiceFigures } from './service-figures.js';

/** A Monday; the week has five working days. */
const MONDAY = taipeiMidnight('2026-08-03');
const SERVICE = 'demo.consultation';

describe.each(DATABASES)('what a service measured lately, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  const ids: string[] = [];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    ids.length = 0;
    for (let n = 0; n < 25; n++) ids.push((await story.open(agent, { service: SERVICE })).file.id);
  });
  afterAll(() => story.close());
  beforeEach(() =>
    change((manager) =>
      manager.query(`UPDATE case_file SET "repliedAt" = NULL, "serviceId" = '${SERVICE}', origin = 'LIVE'`),
    ),
  );

  const change = (what: Parameters<UnitOfWork['run']>[0]) => story.desk.get(UnitOfWork).run(what);
  /** The first `count` cases, each received on Monday and answered after the given number of days. */
  const answered = (count: number, after: (n: number) => number, more: Partial<CaseFile> = {}) =>
    change(async (manager) => {
      for (let n = 0; n < count; n++) {
        const at = { receivedAt: MONDAY + hours(9), repliedAt: MONDAY + hours(10) + days(after(n)) };
        await manager.update(CaseFile, { id: ids[n]! }, { ...at, ...more });
      }
    });
  const service = () => story.desk.get(Catalogue).service(SERVICE)!;
  /** Another instance each time, as a value is kept for an hour. */
  const figures = (reader = story.desk.get(Reader)) =>
    new ServiceFigures(reader, story.desk.get(Catalogue), story.desk.time);
  const measured = () => figures().of(service());

  it('is nothing below twenty answers', async () => {
    await answered(19, () => 1);
    expect(await measured()).toBeNull();
    await answered(20, () => 1);
    expect(await measured()).toMatchObject({
      cases: 20,
      from: '2026-08-04',
      to: '2026-08-04',
      medianDays: 1,
    });
  });

  it('counts working days: a week-end between does not count, the same day is half a day', async () => {
    await answered(20, (n) => (n < 8 ? 0 : n < 12 ? 3 : 7));
    expect(await measured()).toMatchObject({ medianDays: 3, groups: [8, 4, 8, 0, 0, 0] });
    await answered(20, (n) => (n < 10 ? 1 : 2));
    expect(await measured()).toMatchObject({ medianDays: 1.5, from: '2026-08-04', to: '2026-08-05' });
  });

  it('has the median of the days, in whatever order the cases were answered', async () => {
    await answered(20, (n) => 4 + n / 100);
    const early = async (from: number, to: number, receivedAt: number) => {
      for (let n = from; n < to; n++)
        await change((manager) => manager.update(CaseFile, { id: ids[n]! }, { receivedAt }));
    };
    // the last answered waited longest and shortest, the first in between
    await early(0, 6, MONDAY + days(1));
    await early(12, 20, MONDAY + days(3));
    expect(await measured()).toMatchObject({ medianDays: 3, groups: [8, 6, 6, 0, 0, 0] });
  });

  it('leaves out other services, imported cases and answers older than a year', async () => {
    await answered(25, () => 1);
    await answered(6, () => 1, { serviceId: 'demo.application' });
    expect(await measured()).toBeNull();
    await answered(25, () => 1, { serviceId: SERVICE });
    await answered(6, () => 1, { origin: 'IMPORTED' });
    expect(await measured()).toBeNull();
    await answered(25, () => 1, { origin: 'LIVE' });
    await answered(6, () => -400);
    expect(await measured()).toBeNull();
    await answered(6, () => 1);
    expect(await measured()).toMatchObject({ cases: 25 });
  });

  it('has the promises of its cases that ended, in time and late', async () => {
    await answered(20, () => 1);
    await change(async (manager) => {
      await manager.query(`UPDATE clock SET state = 'CANCELLED'`);
      for (const [n, state] of ['ON_TIME', 'ON_TIME', 'ON_TIME', 'LATE'].entries())
        await manager.update(
          ClockRow,
          { caseId: ids[n]!, commitmentId: 'law.petition' },
          { state: state as 'LATE' },
        );
      // of a case without an answer, and of a referral
      await manager.update(ClockRow, { caseId: ids[22]! }, { state: 'LATE' });
      await manager.update(
        ClockRow,
        { caseId: ids[4]!, commitmentId: 'law.petition' },
        { state: 'LATE', subject: 'REFERRAL' },
      );
    });
    expect(await measured()).toMatchObject({ onTime: 3, late: 1 });
  });

  it('is read once an hour, also when a hundred ask at once; a failure is not kept', async () => {
    let asked = 0;
    let isBroken = true;
    const real = story.desk.get(Reader);
    const counting = {
      ask: async (query: never) => {
        asked++;
        if (isBroken) throw new Error('away');
        return real.ask(query);
      },
    } as unknown as Reader;
    await answered(20, () => 1);
    const one = figures(counting);
    await expect(one.of(service())).rejects.toThrow('away');
    isBroken = false;
    await Promise.all(Array.from({ length: 100 }, () => one.of(service())));
    expect(asked).toBe(2);
    story.desk.time.forward(hours(1) - 1);
    await one.of(service());
    expect(asked).toBe(2);
    story.desk.time.forward(1);
    await one.of(service());
    expect(asked).toBe(3);
  });
});
