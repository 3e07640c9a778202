import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Catalogue } from '@app/catalogue';
import { Command } from 'commander';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { addClock } from './commands/clock.js';

describe('bin/desk clock due', () => {
  let desk: TestDesk;
  const before = { ...process.env };
  const said = jest.spyOn(console, 'log').mockReturnValue();

  beforeAll(async () => {
    desk = await startDesk();
    process.env['DATA_DIR'] = desk.settings.DATA_DIR;
  }, 60_000);
  afterAll(async () => {
    process.env = before;
    said.mockRestore();
    await desk.close();
  });

  const due = async (...typed: string[]): Promise<string> => {
    const program = new Command().exitOverride();
    addClock(program);
    said.mockClear();
    await program.parseAsync(['node', 'desk', 'clock', 'due', '--commitment', 'law.petition', ...typed]);
    return String(said.mock.calls[0]![0]);
  };
  const json = async (...typed: string[]) => JSON.parse(await due('--json', ...typed));

  it('prints codes with --json', async () => {
    const answer = await json('--from', '2026-04-07T10:00');
    expect(answer).toMatchObject({
      commitment: 'law.petition',
      dueAt: '2026-05-21T00:00:00+08:00',
      dueDate: '2026-05-20',
      days: expect.arrayContaining([{ date: '2026-04-07', counted: false, why: 'RECEIPT_DAY' }]),
    });
    expect(answer).not.toHaveProperty('usedDays');
  });

  it('prints text in the language of people, and codes only with --json', async () => {
    const asked = [
      '--from',
      '2026-04-01T10:00',
      '--pause',
      '2026-04-08/2026-04-10',
      '--answered',
      '2026-04-13',
    ];
    const zh = await due(...asked);
    const lines = zh.split('\n');
    expect(lines[0]).toContain('law.petition：期限 2026-05-20');
    expect(lines.slice(1, 5)).toEqual([
      '最近一次變動：2026-04-10，恢復計算',
      '依限完成，使用日數 4 日',
      '  2026-04-01  ·  起算當日不計',
      '  2026-04-02  ✓  工作日',
    ]);
    expect(zh).toContain('  2026-04-09  ·  暫停計算');
    expect(zh).not.toMatch(/[A-Z]{3,}_?/);
    const en = await due(...asked, '--lang', 'en');
    expect(en).toContain('Last changed on 2026-04-10: the count went on\nKept, days used: 4\n');
    expect(en).toContain('  2026-04-01  ·  day it started, not counted\n');
    const { days, changed } = await json(...asked);
    expect(days[0]).toEqual({ date: '2026-04-01', counted: false, why: 'RECEIPT_DAY' });
    expect(changed).toEqual({ kind: 'RESUMED', at: '2026-04-10T00:00:00+08:00' });
  });

  it('prints the dates before and after an extension', async () => {
    const asked = ['--from', '2026-04-07T10:00', '--extend', '1wd'];
    expect((await due(...asked)).split('\n')[1]).toBe(
      '最近一次變動：展延，期限由 2026-05-20 改為 2026-05-21',
    );
    expect((await json(...asked)).changed).toMatchObject({
      ...{ kind: 'EXTENDED', before: '2026-05-20', after: '2026-05-21' },
    });
    expect((await json('--from', '2026-04-07T10:00')).changed).toBeNull();
  });

  it('prints the days used with --answered, given as date or instant', async () => {
    const from = ['--from', '2026-05-04T10:00'];
    expect(await json(...from, '--answered', '2026-05-04')).toMatchObject({
      state: 'ON_TIME',
      usedDays: 0.5,
    });
    expect(await json(...from, '--answered', '2026-05-06T09:00')).toMatchObject({ usedDays: 2 });
    expect(await json(...from, '--answered', '2026-06-30')).toMatchObject({ state: 'LATE' });
  });

  it('counts the closures of the county that is named, and else of that of the organisation', async () => {
    const catalogue = desk.get(Catalogue).constructor.prototype as Catalogue;
    const demo = { ...desk.get(Catalogue).organisation('demo')!, region: '臺中市' };
    const region = jest.spyOn(catalogue, 'calendarIn');
    const organisation = jest.spyOn(catalogue, 'organisation').mockReturnValue(demo);
    await due('--from', '2026-05-04T10:00', '--organisation', 'demo', '--region', '花蓮縣');
    expect(region).toHaveBeenLastCalledWith('demo', '花蓮縣');
    await due('--from', '2026-05-04T10:00', '--organisation', 'demo');
    expect(region).toHaveBeenLastCalledWith('demo', '臺中市');
    region.mockRestore();
    organisation.mockRestore();
    await expect(due('--from', '2026-05-04T10:00', '--region', '臺北')).rejects.toThrow('there is no county');
  });

  it('refuses an organisation that the promise does not bind, and one that is none', async () => {
    const of = (organisation: string) =>
      due(
        '--commitment',
        'ida.dissatisfied-followup',
        '--from',
        '2026-05-04',
        '--organisation',
        organisation,
      );
    await expect(of('sme')).rejects.toThrow('ida.dissatisfied-followup does not apply to sme');
    await expect(of('none')).rejects.toThrow('there is no organisation none');
    expect(await of('ida')).toContain('2026-05-11');
  });

  it('refuses an answer before the start, and an invalid date', async () => {
    const from = ['--from', '2026-05-04T10:00'];
    await expect(due(...from, '--answered', '2026-05-03')).rejects.toThrow('is earlier than the start');
    await expect(due(...from, '--answered', 'soon')).rejects.toThrow('--answered: "soon"');
  });
});
