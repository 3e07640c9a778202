import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseFile, ClockRow } from '@app/cases';
import { Reader, SetTime, UnitOfWork } from '@app/platform';
import { Timer, TimerBook, TimerRunner } from '@app/sla/timers';
import { startDesk, type TestDesk } from '../../../../test/support/desk.js';
import { messagesAbout } from '../../../../test/support/messages.js';
import { DATABASES } from '../../../../test/support/web.js';
import { HolidayMail, Notice } from '../index.js';
import { Office } from '../../../../test/support/office.js';

jest.setTimeout(60_000);

const taipei = (text: string) => Date.parse(`2026-${text}:00+08:00`);
const KIND = 'notice.before-holiday';

/** Lunar New Year 2026: off from Saturday 14 to Sunday 22 February; the next long break is from 27 February. */
describe.each(DATABASES)('the list before a holiday, at its edges, on %s', (_name, postgres) => {
  let office: Office;
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ postgres, time: new SetTime(taipei('02-05T10:00')) });
    office = await new Office(desk).people();
  }, 60_000);
  afterEach(() => desk.close());

  const arm = () => desk.get(HolidayMail).arm();
  const armed = async () => {
    const where = { kind: KIND, state: 'ARMED', subjectId: 'demo' } as const;
    return (await desk.get(Reader).repository(Timer).findBy(where)).map(({ dueAt }) => dueAt);
  };
  const armedAt = async (instant: number) => {
    desk.time.set(instant);
    await arm();
    return armed();
  };
  async function due(date: string, change: Partial<ClockRow> = {}): Promise<CaseFile> {
    const file = await office.open({ email: 'lin@example.test' });
    const dueAt = Date.parse(`${date}T24:00:00+08:00`);
    const where = { caseId: file.id, commitmentId: 'law.petition' };
    await desk.get(UnitOfWork).run(async (manager) => {
      await manager.update(ClockRow, where, { dueDate: date, dueAt, ...change });
      await manager.delete(Timer, { caseId: file.id });
    });
    return file;
  }
  const strike = () => desk.get(TimerRunner).sweep();
  const DEMO = { kind: 'ORGANISATION', id: 'demo' } as const;
  /** Who is told of a case in a list of its organisation. */
  const listed = async ({ caseNumber }: CaseFile) =>
    (await messagesAbout(desk, DEMO)).filter(([, cases]) => cases.includes(caseNumber)).map(([line]) => line);
  const BOTH = ['before-holiday EMAIL control', 'before-holiday EMAIL head'];

  it('is armed for today until nine o’clock, and for the next break from then on', async () => {
    expect(await armedAt(taipei('02-13T08:59') + 59_999)).toEqual([taipei('02-13T09:00')]);
    const other = await startDesk({ postgres, time: new SetTime(taipei('02-13T09:00')) });
    try {
      await other.get(HolidayMail).arm();
      const where = { kind: KIND, state: 'ARMED', subjectId: 'demo' } as const;
      const [timer] = await other.get(Reader).repository(Timer).findBy(where);
      expect(timer!.dueAt).toBe(taipei('02-26T09:00'));
    } finally {
      await other.close();
    }
  });

  it('one that is due is left to fire, not armed for the next', async () => {
    await arm();
    expect(await armedAt(taipei('02-13T09:00'))).toEqual([taipei('02-13T09:00')]);
    expect(await armedAt(taipei('02-20T09:00'))).toEqual([taipei('02-13T09:00')]);
  });

  it('moves with the calendar: what stands elsewhere is replaced', async () => {
    await arm();
    await desk
      .get(UnitOfWork)
      .run((manager) =>
        manager.update(Timer, { kind: KIND, subjectId: 'demo' }, { dueAt: taipei('02-12T09:00') }),
      );
    await arm();
    expect(await armed()).toEqual([taipei('02-13T09:00')]);
    const all = await desk.get(Reader).repository(Timer).findBy({ kind: KIND, subjectId: 'demo' });
    expect(all.map(({ state, generation }) => [state, generation]).toSorted()).toEqual([
      ['ARMED', 2],
      ['CANCELLED', 1],
    ]);
  });

  it('for a day that is no longer the last before a holiday it says nothing, and arms the next', async () => {
    const file = await due('2026-02-18');
    const wrong = { kind: KIND, caseId: null, subjectId: 'demo', occurrence: '2026-02-12' } as const;
    await desk.get(TimerBook).arm([{ ...wrong, dueAt: desk.time.now() }]);
    await strike();
    expect([await listed(file), await armed()]).toEqual([[], [taipei('02-13T09:00')]]);
  });

  it('late it is sent until midnight of the first day back, and not from then on', async () => {
    await arm();
    const file = await due('2026-02-23');
    desk.time.set(taipei('02-22T23:59') + 59_999);
    await strike();
    expect(await listed(file)).toEqual(BOTH);
  });

  it('names what falls due from the first day off to the first day back, of the own agency alone', async () => {
    await arm();
    const days = ['2026-02-13', '2026-02-14', '2026-02-22', '2026-02-23', '2026-02-24'];
    const files = await Promise.all(days.map((day) => due(day)));
    const foreign = await due('2026-02-18', { organisationId: 'elsewhere' });
    desk.time.set(taipei('02-13T09:00'));
    await strike();
    const named = await Promise.all(files.map(listed));
    expect(named).toEqual([[], BOTH, BOTH, BOTH, []]);
    expect(await listed(foreign)).toEqual([]);
  });

  it('says each once, though it fires again; the next holiday is another occasion', async () => {
    await arm();
    const file = await due('2026-02-18');
    desk.time.set(taipei('02-13T09:00'));
    await strike();
    const again = { kind: KIND, caseId: null, subjectId: 'demo', dueAt: desk.time.now() } as const;
    await desk.get(TimerBook).arm([{ ...again, occurrence: '2026-02-13' }]);
    await strike();
    expect(await listed(file)).toEqual(BOTH);
    const rows = await desk.get(Reader).repository(Notice).findBy({ kind: 'before-holiday' });
    expect(rows).toHaveLength(BOTH.length);
    for (const row of rows) {
      expect(row).toMatchObject({ subject: 'ORGANISATION', subjectId: 'demo', caseId: null });
      expect([row.occasion, row.nextAttemptAt]).toEqual(['2026-02-13', row.createdAt]);
      expect(row.facts).toEqual({
        ...{ organisation: 'demo', offFrom: '2026-02-14', offTo: '2026-02-22', backOn: '2026-02-23' },
        ...{ count: 1, items: [expect.objectContaining({ dueDate: '2026-02-18', acting: file.unitId })] },
      });
    }
  });

  it('leaves out an erased case', async () => {
    await arm();
    const file = await due('2026-02-18');
    await desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, { erasedAt: 1 }));
    desk.time.set(taipei('02-13T09:00'));
    await strike();
    expect(await listed(file)).toEqual([]);
  });
});
