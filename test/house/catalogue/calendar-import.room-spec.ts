import { Audit, ClockRow, EVENT_TYPES, Recount } from '@app/cases';
import { CalendarImport, Catalogue, CatalogueStore, loadConfig, SpecialDays } from '@app/catalogue';
import { Intake } from '@app/intake';
import { minutes, Reader } from '@app/platform';
import { TimerRunner } from '@app/sla/timers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { DATABASES } from '../../support/databases.js';
import { startDesk, type TestDesk } from '../../support/desk.js';
import { toBig5 } from '../../support/import-files.js';

const SHIPPED = 'config/calendars/2026.csv';

describe.each(DATABASES)('an imported calendar year, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let shipped: string;
  const withDay = (day: string, code: 0 | 2) =>
    shipped.replace(new RegExp(`^(${day},.),[02],[^\\r\\n]*`, 'm'), `$1,${code},臨時公告`);
  const importIt = (text: string) => desk.get(CalendarImport).run(Buffer.from(text), '2026.csv');
  const isWorking = (date: string) => desk.get(Catalogue).calendarOf('sme').isWorking(date);
  /** What `prepare` does at every start; `file`: new content of config/'s 2026. */
  const prepare = async (file?: string) => {
    const config = loadConfig('config', { events: EVENT_TYPES });
    const calendars = new Map(config.calendars);
    if (file !== undefined) calendars.set(2026, Buffer.from(file));
    await desk.get(CatalogueStore).store({ ...config, calendars });
    await desk.get(Catalogue).refresh();
  };

  beforeEach(async () => {
    desk = await startDesk({ postgres, env: { DEMO: 'true' } });
    shipped = await readFile(SHIPPED, 'utf8');
  });
  afterEach(() => desk.close());

  it('reports which days changed, and moves running clocks', async () => {
    await desk.get(Intake).report(
      {
        ...{ service: 'demo.feedback-mailbox', subject: '路燈', description: '不亮' },
        contact: { name: '王小明', email: 'ming@example.tw' },
      },
      { address: '192.0.2.1' },
    );
    const due = async () =>
      (await desk.get(Reader).repository(ClockRow).findOneByOrFail({ commitmentId: 'house.first-step' }))
        .dueDate;
    expect(await due()).toBe('2026-08-20');
    expect(await importIt(withDay('20260820', 2))).toMatchObject({
      ...{ year: 2026, added: false, becameOff: ['2026-08-20'], becameWorking: [] },
    });
    expect(await desk.get(Recount).look()).toBe(true);
    desk.time.forward(minutes(1));
    await desk.get(TimerRunner).sweep();
    expect(await desk.get(Recount).look()).toBe(false);
    expect(await due()).toBe('2026-08-21');
    const found = [];
    for await (const violation of desk.get(Audit).violations()) found.push(violation);
    expect(found).toEqual([]);
  });

  /** Whether the calendar in force can be found again by the version that clocks name. */
  const isKept = async () => {
    const id = desk.get(Catalogue).calendarOf('sme').version;
    const sql = `SELECT id FROM catalogue_entry WHERE kind = 'working-calendar' AND id = $1`;
    return (await desk.get(Reader).rows(sql, [id])).length === 1;
  };

  it('is kept under the version that clocks name, as is each calendar with days declared and withdrawn', async () => {
    expect(await isKept()).toBe(true);
    await importIt(withDay('20260820', 2));
    expect(await isKept()).toBe(true);
    const days = desk.get(SpecialDays);
    const kept = [];
    for (const date of ['2026-09-01', '2026-09-02']) {
      await days.declare({ date, kind: 'CLOSURE', remark: '颱風' });
      await desk.get(Catalogue).refresh();
      kept.push(await isKept());
    }
    // what is left is a calendar that there never was
    await days.withdraw({ date: '2026-09-01' });
    await desk.get(Catalogue).refresh();
    expect([...kept, await isKept()]).toEqual([true, true, true]);
  });

  it('stays in force after the next start', async () => {
    await importIt(withDay('20260820', 2));
    await prepare();
    expect(isWorking('2026-08-20')).toBe(false);
  });

  it('is replaced by the next import, also after another start', async () => {
    await importIt(withDay('20260820', 2));
    expect(await importIt(withDay('20260821', 2))).toMatchObject({
      becameOff: ['2026-08-21'],
      becameWorking: ['2026-08-20'],
    });
    await prepare();
    expect([isWorking('2026-08-20'), isWorking('2026-08-21')]).toEqual([true, false]);
  });

  it('is replaced when the file in config/calendars changes', async () => {
    await importIt(withDay('20260821', 2));
    const newer = withDay('20260824', 2);
    await prepare(newer);
    expect([isWorking('2026-08-21'), isWorking('2026-08-24')]).toEqual([true, false]);
    await prepare(newer);
    expect(isWorking('2026-08-24')).toBe(false);
  });

  it('can restore an earlier version', async () => {
    await importIt(withDay('20260824', 2));
    expect(isWorking('2026-08-24')).toBe(false);
    await importIt(shipped);
    expect(isWorking('2026-08-24')).toBe(true);
    await importIt(withDay('20260824', 2));
    expect(isWorking('2026-08-24')).toBe(false);
  });

  it.each([
    ['half a year', (text: string) => text.split('\n').slice(0, 100).join('\n'), /2026-04-10 is missing/],
    ['another header', (text: string) => text.replace('備註', '說明'), /the header must be/],
    [
      'a wrong code',
      (text: string) => text.replace('20260102,五,0', '20260102,五,1'),
      /2026\.csv:3 the code/,
    ],
  ])('refuses %s and changes nothing', async (_what, harm, words) => {
    await importIt(withDay('20260824', 2));
    await expect(importIt(harm(shipped))).rejects.toThrow(words);
    expect(isWorking('2026-08-24')).toBe(false);
  });

  it('refuses a year that would leave a gap', async () => {
    const far = shipped.replace(/^2026(\d{4}),./gm, (_, day: string) => {
      const date = `2032-${day.slice(0, 2)}-${day.slice(2)}`;
      return `2032${day},${'日一二三四五六'[new Date(date).getUTCDay()]}`;
    });
    const leap = far.replace(/^(20320228,.*)$/m, '$1\n20320229,日,2,');
    await expect(importIt(leap)).rejects.toThrow(/the year 2028 is missing/);
  });

  it('can be the following year, also in Big5', async () => {
    const next = shipped.replace(/^2026(\d{2})(\d{2}),.,/gm, (_, month: string, date: string) => {
      const weekday = '日一二三四五六'[new Date(`2028-${month}-${date}`).getUTCDay()];
      return `2028${month}${date},${weekday},`;
    });
    const leap = next.replace(/^(20280228,.*)$/m, '$1\n20280229,二,0,');
    expect(await desk.get(CalendarImport).run(toBig5(leap.replace(/^\uFEFF/, '')), '2028.csv')).toMatchObject(
      { added: true },
    );
    expect(desk.get(Catalogue).calendarEnds()).toBe('2028-12-31');
  });
});
