import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Catalogue, SpecialDays } from '@app/catalogue';
import { ClockRow } from '@app/cases';
import { Notice, NoticeSender } from '@app/notices';
import { Staff, StaffRegister, type StaffActor } from '@app/people';
import { Keyring, Reader, SetTime, UnitOfWork } from '@app/platform';
import { Timer, TimerBook, TimerRunner } from '@app/sla/timers';
import { DATABASES } from '../../../test/support/databases.js';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { Office } from '../../../test/support/office.js';
import { refusal } from '../../../test/support/story.js';
import { ChaseList, MorningDay } from './chase-list.entity.js';
import { Mornings } from './mornings.js';
import { SheetSettings } from './sheet-settings.js';

jest.setTimeout(60_000);

const taipei = (text: string) => Date.parse(`2026-${text}:00+08:00`);
const KIND = 'morning.begins';

/** 19 August 2026 is a Wednesday; Saturday 22 and Sunday 23 are days off. */
describe.each(DATABASES)('the mornings of an organisation, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let office: Office;
  beforeEach(async () => {
    desk = await startDesk({ postgres, time: new SetTime(taipei('08-19T10:00')) });
    office = await new Office(desk).people();
  });
  afterEach(() => desk.close());

  const arm = () => desk.get(Mornings).arm();
  const armed = async (organisation = 'demo') => {
    const where = { kind: KIND, state: 'ARMED', subjectId: organisation } as const;
    return (await desk.get(Reader).repository(Timer).findBy(where)).map(({ dueAt }) => dueAt);
  };
  const sweep = async () => {
    while (await desk.get(TimerRunner).sweep());
  };
  /** A round of a worker at an instant. */
  const round = async (instant: number) => {
    desk.time.set(instant);
    await arm();
    await sweep();
  };
  const sheets = async () =>
    (await desk.get(Reader).repository(Notice).findBy({ kind: 'morning-sheet' })).map((row) => row);
  /** To whom a sheet went on which day: `08-20 head`. */
  const sent = async () => {
    const people = new Map<string, string>();
    for (const login of ['head', 'control', 'agent', 'deputy'])
      people.set(desk.get(Keyring).hash('blind-email', `${login}@agency.test`), login);
    const rows = await sheets();
    return rows
      .map(({ occasion, recipientHash }) => `${occasion.slice(5)} ${people.get(recipientHash) ?? '?'}`)
      .toSorted();
  };
  const days = async () =>
    (await desk.get(Reader).repository(MorningDay).findBy({ organisationId: 'demo' })).map(({ day }) => day);

  it('are armed for the settled hour of the next working day; for that of today while it has not begun', async () => {
    desk.time.set(taipei('08-20T07:00'));
    await arm();
    expect([await armed(), await armed('sme')]).toEqual([[taipei('08-20T08:30')], [taipei('08-20T08:30')]]);
    await round(taipei('08-20T08:30'));
    expect(await armed()).toEqual([taipei('08-21T08:30')]);
    const begun = (await desk.get(Reader).repository(Timer).findBy({ occurrence: '2026-08-20' })).map(
      ({ subjectId }) => subjectId,
    );
    expect([begun.includes('demo.guidance'), begun.includes('demo.finance-team')]).toEqual([true, false]);
    await round(taipei('08-21T08:30'));
    expect(await armed()).toEqual([taipei('08-24T08:30')]);
  });

  it('begin at another hour where the organisation settles one', async () => {
    const { organisation } = desk.get(Catalogue);
    jest
      .spyOn(desk.get(Catalogue), 'organisation')
      .mockImplementation((id) => ({ ...organisation.call(desk.get(Catalogue), id)!, morningAt: '07:45' }));
    desk.time.set(taipei('08-20T07:00'));
    await arm();
    expect(await armed()).toEqual([taipei('08-20T07:45')]);
    jest.restoreAllMocks();
    await arm(); // the hour was changed before it came
    expect(await armed()).toEqual([taipei('08-20T08:30')]);
  });

  it('one mail to each head and control officer on a working day, none on a day off', async () => {
    await round(taipei('08-20T08:29'));
    expect(await sent()).toEqual([]);
    await round(taipei('08-20T08:30'));
    const two = ['08-20 control', '08-20 head'];
    expect(await sent()).toEqual(two);
    await round(taipei('08-21T08:30'));
    for (const day of ['22', '23']) await round(taipei(`08-${day}T12:00`));
    expect(await sent()).toEqual([...two, '08-21 control', '08-21 head']);
  });

  it('once though two processes sweep, a worker starts again at noon, and the day begins twice', async () => {
    desk.time.set(taipei('08-20T08:30'));
    await arm();
    await Promise.all([desk.get(TimerRunner).sweep(), desk.get(TimerRunner).sweep(), arm()]);
    await sweep();
    const twice = await sent();
    expect(twice).toEqual(['08-20 control', '08-20 head']);
    await round(taipei('08-20T12:00'));
    const again = { kind: KIND, caseId: null, subjectId: 'demo', occurrence: '2026-08-20' } as const;
    await desk.get(TimerBook).arm([{ ...again, dueAt: desk.time.now() }]);
    await sweep();
    const sheet = {
      ...again,
      kind: 'morning.sheet',
      subjectId: office.head.id,
      dueAt: desk.time.now(),
    } as const;
    await desk.get(TimerBook).arm([sheet]);
    await sweep();
    expect(await sent()).toEqual(twice);
    expect(await armed()).toEqual([taipei('08-21T08:30')]);
  });

  it('late on the same day after a stop, and not for the days before', async () => {
    await round(taipei('08-19T10:00'));
    const first = await sent();
    // the worker stops on Wednesday and is back on Friday at 15:00
    await round(taipei('08-21T15:00'));
    await arm();
    await sweep();
    expect(await sent()).toEqual([...first, '08-21 control', '08-21 head']);
    expect(await days()).toEqual(['2026-08-19', '2026-08-21']);
  });

  it('a sheet or a list whose timer fires on another day is not made', async () => {
    const late = { caseId: null, occurrence: '2026-08-19', dueAt: taipei('08-19T08:30') };
    desk.time.set(taipei('08-20T00:00'));
    await office.open();
    await desk.get(TimerBook).arm([
      { ...late, kind: 'morning.sheet', subjectId: office.head.id },
      { ...late, kind: 'morning.list', subjectId: office.head.unitId },
    ]);
    await sweep();
    expect(await sent()).toEqual([]);
    expect(await desk.get(Reader).repository(ChaseList).count()).toBe(0);
  });

  it('not on a day that was declared off in the morning, and on the next instead', async () => {
    desk.time.set(taipei('08-19T23:00'));
    await desk
      .get(UnitOfWork)
      .run((manager) =>
        manager.insert(MorningDay, { organisationId: 'demo', day: '2026-08-19', begunAt: 1 }),
      );
    await arm();
    expect(await armed()).toEqual([taipei('08-20T08:30')]);
    const off = { date: '2026-08-20', kind: 'CLOSURE', remark: '颱風', organisation: 'demo' } as const;
    await desk.get(SpecialDays).declare(off);
    await desk.get(Catalogue).refresh();
    await round(taipei('08-20T09:00'));
    expect([await sent(), await armed()]).toEqual([[], [taipei('08-21T08:30')]]);
  });

  it('who does not want it gets none from then on, and can have it again', async () => {
    const settings = desk.get(SheetSettings);
    expect(await settings.own(office.head)).toBe(true);
    await settings.set(office.head, false);
    expect(await settings.own(office.head)).toBe(false);
    await round(taipei('08-20T08:30'));
    expect(await sent()).toEqual(['08-20 control']);
    await settings.set(office.head, true);
    await round(taipei('08-21T08:30'));
    expect(await sent()).toEqual(['08-20 control', '08-21 control', '08-21 head']);
    for (const step of [settings.own(office.agent), settings.set(office.agent, true)])
      expect((await refusal(step)).kind).toBe('NOT_FOUND');
  });

  it('while she is away the deputy who is there gets it, about the same unit; else no one', async () => {
    const deputy = await office.staff('deputy', 'demo.registry', ['CASE_HANDLER']);
    const absent = (who: StaffActor, change: object) => desk.get(StaffRegister).setAbsence(who.id, change);
    await absent(office.head, { awayUntil: '2026-08-21', deputyId: deputy.id });
    await round(taipei('08-20T08:30'));
    expect(await sent()).toEqual(['08-20 control', '08-20 deputy']);
    const [row] = (await sheets()).filter(({ facts }) => facts.unit !== undefined);
    expect([row!.subject, row!.subjectId, row!.facts.unit]).toEqual([
      ...['STAFF', office.head.id, office.head.unitId],
    ]);
    expect(row!.facts.sheetUrl).toBe(false); // the sheet itself is not open to her deputy
    await absent(deputy, { awayUntil: '2026-08-21' });
    await round(taipei('08-21T08:30'));
    expect(await sent()).toEqual(['08-20 control', '08-20 deputy', '08-21 control']);
  });

  it('has the numbers of the page, case numbers and days left, and no name and no subject', async () => {
    const file = await office.open();
    const late = await office.open();
    await desk.get(UnitOfWork).run(async (manager) => {
      const dueAt = taipei('08-19T24:00');
      await manager.update(
        ClockRow,
        { caseId: late.id },
        { dueAt, dueDate: '2026-08-19', standing: 'OVERDUE' },
      );
      await manager.delete(Timer, { caseId: late.id });
    });
    await round(taipei('08-20T08:30'));
    await desk.get(NoticeSender).sweep();
    const mails = (await office.outbox('morning-sheet')).filter((text) => text.includes('head@'));
    expect(mails).toHaveLength(1);
    const text = mails[0]!;
    for (const words of [late.caseNumber, file.caseNumber, '115年8月20日晨會單', '示範服務中心', '已逾期'])
      expect(text).toContain(words);
    for (const words of ['/desk/board/sheet', '/desk/chase-lists?on=2026-08-20', '/desk/mails'])
      expect(text).toContain(words);
    for (const secret of ['林小姐', '補助問題', 'agent ', '內容不外傳']) expect(text).not.toContain(secret);
  });

  it('is not for who left, is not head any more, or has no address', async () => {
    const { id } = office.head;
    const change = (to: Partial<Staff>) =>
      desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id }, to));
    await change({ active: false });
    await round(taipei('08-20T08:30'));
    await change({ active: true, roles: ['CASE_HANDLER'] });
    await round(taipei('08-21T08:30'));
    await change({ roles: ['UNIT_HEAD'], email: null });
    await round(taipei('08-24T08:30'));
    expect(await sent()).toEqual(['08-20 control', '08-21 control', '08-24 control']);
    const other = { kind: 'morning.sheet', caseId: null, subjectId: office.agent.id } as const;
    await desk.get(TimerBook).arm([{ ...other, occurrence: '2026-08-24', dueAt: desk.time.now() }]);
    await sweep();
    expect((await sent()).filter((line) => line.endsWith('agent'))).toEqual([]);
    await change({ email: 'head@agency.test' });
    await round(taipei('08-25T08:30'));
    expect(await sent()).toContain('08-25 head');
  });
});
