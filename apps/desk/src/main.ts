import 'reflect-metadata';
import { Command } from 'commander';
import { addAdopt } from './commands/adopt.js';
import { addAudit } from './commands/audit.js';
import { addBackup } from './commands/backup.js';
import { addCalendar } from './commands/calendar.js';
import { addClock } from './commands/clock.js';
import { addErase } from './commands/erase.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addPrepare } from './commands/prepare.js';
import { addQuarantine } from './commands/quarantine.js';
import { addReport } from './commands/report.js';
import { addStaff } from './commands/staff.js';
import { report } from './screen.js';

const program = new Command('desk').description('單一窗口 — the operators’ command line');
program.configureHelp({ sortSubcommands: true });
addPrepare(program);
addStaff(program);
addImport(program);
addAdopt(program);
addAudit(program);
addClock(program);
addCalendar(program);
addQuarantine(program);
addBackup(program);
addExport(program);
addErase(program);
addReport(program);

try {
  await program.parseAsync();
} catch (error) {
  report(error, process.argv.includes('--json'));
  process.exitCode = 1;
}
