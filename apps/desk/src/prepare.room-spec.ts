import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Catalogue, CatalogueStore } from '@app/catalogue';
import { NoticeWords } from '@app/notices';
import { StaffRegister } from '@app/people';
import { Reader, SetTime } from '@app/platform';
import { Timer } from '@app/sla/timers';
import type { INestApplicationContext } from '@nestjs/common';
import { DATABASES } from '../../../test/support/databases.js';
import { startDesk, WEDNESDAY_MORNING, type TestDesk } from '../../../test/support/desk.js';
import { prepare } from './commands/prepare.js';
import { withDesk } from './open-desk.js';

jest.setTimeout(60_000);

describe.each(DATABASES)('bin/desk prepare, on %s', (_name, postgres) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ postgres });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await desk.close();
  });

  /** The hints that it ends with. */
  const prepared = async (on: Pick<TestDesk, 'get'> = desk) => {
    const hints: string[] = [];
    await prepare(on as unknown as INestApplicationContext, {
      line: () => undefined,
      hint: (text) => hints.push(text),
    });
    return hints;
  };
  const someone = () =>
    desk.get(StaffRegister).create({
      ...{
        login: 'admin',
        name: '管理員',
        organisationId: 'demo',
        unitId: 'demo.head-office',
        roles: ['ADMIN'],
      },
    });

  it('refuses a database that was sealed with another key, and takes its own again', async () => {
    await prepared();
    await prepared();
    const settings = { ...desk.settings, SECRET_KEY: 'another key of at least 32 characters' };
    await withDesk(
      (other) => expect(prepared(other as never)).rejects.toThrow('was sealed with another key'),
      { settings, time: new SetTime(WEDNESDAY_MORNING) },
    );
  });

  it('arms the list before holidays of each organisation', async () => {
    await prepared();
    const timers = await desk.get(Reader).repository(Timer).findBy({ kind: 'notice.before-holiday' });
    const organisations = desk
      .get(Catalogue)
      .organisations()
      .map(({ id }) => id);
    expect(timers.map(({ subjectId, state }) => [subjectId, state]).toSorted()).toEqual(
      organisations.toSorted().map((id) => [id, 'ARMED']),
    );
  });

  it('stores nothing of config/ whose templates name what no event has', async () => {
    const stored = jest.spyOn(desk.get(CatalogueStore), 'store');
    jest.spyOn(desk.get(NoticeWords), 'check').mockImplementation(() => {
      throw new Error('templates/extended.yaml: unknown placeholder');
    });
    await expect(prepared()).rejects.toThrow('unknown placeholder');
    expect(stored).not.toHaveBeenCalled();
  });

  it('reads what it has stored before it says what the calendar lacks', async () => {
    const refresh = jest.spyOn(desk.get(Catalogue), 'refresh');
    const beyond = jest.spyOn(desk.get(Catalogue), 'beyondCalendar');
    await prepared();
    expect(refresh.mock.invocationCallOrder[0]).toBeLessThan(beyond.mock.invocationCallOrder[0]!);
  });

  it('asks for no account on the demonstration desk, which has its own', async () => {
    const settings = { ...desk.settings, demo: true };
    const hints = await withDesk((demo) => prepared(demo as never), {
      ...{ settings, time: new SetTime(WEDNESDAY_MORNING) },
    });
    expect(hints.filter((hint) => hint.includes('user create'))).toEqual([]);
  });

  it('says how the first account is made while there is none', async () => {
    const isAbout = (hint: string) => hint.includes('user create');
    expect((await prepared()).filter(isAbout)).toHaveLength(1);
    await someone();
    expect((await prepared()).filter(isAbout)).toEqual([]);
  });

  it('says when the office calendar ends before promises that begin soon', async () => {
    await someone();
    desk.time.set(Date.parse('2026-02-02T10:00:00+08:00'));
    expect(await prepared()).toEqual([]);
    const end = desk.get(Catalogue).calendarEnds();
    desk.time.set(Date.parse(`${end}T10:00:00+08:00`));
    expect(await prepared()).toEqual([expect.stringContaining(`the office calendar ends ${end}`)]);
  });
});
