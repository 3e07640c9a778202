import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { ANYONE } from '@app/people';
import { days, Reader } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { DATABASES } from '../../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { CaseRegister } from '../opening/case-register.js';
import { ClockRow } from '../clocks/clock.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';

describe.each(DATABASES)('clocks whose timers fire late, on %s', (_name, postgres) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ postgres });
    await desk.get(CaseRegister).open(ANYONE, {
      service: desk.get(Catalogue).service('demo.consultation')!,
      petitioner: { name: '林小姐', email: null, phone: null },
      channel: 'WEB',
      subject: '補助問題',
      description: '內容',
      hotline: null,
      district: '西屯區',
      locale: 'zh-TW',
      noticeVersion: '1',
    });
  });
  afterEach(() => desk.close());
  const overdue = () => desk.get(Reader).repository(HistoryEvent).findBy({ type: 'OVERDUE' });
  const clocks = () => desk.get(Reader).repository(ClockRow).findBy({ state: 'RUNNING' });

  it('record each breach once, with how late and when it was due', async () => {
    const due = (await clocks()).map(({ id, dueAt }) => [id, dueAt]);
    desk.time.forward(days(200));
    await desk.get(TimerRunner).sweep();
    const said = (await overdue()).map(({ facts }) => [facts.clockId, facts['trueDueAt']]);
    expect(said.toSorted()).toEqual(due.toSorted());
    for (const { at, facts } of await overdue())
      expect(facts['lateMs']).toBe(at - Number(facts['trueDueAt']));
    expect(await desk.get(TimerRunner).sweep()).toBe(0);
  });

  it('record nothing of that when in time', async () => {
    const [first] = (await clocks()).toSorted((a, b) => a.dueAt! - b.dueAt!);
    desk.time.set(first!.dueAt! - days(1));
    await desk.get(TimerRunner).sweep();
    desk.time.set(first!.dueAt! + 60_000);
    await desk.get(TimerRunner).sweep();
    expect((await overdue()).map(({ facts }) => facts['lateMs'])).toEqual([undefined]);
  });
});
