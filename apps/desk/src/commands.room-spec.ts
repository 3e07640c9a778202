import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Orphans } from '@app/attachments';
import { Audit, CaseFile, ClockRow, Recount } from '@app/cases';
import { invalid, Problem, SettingsError, Reader, UnitOfWork } from '@app/platform';
import { Staff, StaffRegister, Tokens, TrailEvent, type StaffActor } from '@app/people';
import { Command } from 'commander';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Story } from '../../../test/support/story.js';
import { addAudit } from './commands/audit.js';
import { addCalendar } from './commands/calendar.js';
import { addExport } from './commands/export.js';
import { addReport } from './commands/report.js';
import { addStaff } from './commands/staff.js';
import { report, show } from './screen.js';

describe('output and exit code of commands', () => {
  let story: Story;
  let agent: StaffActor;
  const before = { ...process.env };
  let printed: jest.Spied<typeof console.log>;
  let complained: jest.Spied<typeof console.error>;

  beforeAll(async () => {
    story = await Story.begin({ env: { DEMO: 'true' } });
    process.env['DATA_DIR'] = story.desk.settings.DATA_DIR;
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    await story.open(agent);
  });
  afterAll(async () => {
    process.env = before;
    await story.close();
  });
  beforeEach(() => {
    process.exitCode = undefined;
    printed = jest.spyOn(console, 'log').mockReturnValue();
    complained = jest.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => {
    process.exitCode = undefined;
    jest.restoreAllMocks();
  });

  const run = async (...typed: string[]) => {
    const program = new Command().exitOverride();
    for (const add of [addAudit, addCalendar, addExport, addReport, addStaff]) add(program);
    await program.parseAsync(['node', 'desk', ...typed]);
    return printed.mock.calls.flat() as string[];
  };
  const change = (to: object, where: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, where, to));

  describe('audit', () => {
    // timers that the past time of this desk leaves overdue are no violation here
    const unrelated = (line: string) => !line.startsWith('timer-');

    it('prints nothing and exits 0 when all holds; else one line per violation and exit 1', async () => {
      expect((await run('audit')).filter(unrelated)).toEqual([]);
      const { file } = await story.open(agent);
      await change({ historySeq: 99 }, { id: file.id });
      printed.mockClear();
      const lines = (await run('audit')).filter(unrelated);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.every((line) => line.includes(file.caseNumber) || line.includes(file.id))).toBe(true);
      expect(process.exitCode).toBe(1);
      printed.mockClear();
      const [json] = await run('audit', '--json');
      const { violations } = JSON.parse(json!) as {
        violations: { invariant: string; subject: string; words: string }[];
      };
      expect(violations.length).toBeGreaterThanOrEqual(lines.length);
      expect(Object.keys(violations[0]!).toSorted()).toEqual(['invariant', 'subject', 'words']);
      await change({ historySeq: file.historySeq }, { id: file.id });
    });

    it('names files without a row and rows without a file, in one of two halves', async () => {
      const found = { invariant: 'attachment-without-file', subject: 'a file', words: 'its file is missing' };
      jest.spyOn(Orphans.prototype, 'violations').mockImplementation(async function* () {
        yield found;
      });
      const isNamed = async (...share: string[]) => {
        printed.mockClear();
        return (await run('audit', ...share)).includes('attachment-without-file a file: its file is missing');
      };
      expect([await isNamed(), process.exitCode]).toEqual([true, 1]);
      expect([await isNamed('--share', '0/2'), await isNamed('--share', '1/2')]).toEqual([true, false]);
    });

    it('finds in two halves what it finds in the whole', async () => {
      const all = async (...share: string[]) => {
        printed.mockClear();
        return (JSON.parse((await run('audit', '--json', ...share))[0]!) as { violations: unknown[] })
          .violations;
      };
      const files = [];
      for (let n = 0; n < 6; n++) files.push((await story.open(agent)).file);
      for (const { id } of files) await change({ historySeq: 99 }, { id });
      const [first, second] = [await all('--share', '0/2'), await all('--share', '1/2')];
      expect(first.length + second.length).toBe((await all('--share', '0/1')).length);
      await expect(run('audit', '--share', '2/2')).rejects.toThrow(/--share/);
      for (const { id, historySeq } of files) await change({ historySeq }, { id });
    });
  });

  describe('user and token', () => {
    const account = (login: string) => story.desk.get(StaffRegister).byLogin(login);
    const CREATE = [
      'user',
      'create',
      '--name',
      '林小姐',
      '--organisation',
      'demo',
      '--unit',
      'demo.guidance',
      '--roles',
      'CASE_HANDLER, UNIT_HEAD',
    ];

    it('creates an account whose first password is printed once and must be changed', async () => {
      const [json] = await run(...CREATE, '--login', 'lin', '--email', 'lin@demo.example', '--json');
      const { password, login } = JSON.parse(json!) as { password: string; login: string };
      expect(login).toBe('lin');
      expect(password.length).toBeGreaterThan(10);
      expect(await account('lin')).toMatchObject({
        ...{ name: '林小姐', unitId: 'demo.guidance', email: 'lin@demo.example', mustChangePassword: true },
        ...{ active: true, deputyId: null },
      });
      const stored = await story.desk.get(Reader).find(Staff, 'WHERE login = $1', ['lin']);
      expect(stored[0]!.roles).toEqual(['CASE_HANDLER', 'UNIT_HEAD']);
      expect(JSON.stringify(stored)).not.toContain(password);
    });

    it.each([
      [['--login', 'x1', '--unit', 'demo.nowhere'], 'unit', 'unknown-unit'],
      [['--login', 'x2', '--unit', 'sme.planning'], 'unit', 'unknown-unit'],
      [['--login', 'x3', '--unit', 'demo.finance-team', '--roles', 'CASE_HANDLER'], 'roles', 'not-of-a-team'],
      [['--login', 'x3', '--roles', 'PARTNER'], 'roles', 'only-of-a-team'],
      [['--login', 'x3', '--deputy', 'no-such'], 'deputy', 'unknown-login'],
    ])('refuses %j: %s', async (more, field, code) => {
      const asked = run(...CREATE, ...more);
      await expect(asked).rejects.toMatchObject({ kind: 'INVALID', detail: { fields: [{ field, code }] } });
      expect(await account(more[1]!)).toBeNull();
    });

    it('accepts as a deputy only staff who can open the cases of the unit', async () => {
      await run(...CREATE, '--login', 'owner');
      const where = { organisationId: 'demo', name: 'x' };
      const register = story.desk.get(StaffRegister);
      await register.create({
        login: 'stranger',
        ...where,
        unitId: 'demo.registry',
        roles: ['CASE_HANDLER'],
      });
      await register.create({
        login: 'above',
        ...where,
        unitId: 'demo.head-office',
        roles: ['CASE_HANDLER'],
      });
      await register.create({
        login: 'control',
        ...where,
        unitId: 'demo.registry',
        roles: ['CONTROL_OFFICER'],
      });
      const refused = run('user', 'set', '--login', 'owner', '--deputy', 'stranger');
      await expect(refused).rejects.toMatchObject({
        detail: { fields: [{ field: 'deputy', code: 'deputy-cannot-see-cases' }] },
      });
      for (const deputy of ['above', 'control']) {
        printed.mockClear();
        const [json] = await run(
          'user',
          'set',
          '--login',
          'owner',
          '--deputy',
          deputy,
          '--away-until',
          '2099-01-31',
          '--json',
        );
        expect(JSON.parse(json!)).toEqual({ login: 'owner', deputy, awayUntil: '2099-01-31' });
      }
      printed.mockClear();
      const [none] = await run(
        'user',
        'set',
        '--login',
        'owner',
        '--deputy',
        'none',
        '--away-until',
        'none',
        '--json',
      );
      expect(JSON.parse(none!)).toEqual({ login: 'owner', deputy: null, awayUntil: null });
    });

    it('creates a token that acts as its owner until its last day', async () => {
      await run(...CREATE, '--login', 'bearer');
      printed.mockClear();
      const [token] = await run('token', 'create', '--user', 'bearer');
      expect(await story.desk.get(Tokens).actor(token!)).toMatchObject({ unitId: 'demo.guidance' });
      printed.mockClear();
      const began = Date.now();
      const { token: short } = JSON.parse(
        (await run('token', 'create', '--user', 'bearer', '--days', '2', '--json'))[0]!,
      ) as { token: string };
      const rows = await story.desk
        .get(Reader)
        .rows<{ expiresAt: number | null }>(
          'SELECT "expiresAt" FROM api_token ORDER BY "createdAt", "expiresAt"',
        );
      const ends = rows.map(({ expiresAt }) => expiresAt).filter((at) => at !== null);
      expect(short).toMatch(/^sw_/);
      expect(ends.at(-1)! - began).toBeGreaterThanOrEqual(2 * 86_400_000);
      expect(ends.at(-1)! - began).toBeLessThan(2 * 86_400_000 + 60_000);
      await expect(run('token', 'create', '--user', 'no-such')).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    });
  });

  describe('report', () => {
    it('prints one line per figure, or everything as JSON with the period', async () => {
      const written: string[] = [];
      const out = jest
        .spyOn(process.stdout, 'write')
        .mockImplementation((text) => Boolean(written.push(String(text))));
      await run('report', '--from', '2026-08-01', '--to', '2026-08-31');
      out.mockRestore();
      const rows = written.join('').trim().split('\r\n');
      expect(rows[0]).toBe('organisation,of,figure,value');
      expect(rows).toContainEqual(expect.stringMatching(/^demo,PHONE,cases,\d+$/));
      expect(
        rows.some(
          (row) =>
            row.startsWith('demo,house.first-step,overdue,') || row.startsWith('demo,house.first-step,due,'),
        ),
      ).toBe(true);
      const [json] = await run('report', '--from', '2026-08-01', '--to', '2026-08-31', '--json');
      const { period, ...parts } = JSON.parse(json!) as { period: object };
      expect(period).toEqual({ from: '2026-08-01T00:00:00+08:00', to: '2026-09-01T00:00:00+08:00' });
      expect(Object.keys(parts)).toEqual(['channels', 'rates', 'promises']);
    });
  });

  describe('calendar', () => {
    it('declares a day of one agency, lists it, and withdraws it; an invalid one is explained', async () => {
      const day = ['2027-03-04', '--organisation', 'demo'];
      await run('calendar', 'declare', ...day, '--why', '颱風停止上班');
      printed.mockClear();
      expect((await run('calendar', 'days')).join()).toContain(
        '2027-03-04  CLOSURE  颱風停止上班  demo  (declared)',
      );
      await run('calendar', 'withdraw', ...day);
      printed.mockClear();
      expect((await run('calendar', 'days')).join()).not.toContain('2027-03-04');
      await expect(run('calendar', 'withdraw', ...day)).rejects.toThrow(Error);
      await expect(run('calendar', 'declare', '2027-13-01', '--why', 'x')).rejects.toThrow(/^date: /);
      printed.mockClear();
      expect(await run('calendar', 'pending', '--json')).toEqual(['{"waiting":[]}']);
      await expect(run('calendar', 'accept', 'no-such')).rejects.toThrow(Error);
      await expect(run('calendar', 'import', '/no/such.csv')).rejects.toThrow(
        'cannot read /no/such.csv: there is no such file',
      );
    });
  });

  describe('calendar import', () => {
    it('says which days changed, has the open cases counted again, and is recorded in the trail', async () => {
      const { get, folder } = story.desk;
      const shipped = await readFile('config/calendars/2027.csv', 'utf8');
      const file = join(folder, '2027.csv');
      await writeFile(file, shipped.replace(/^(20270304,.),0,[^\r\n]*/m, '$1,2,臨時公告'));
      const look = jest.spyOn(Recount.prototype, 'look').mockResolvedValue(false);
      const said = (await run('calendar', 'import', file)).join('\n');
      expect(said).toContain('2027-03-04 is a day off now');
      expect(look).toHaveBeenCalledTimes(1);
      const [last] = await get(Reader).find(TrailEvent, 'ORDER BY seq DESC LIMIT 1');
      expect(last).toMatchObject({ type: 'CALENDAR_IMPORTED', detail: { year: 2027 } });
      await writeFile(file, shipped);
      await run('calendar', 'import', file);
    });
  });

  describe('export', () => {
    it('writes a file that its owner alone can read', async () => {
      const out = join(story.desk.folder, 'out.csv');
      await run('export', '--out', out);
      expect((await stat(out)).mode & 0o777).toBe(0o600);
    });
  });

  describe('a problem', () => {
    const said = (error: unknown, json = false) => {
      complained.mockClear();
      report(error, json);
      return complained.mock.calls.flat();
    };

    it('is one line each on the error stream, or JSON', () => {
      const fields = invalid({ field: 'unit', code: 'unknown-unit' }, { field: 'login', code: 'required' });
      expect(said(new SettingsError(['a', 'b']))).toEqual(['a', 'b']);
      expect(said(fields)).toEqual(['invalid', 'unit: unknown-unit', 'login: required']);
      expect(said(new Problem('NOT_FOUND', 'no-such-staff'))).toEqual(['no-such-staff']);
      expect(said(new Error('in words'))).toEqual(['in words']);
      expect(said('text')).toEqual(['text']);
      expect(said(fields, true)).toEqual(['{"problems":["invalid","unit: unknown-unit","login: required"]}']);
      expect(printed.mock.calls).toEqual([]);
    });

    it('is not printed for a result, which is text, or JSON with --json', () => {
      show({ a: 1 }, false, () => 'words');
      show({ a: 1 }, true, () => 'words');
      expect(printed.mock.calls.flat()).toEqual(['words', '{"a":1}']);
    });
  });

  it('the audit at the end of this file finds no violation', async () => {
    const found = [];
    for await (const { invariant } of story.desk.get(Audit).violations()) found.push(invariant);
    expect(found.filter((name) => !name.startsWith('timer-'))).toEqual([]);
    expect((await story.desk.get(Reader).find(ClockRow, 'LIMIT $1', [1])).length).toBe(1);
  });
});
