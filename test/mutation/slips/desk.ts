import type { Slip } from '../slip.js';

const ROOM = 'apps/desk/src';
const of = (file: string, caught: string) => ({ file: `${ROOM}/${file}`, caught: `${ROOM}/${caught}` });

const COMMANDS = (file: string) => of(file, 'commands.room-spec.ts');
const EXPORT = of('commands/export.ts', 'figures.room-spec.ts');
const PERIOD = of('commands/report.ts', 'commands/report.spec.ts');

export const SLIPS: Slip[] = [
  {
    ...PERIOD,
    right: `taipeiMidnight(taipeiDate(period.to)) + days(1)`,
    wrong: `taipeiMidnight(taipeiDate(period.to))`,
    slip: 'the last day of a report is not in it',
    harm: 'a day is in no report',
  },
  {
    ...PERIOD,
    right: `today.slice(5, 7) <= '06'`,
    wrong: `today.slice(5, 7) < '06'`,
    slip: 'June belongs to the second half-year',
    harm: 'a report of the wrong half-year',
  },
  {
    ...PERIOD,
    right: `if (period.to < period.from)`,
    wrong: `if (period.to <= period.from)`,
    slip: 'a report of one day is refused',
    harm: 'no figures for yesterday',
  },
  {
    ...COMMANDS('commands/audit.ts'),
    right: `if (found.length > 0) process.exitCode = 1;`,
    wrong: '',
    slip: 'an audit that found something ends well',
    harm: 'the nightly check is green',
  },
  {
    ...COMMANDS('commands/audit.ts'),
    right: `undefined, shareOf(share))) say(one);`,
    wrong: `undefined, { nth: 0, of: 1 })) say(one);`,
    slip: 'each half of an audit looks at everything',
    harm: 'violations are told twice',
  },
  {
    ...of('commands/quarantine.ts', 'quarantine.room-spec.ts'),
    right: `if (!again) process.exitCode = 1;`,
    wrong: '',
    slip: 'a retry of nothing ends well',
    harm: 'an operator believes that the message goes out',
  },
  {
    ...COMMANDS('commands/staff.ts'),
    right: `if (!unit || unit.organisation !== options.organisation)`,
    wrong: `if (!unit)`,
    slip: 'an account may belong to a unit of another organisation',
    harm: 'somebody sees the cases of another agency',
  },
  {
    ...COMMANDS('commands/staff.ts'),
    right: `if (!sees) throw`,
    wrong: `if (!all) throw`,
    slip: 'a deputy need not see the cases',
    harm: 'warnings go to who cannot open them',
  },
  {
    ...COMMANDS('commands/staff.ts'),
    right: `text.split(',').map((item) => item.trim())`,
    wrong: `text.split(',')`,
    slip: 'a space after the comma makes a role unknown',
    harm: 'an account that cannot be created',
  },
  {
    ...COMMANDS('commands/staff.ts'),
    right: `+ days(Number(options.days))`,
    wrong: `+ days(7 * Number(options.days))`,
    slip: 'a token lives seven times as long',
    harm: 'a door that was to be shut',
  },
  {
    ...COMMANDS('commands/staff.ts'),
    right: `awayUntil === NONE ? null : awayUntil`,
    wrong: `awayUntil`,
    slip: 'an absence cannot be ended',
    harm: 'her cases go to her deputy for ever',
  },
  {
    ...COMMANDS('screen.ts'),
    right: `fields ?? []).map(({ field, code }) => \`\${field}: \${code}\`)`,
    wrong: `fields ?? []).map(({ code }) => code)`,
    slip: 'a refusal does not name the field',
    harm: 'an operator guesses',
  },
  {
    ...COMMANDS('commands/calendar.ts'),
    right: `error.code === 'ENOENT' ? 'there is no such file' : error.message`,
    wrong: `error.message`,
    slip: 'a missing file is told in the words of the system',
    harm: 'an operator reads a path and a code',
  },
  {
    ...EXPORT,
    right: `flags: 'wx', mode: 0o600`,
    wrong: `flags: 'w', mode: 0o600`,
    slip: 'an export overwrites a file',
    harm: 'last year is gone',
  },
  {
    ...EXPORT,
    right: `csvRow(valuesOf(one))`,
    wrong: `\`\${valuesOf(one).join(',')}\\r\\n\``,
    slip: 'an exported field may be a formula',
    harm: "a stranger's formula runs in the office's spreadsheet",
  },
  {
    file: 'libs/cases/src/opening/export-pages.ts',
    caught: EXPORT.caught,
    right: `'status', 'channel', 'hotline'`,
    wrong: `'status', 'channel', 'subject' as 'hotline', 'hotline'`,
    slip: 'the subject is exported',
    harm: 'what a citizen wrote leaves the house',
  },
  {
    file: 'libs/cases/src/opening/export-pages.ts',
    right: `sql\`AND "organisationId" = \${organisation}\``,
    wrong: `sql\`AND "organisationId" <> \${''}\``,
    slip: 'an export of one organisation holds all',
    harm: "another agency's cases leave the house",
    caught: 'test/house/lookups/scope.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/import-faq.ts',
    right: `    await desk.get(Trail).note('FAQ_IMPORTED', null, { shelf: organisation ?? SHARED, ...done });
`,
    wrong: '',
    slip: 'an import of questions and answers leaves no trace',
    harm: 'no one finds who changed what callers are told',
    caught: 'apps/desk/src/import-faq.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/calendar.ts',
    right: `    await desk.get(Trail).note('CALENDAR_IMPORTED', null, { year, version });
`,
    wrong: '',
    slip: 'an import of a calendar leaves no trace',
    harm: 'dates move and no one finds why',
    caught: 'apps/desk/src/commands.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/calendar.ts',
    right: `    await desk.get(Recount).look();
`,
    wrong: '',
    slip: 'after an import nothing is counted again',
    harm: 'promises run by the old calendar',
    caught: 'apps/desk/src/commands.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/export.ts',
    right: `{ flags: 'wx', mode: 0o600 }`,
    wrong: `{ flags: 'wx' }`,
    slip: 'others of the machine read an export',
    harm: 'the list of all cases lies open',
    caught: 'apps/desk/src/commands.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/prepare.ts',
    right: `  await checkSeal(desk);
`,
    wrong: '',
    slip: 'a database of another key is taken',
    harm: 'old texts cannot be read and new ones are sealed otherwise',
    caught: 'apps/desk/src/prepare.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/prepare.ts',
    right: `  await desk.get(HolidayMail).arm();
`,
    wrong: '',
    slip: 'the list before holidays is armed by the worker’s first round alone',
    harm: 'the holiday of that morning goes by',
    caught: 'apps/desk/src/prepare.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/prepare.ts',
    right: `  desk.get(NoticeWords).check();
`,
    wrong: '',
    slip: 'templates are not checked before config/ is stored',
    harm: 'a mail cannot be made on the day it is owed',
    caught: 'apps/desk/src/prepare.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/prepare.ts',
    right: 'if (beyond.length > 0)',
    wrong: 'if (beyond.length > 1_000)',
    slip: 'nothing says that the calendar ends',
    harm: 'promises cannot be counted and nobody knew',
    caught: 'apps/desk/src/prepare.room-spec.ts',
  },
  {
    file: 'apps/desk/src/backup.ts',
    right: `  for (const one of [file, keysFile])
`,
    wrong: `  for (const one of [file])
`,
    slip: 'the keys of an earlier backup are overwritten',
    harm: 'that backup can never be read again',
    caught: 'apps/desk/src/backup.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/erase.ts',
    right: `  if (json && !yes) throw new Error('--json asks nothing: add --yes');
`,
    wrong: '',
    slip: 'a program that forgets --yes waits for an answer',
    harm: 'a script hangs, or erases unasked',
    caught: 'apps/desk/src/erase.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/audit.ts',
    right: `    if (!share || share.startsWith('0/')) for await`,
    wrong: `    if (share?.startsWith('0/')) for await`,
    slip: 'the audit names no file without its row',
    harm: 'a lost file is found when she asks for it',
    caught: 'apps/desk/src/commands.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/prepare.ts',
    right: `  await desk.get(Catalogue).refresh();
`,
    wrong: '',
    slip: 'the hint about the calendar is read from before config/ was stored',
    harm: 'nothing says that promises cannot be counted',
    caught: 'apps/desk/src/prepare.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/report.ts',
    right: 'lines(organisation, channel ? `${commitment} ${channel}` : commitment, figures)',
    wrong: 'lines(organisation, commitment, figures)',
    slip: 'rates of two channels have the same name in a report',
    harm: 'the figure of the counter is taken for that of the telephone',
    caught: 'apps/desk/src/report.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/clock.ts',
    right: 'return asked ?? catalogue.organisation(organisation)?.region;',
    wrong: 'return asked;',
    slip: 'the county of the organisation is not heeded where none is named',
    harm: 'bin/desk clock due names another day than the clock',
    caught: 'apps/desk/src/clock-due.room-spec.ts',
  },
  {
    file: 'apps/desk/src/commands/clock.ts',
    right: `  if (asked !== entry.organisation && !bindsOrganisation(entry, asked))
    throw new Error(\`--organisation: \${entry.id} does not apply to \${asked}\`);
`,
    wrong: '',
    slip: 'a promise is computed for an organisation that it does not bind',
    harm: 'an operator tells a citizen a date that no one owes',
    caught: 'apps/desk/src/clock-due.room-spec.ts',
  },
  {
    file: 'apps/desk/src/demonstration/staff.ts',
    right: `['CONTROL_OFFICER', 'UNIT_HEAD', 'AGENCY_HEAD']`,
    wrong: `['CONTROL_OFFICER', 'UNIT_HEAD']`,
    slip: 'the demonstration has no head of the agency',
    harm: 'what a head of an agency decides cannot be tried out',
    caught: 'apps/desk/src/demonstration/staff.spec.ts',
  },
];
