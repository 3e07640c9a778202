import { Catalogue, CatalogueStore, loadConfig } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { HolidayMail, NoticeWords } from '@app/notices';
import { StaffRegister } from '@app/people';
import {
  TimeSource,
  ensureSecret,
  Installation,
  Keyring,
  loadSettings,
  migrate,
  projectRoot,
  SETTINGS,
  UnitOfWork,
  WRITE_SOURCE,
  type Settings,
} from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { configMark } from '../config-mark.js';
import { withDesk } from '../open-desk.js';
import { loadDemonstration } from '../demonstration/load.js';
import type { Screen } from './screen.js';

const FIRST_STAFF =
  'No staff yet. Create the first: ' +
  'bin/desk user create --login admin --name 管理員 --organisation sme --unit sme.planning ' +
  '--roles ADMIN,FRONTLINE_AGENT,CONTROL_OFFICER';

/** Prepares the first request: settings, key, schema, config/, hints. Safe to run again. */
export function addPrepare(program: Command): void {
  program
    .command('prepare')
    .description('check the settings, migrate, load config/; bin/up runs it at every start')
    .option('--json-lines', 'progress for the launcher')
    .option('--demo', 'also load the demonstration desk')
    .action(async (options: { demo?: boolean; jsonLines?: boolean }) => {
      const settings = { ...loadSettings(), ...(options.demo && { demo: true }) };
      const screen = options.jsonLines ? jsonLines : plainLines;
      if (ensureSecret(settings) === 'written')
        screen.line('wrote secret.key (keep a copy apart from the database)');
      await withDesk((desk) => prepare(desk, screen), { settings });
      if (options.demo) await loadDemonstration(settings, screen);
    });
}

const plainLines: Screen = { line: (text) => console.log(text), hint: (text) => console.log(text) };
const jsonLines: Screen = {
  line: (line) => console.log(JSON.stringify({ line })),
  hint: (hint) => console.log(JSON.stringify({ hint })),
};

export async function prepare(desk: INestApplicationContext, screen: Screen): Promise<void> {
  const run = await migrate(desk.get<DataSource>(WRITE_SOURCE));
  if (run.length > 0) screen.line(`migrated: ${run.length} step${run.length > 1 ? 's' : ''}`);
  await checkSeal(desk);
  const fresh = await loadChanged(desk);
  await desk.get(Catalogue).refresh();
  await desk.get(HolidayMail).arm();
  if (fresh > 0) screen.line(`config: ${fresh} entries loaded`);
  const beyond = desk.get(Catalogue).beyondCalendar(desk.get(TimeSource).now());
  if (beyond.length > 0)
    screen.hint(
      `the office calendar ends ${desk.get(Catalogue).calendarEnds()}: import the next year ` +
        `(bin/desk calendar import); three months from now ${beyond.length} promises could not be counted`,
    );
  if (!desk.get<Settings>(SETTINGS).demo && (await desk.get(StaffRegister).count()) === 0)
    screen.hint(FIRST_STAFF);
}

/** Reads, checks and stores config/ unless this database has it already. Returns the number of new versions. */
async function loadChanged(desk: INestApplicationContext): Promise<number> {
  const store = desk.get(CatalogueStore);
  const mark = configMark(projectRoot);
  if (mark && (await store.holds(mark))) return 0;
  desk.get(NoticeWords).check();
  return store.store(loadConfig(join(projectRoot, 'config'), { events: EVENT_TYPES }), mark);
}

/** Refuses a database sealed with another key: its texts could not be read, and new rows would use a different key. */
async function checkSeal(desk: INestApplicationContext): Promise<void> {
  const seal = desk.get(Keyring).hash('seal', 'installation');
  await desk.get(UnitOfWork).run(async (manager) => {
    const known = await manager.findOneBy(Installation, { key: 'seal' });
    if (!known) await manager.insert(Installation, { key: 'seal', value: seal });
    else if (known.value !== seal)
      throw new Error('this database was sealed with another key: restore its SECRET_KEY or secret.key');
  });
}
