import {
  type ActName,
  Audit,
  CalendarDays,
  CaseActs,
  ClockRow,
  Corrections,
  EarlierDates,
  EVENT_TYPES,
  type EventType,
  HistoryEvent,
  Recount,
} from '@app/cases';
import { Catalogue, CatalogueStore, loadConfig } from '@app/catalogue';
import { Intake } from '@app/intake';
import { ProgressLookup } from '@app/lookups';
import { type StaffActor, SYSTEM } from '@app/people';
import { days, minutes, Reader, UnitOfWork } from '@app/platform';
import { Timer, TimerRunner } from '@app/sla/timers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import type { TestDesk } from '../../support/desk.js';
import { Story } from '../../support/story.js';

/** Each test has its own desk, as a declared day applies to every case. */
describe.each(DATABASES)('clocks whose calendar changes on %s', (_name, postgres) => {
  let story: Story;
  let desk: TestDesk;
  let handler: StaffActor;
  let caseNumber: string;
  let lookupCode: string;
  let caseId: string;

  const act = (name: ActName, input: object = {}) =>
    desk.get(CaseActs).perform({ actor: handler, caseNumber, act: name, input });
  const declare = async (day: object) => {
    await desk.get(CalendarDays).declare(SYSTEM, day);
    await pass();
  };
  /** Runs the pass that counts the open cases again, and fires all timers due. */
  const pass = async () => {
    desk.time.forward(minutes(1));
    await desk.get(TimerRunner).sweep();
  };
  const clock = (commitmentId: string) =>
    desk.get(Reader).repository(ClockRow).findOneByOrFail({ caseId, commitmentId });
  const due = async (commitmentId: string) => (await clock(commitmentId)).dueDate;
  const events = async (...types: EventType[]) =>
    (
      await desk
        .get(Reader)
        .repository(HistoryEvent)
        .find({ where: { caseId }, order: { seq: 'ASC' } })
    )
      .filter(({ type }) => types.includes(type))
      .map(({ type, facts }) => [type, facts.commitment ?? facts['moved'] ?? facts.lastDay]);
  const clean = async () => {
    const found = [];
    for await (const violation of desk.get(Audit).violations()) found.push(violation);
    expect(found).toEqual([]);
  };

  /** An application on a Wednesday morning: first step due on Thursday, answer by 2026-10-19 (two months). */
  const apply = async () => {
    const taken = await desk.get(Intake).logCase(handler, {
      ...{ channel: 'WEB', service: 'demo.application', subject: '申請', description: '申請內容' },
      ...{ contact: { name: '王小明', email: 'ming@example.tw' }, district: '南投縣中寮鄉' },
    });
    ({ caseNumber, id: caseId } = taken.file);
    ({ lookupCode } = taken);
    await pass();
  };

  beforeEach(async () => {
    story = await Story.begin({ postgres, env: { DEMO: 'true' } });
    ({ desk } = story);
    const config = loadConfig('config', { events: EVENT_TYPES });
    const organisations = config.organisations.map((one) =>
      one.id === 'demo' ? { ...one, region: '臺中市' } : one,
    );
    await desk.get(CatalogueStore).store({ ...config, organisations });
    await desk.get(Catalogue).refresh();
    await desk.get(Recount).look();
    handler = await story.staff('demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT']);
    await apply();
  }, 60_000);
  afterEach(() => story.close());

  it('are counted again by one pass, however many workers see the new calendar at once', async () => {
    for (const change of ['DELETE FROM installation', `UPDATE installation SET value = 'older'`]) {
      await desk.get(UnitOfWork).run((manager) => manager.query(`${change} WHERE key = 'counted-by'`));
      const began = await Promise.all(Array.from({ length: 10 }, () => desk.get(Recount).look()));
      expect(began.filter(Boolean)).toHaveLength(1);
    }
  });

  it('a closure of a county moves its agency’s dates, recorded in history and explanation', async () => {
    expect(await due('house.first-step')).toBe('2026-08-20');
    await declare({ date: '2026-08-20', kind: 'CLOSURE', remark: '颱風停止上班', region: '臺中市' });
    const row = await clock('house.first-step');
    expect([row.dueDate, row.generation]).toEqual(['2026-08-21', 2]);
    const moved = { commitment: 'house.first-step', before: '2026-08-20', after: '2026-08-21' };
    expect(await events('RECOUNTED')).toEqual([['RECOUNTED', [moved]]]);
    const live = await desk.get(Reader).repository(Timer).findBy({ subjectId: row.id, state: 'ARMED' });
    expect(live.map(({ generation }) => generation)).toEqual([2]);
    const { clocks } = await desk.get(ProgressLookup).find({ caseNumber, lookupCode, address: '192.0.2.1' });
    const shown = clocks.find(({ entry }) => entry.id === 'house.first-step')!;
    expect(shown.changed).toMatchObject({ kind: 'RECOUNTED', before: '2026-08-20', after: '2026-08-21' });
    expect(shown.days).toContainEqual({
      ...{ date: '2026-08-20', counted: false, why: 'CLOSURE', remark: '颱風停止上班' },
    });
    await clean();
  });

  it('another county’s closure, or another agency’s day off, changes nothing', async () => {
    await declare({ date: '2026-08-20', kind: 'CLOSURE', remark: '颱風停止上班', region: '花蓮縣' });
    await declare({ date: '2026-08-20', kind: 'DAY_OFF', remark: '局慶', organisation: 'bsmi' });
    expect(await due('house.first-step')).toBe('2026-08-20');
    await desk
      .get(CalendarDays)
      .withdraw(SYSTEM, { date: '2026-08-20', organisation: 'bsmi', region: undefined });
    await pass();
    expect(await due('house.first-step')).toBe('2026-08-20');
    expect(await events('RECOUNTED')).toEqual([]);
  });

  it('a date that would become earlier waits for the consent of those who may give it', async () => {
    const head = await story.staff('demo.head-office', ['UNIT_HEAD', 'CONTROL_OFFICER']);
    await declare({ date: '2026-08-20', kind: 'CLOSURE', remark: '颱風停止上班', region: '臺中市' });
    await apply(); // promised while the closure stood
    expect(await due('house.first-step')).toBe('2026-08-21');
    await desk.get(CalendarDays).withdraw(SYSTEM, { date: '2026-08-20', region: '臺中市' });
    await pass();
    expect(await due('house.first-step')).toBe('2026-08-21');
    const stranger = await story.staff('sme.planning', ['CONTROL_OFFICER']);
    expect(await desk.get(EarlierDates).list(stranger)).toEqual([]);
    const waiting = (await desk.get(EarlierDates).list(head)).filter((one) => one.caseId === caseId);
    expect(waiting).toMatchObject([
      { commitmentId: 'house.first-step', promised: '2026-08-21', earlier: '2026-08-20' },
    ]);
    await act('note', { text: '先記一筆' }); // other events do not change a promised date
    expect(await due('house.first-step')).toBe('2026-08-21');
    const { clockId } = waiting[0]!;
    await expect(desk.get(EarlierDates).accept(stranger, clockId)).rejects.toMatchObject({
      kind: 'NOT_FOUND',
    });
    await desk.get(EarlierDates).accept(head, clockId);
    expect(await due('house.first-step')).toBe('2026-08-20');
    expect((await desk.get(EarlierDates).list(head)).map((one) => one.clockId)).not.toContain(clockId);
    expect(await events('EARLIER_DATE_ACCEPTED')).toEqual([['EARLIER_DATE_ACCEPTED', 'house.first-step']]);
    await clean();
  });

  it('an ended clock stays as judged, also on the page', async () => {
    desk.time.forward(days(2)); // Friday: Thursday is over
    await desk.get(TimerRunner).sweep();
    await act('assign', { unit: 'demo.guidance' });
    expect((await clock('house.first-step')).state).toBe('LATE');
    await declare({ date: '2026-08-20', kind: 'CLOSURE', remark: '補公告', region: '臺中市' });
    const row = await clock('house.first-step');
    expect([row.state, row.dueDate]).toEqual(['LATE', '2026-08-20']);
    const { clocks } = await desk.get(ProgressLookup).find({ caseNumber, lookupCode, address: '192.0.2.1' });
    expect(clocks.find(({ entry }) => entry.id === 'house.first-step')!.clock).toMatchObject({
      ...{ state: 'LATE', dueDate: '2026-08-20' },
    });
    await desk.get(CalendarDays).withdraw(SYSTEM, { date: '2026-08-20', region: '臺中市' });
    await pass();
    await clean();
  });

  it('a promise breaks once, however its clock moves afterwards', async () => {
    desk.time.forward(days(2)); // Friday
    for (let n = 0; n < 5; n++) await desk.get(TimerRunner).sweep();
    const said = await events('OVERDUE', 'CHASED');
    expect(said.filter(([type]) => type === 'OVERDUE')).toEqual([['OVERDUE', 'house.first-step']]);
    await act('accept').catch(() => undefined);
    await declare({ date: '2026-08-20', kind: 'CLOSURE', remark: '補公告', region: '臺中市' });
    await desk.get(CalendarDays).withdraw(SYSTEM, { date: '2026-08-20', region: '臺中市' });
    await pass();
    for (let n = 0; n < 5; n++) await desk.get(TimerRunner).sweep();
    expect(await events('OVERDUE')).toEqual([['OVERDUE', 'house.first-step']]);
    await clean();
  });

  it('reassigned, corrected and extended while overdue: still one breach', async () => {
    await act('assign', { unit: 'demo.guidance' });
    desk.time.forward(days(90)); // past 2026-10-19
    for (let n = 0; n < 8; n++) await desk.get(TimerRunner).sweep();
    const before = await events('OVERDUE', 'CHASED');
    expect(before.filter(([type]) => type === 'OVERDUE')).toEqual([['OVERDUE', 'law.application']]);
    await act('assign', { unit: 'demo.city-services' });
    handler = { ...handler, unitId: 'demo.city-services' };
    await act('request-correction', { what: '缺身分證明', lastDay: '2026-11-27' });
    await act('receive-correction');
    for (let n = 0; n < 8; n++) await desk.get(TimerRunner).sweep();
    expect(await events('OVERDUE', 'CHASED')).toEqual(before);
    handler = { ...handler, unitId: 'demo.guidance' };
    await clean();
  });

  it('a closure of the citizen’s county moves the last day of a correction, and the pause with it', async () => {
    await act('assign', { unit: 'demo.guidance' });
    const county = { district: '南投縣中寮鄉' };
    expect(desk.get(Corrections).lastDay(county, '2026-08-29')).toBe('2026-08-31'); // a Saturday
    await act('request-correction', { what: '缺身分證明', lastDay: '2026-08-28' });
    expect(await due('law.application')).toBe('2026-10-28');
    await act('note', { text: '已電話說明' });
    const close = (date: string) =>
      declare({ date, kind: 'CLOSURE', remark: '颱風停止上班', region: '南投縣' });
    await close('2026-08-28');
    const postponed = [['CORRECTION_POSTPONED', '2026-08-31']];
    expect(await events('CORRECTION_POSTPONED')).toEqual(postponed);
    await close('2026-08-27');
    expect(await events('CORRECTION_POSTPONED')).toEqual(postponed);
    expect(await due('law.application')).toBe('2026-11-02');
    desk.time.set(Date.parse('2026-08-31T23:59:00+08:00'));
    await desk.get(TimerRunner).sweep();
    expect(await events('CORRECTION_LAPSED')).toEqual([]);
    desk.time.set(Date.parse('2026-09-01T00:00:00+08:00'));
    await desk.get(TimerRunner).sweep();
    expect(await events('CORRECTION_LAPSED')).toHaveLength(1);
    await close('2026-08-31');
    expect(await events('CORRECTION_POSTPONED')).toEqual(postponed);
    await clean();
  });
});
