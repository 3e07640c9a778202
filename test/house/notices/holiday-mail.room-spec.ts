import { CaseFile, ClockRow } from '@app/cases';
import { HolidayLists } from '@app/lookups';
import { HolidayMail, NoticeSender } from '@app/notices';
import { minutes, Reader, SetTime, UnitOfWork } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';
import { Office } from '../../support/office.js';

jest.setTimeout(30_000);

const taipei = (text: string) => Date.parse(`2026-${text}:00+08:00`);
const LIST = 'before-holiday';

/** Lunar New Year 2026: off from Saturday 14 to Sunday 22 February. */
describe.each(DATABASES)('before a long holiday, on %s', (_name, postgres) => {
  let office: Office;
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ postgres, time: new SetTime(taipei('02-05T10:00')) });
    office = await new Office(desk).people();
    await desk.get(HolidayMail).arm();
  });
  afterEach(() => desk.close());

  const live = async (organisation = 'demo') => {
    const where = { kind: 'notice.before-holiday', state: 'ARMED', subjectId: organisation } as const;
    return (await desk.get(Reader).repository(Timer).findBy(where)).map(({ dueAt }) => dueAt);
  };
  /** A case with a promise that falls due on a day. */
  async function due(date: string, change: Partial<ClockRow> = {}): Promise<CaseFile> {
    const file = await office.open({ email: 'lin@example.test' });
    const dueAt = Date.parse(`${date}T24:00:00+08:00`);
    const where = { caseId: file.id, commitmentId: 'law.petition' };
    await desk.get(UnitOfWork).run(async (manager) => {
      await manager.update(ClockRow, where, { dueDate: date, dueAt, ...change });
      await manager.delete(Timer, { caseId: file.id }); // no other timers, so that its clocks are not counted again
    });
    return file;
  }
  const strike = async () => {
    while (await desk.get(TimerRunner).sweep());
    desk.time.forward(minutes(3));
    await desk.get(NoticeSender).sweep();
  };
  const lists = async () =>
    (await Promise.all(['holiday-digest', LIST].map((kind) => office.outbox(kind).catch(() => []))))
      .flat()
      .map((text) => [/^To: (.*)@/m.exec(text)![1]!, text] as const)
      .toSorted(([a], [b]) => a.localeCompare(b));

  it('09:00 of the last working day: heads for their units, control officers for all, one mail each', async () => {
    expect(await live()).toEqual([taipei('02-13T09:00')]);
    const [within, back] = [await due('2026-02-18'), await due('2026-02-23')];
    const elsewhere = await due('2026-02-23', { unitId: 'demo.finance-team' });
    const others = [await due('2026-02-13'), await due('2026-02-24')];
    desk.time.set(taipei('02-13T08:59'));
    await strike();
    expect(await lists()).toEqual([]);
    desk.time.set(taipei('02-13T09:00'));
    await strike();
    const sent = await lists();
    expect(sent.map(([to]) => to)).toEqual(['control', 'head']);
    for (const [, text] of sent) {
      expect(text).toContain('收假首日以前到期 3 項');
      expect(text).toContain('115年2月14日至115年2月22日連續放假');
      expect(text).toContain(
        `${within.caseNumber}　人民陳情案件最長 30 個工作日（115年2月18日）\n承辦：示範服務中心`,
      );
      expect(text).toMatch(new RegExp(`${elsewhere.caseNumber}　.*\n承辦：示範融資輔導團隊`));
      expect(text.indexOf(within.caseNumber)).toBeLessThan(text.indexOf(back.caseNumber));
      for (const { caseNumber } of others) expect(text).not.toContain(caseNumber);
    }
    expect(await live()).toEqual([taipei('02-26T09:00')]);
  });

  it('the handler is named; a single promise has its own text', async () => {
    const file = await due('2026-02-23');
    await desk
      .get(UnitOfWork)
      .run((manager) => manager.update(CaseFile, { id: file.id }, { handlerId: office.agent.id }));
    desk.time.set(taipei('02-13T09:00'));
    await strike();
    const [[, text]] = (await lists()) as [readonly [string, string]];
    expect(text).toContain(`收假前後到期案件（${file.caseNumber}）`);
    expect(text).toContain('承辦：示範服務中心 agent');
  });

  it('nothing due: no mail, and the next is armed', async () => {
    desk.time.set(taipei('02-13T09:00'));
    await strike();
    expect(await lists()).toEqual([]);
    expect(await live()).toEqual([taipei('02-26T09:00')]);
  });

  it('lists fifty promises once each, nearest first, and the number of further ones', async () => {
    for (let n = 0; n < 53; n++) await due(n < 50 ? '2026-02-18' : '2026-02-23');
    desk.time.set(taipei('02-13T09:00'));
    await strike();
    for (const [, text] of await lists()) {
      const named = text.match(/DEMO-\d+-\d{5}-\d(?=　)/g)!;
      expect([named.length, new Set(named).size]).toEqual([50, 50]);
      expect(text).toContain('收假首日以前到期 53 項');
      expect(text).toContain('另有 3 項未列出');
      expect(text).not.toContain('115年2月23日）\n承辦');
    }
    expect(await live()).toEqual([taipei('02-26T09:00')]);
  });

  it('is sent late, until the first day back', async () => {
    await due('2026-02-23');
    desk.time.set(taipei('02-21T10:00'));
    await strike();
    expect(await lists()).toHaveLength(2);
  });

  it('is not sent after the holiday', async () => {
    await due('2026-02-23');
    desk.time.set(taipei('02-23T00:00'));
    await strike();
    expect(await lists()).toEqual([]);
  });

  it('arming again changes nothing; each organisation has its own', async () => {
    const count = () => desk.get(Reader).repository(Timer).countBy({ kind: 'notice.before-holiday' });
    const before = await count();
    expect(before).toBe(6);
    await desk.get(HolidayMail).arm();
    expect(await count()).toBe(before);
    expect(await live('sme')).toEqual([taipei('02-13T09:00')]);
  });

  describe('on the board', () => {
    const show = (actor = office.head) => desk.get(HolidayLists).show(actor);

    it('lists who must act, and is near from three working days before', async () => {
      const file = await due('2026-02-23');
      expect(await show()).toMatchObject({
        ...{ lastWorkingDay: '2026-02-13', offFrom: '2026-02-14', offTo: '2026-02-22', backOn: '2026-02-23' },
        ...{
          near: false,
          due: [{ caseNumber: file.caseNumber, unitId: file.unitId, dueDate: '2026-02-23' }],
        },
      });
      expect(await desk.get(HolidayLists).ifNear(office.head)).toBeNull();
      desk.time.set(taipei('02-10T08:00'));
      expect(await desk.get(HolidayLists).ifNear(office.head)).toMatchObject({ near: true });
    });

    it('is of the own units, or of the organisation, and hidden from others', async () => {
      const [own, other] = [await due('2026-02-23'), await due('2026-02-23', { unitId: 'demo.guidance' })];
      const numbers = async (actor: typeof office.head) =>
        (await show(actor))!.due.map(({ caseNumber }) => caseNumber).toSorted();
      expect(await numbers(office.head)).toEqual([own.caseNumber]);
      const control = { ...office.head, roles: ['CONTROL_OFFICER' as const] };
      expect(await numbers(control)).toEqual([own.caseNumber, other.caseNumber].toSorted());
      expect(await numbers({ ...control, organisationId: 'sme', unitId: 'sme.planning' })).toEqual([]);
      await expect(show(office.partner)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    });
  });
});
