/**
 * By room: the files with logic, and the specs that test them, its own and those in test/house. `floor`: the least
 * percentage of mutants that the specs must notice.
 */
const of = (folder: string, ...names: string[]): string[] =>
  names.map((name) => `libs/${folder}/src/${name}`);
const own = (folder: string): string[] => [
  `libs/${folder}/src/**/*.spec.ts`,
  `libs/${folder}/src/**/*.room-spec.ts`,
  `test/house/${folder}/*spec.ts`,
];

const ACTS = of(
  'cases',
  ...[
    'acts/act-checks.ts',
    'acts/field-checks.ts',
    'acts/case-acts.ts',
    'acts/fields.ts',
    'acts/merging.ts',
    'clocks/corrections.ts',
  ],
  ...['lookup/lookup-codes.ts', 'record/case-access.ts', 'record/statuses.ts'],
);

export interface Room {
  mutate: string[];
  specs: string[];
  floor: number;
  /** Also run on PostgreSQL, for code that is only used there: three times as slow. */
  isOnBoth?: true;
}

export const ROOMS: Record<string, Room> = {
  clock: { mutate: ['libs/sla/src/clock/*.ts'], specs: ['libs/sla/src/clock/**/*.spec.ts'], floor: 95 },
  // without the stories: with all specs of cases a run takes half an hour
  acts: {
    mutate: ACTS,
    specs: of(
      'cases',
      ...['acts/*.spec.ts', 'clocks/corrections.spec.ts', 'lookup/lookup-codes.spec.ts'],
      'record/{case-access,scope}.spec.ts',
    ),
    floor: 95,
  },
  // what one person of the staff asks of another; all specs of cases together take minutes
  requests: {
    mutate: of(
      'cases',
      ...['approval-book', 'approvers', 'approving', 'case-timers', 'chases', 'co-handlings'].map(
        (name) => `acts/${name}.ts`,
      ),
      ...['hindrances', 'who-may'].map((name) => `acts/${name}.ts`),
    ),
    specs: [
      ...of('cases', 'acts/*spec.ts'),
      'test/house/cases/{chase,co-handling,deputies,offered}.room-spec.ts',
    ],
    floor: 85,
  },
  // what the citizen does herself, and what is corrected for her
  citizens: {
    mutate: of(
      'cases',
      ...['citizen-acts', 'confirmations', 'contact-details', 'data-corrections'].map(
        (name) => `acts/${name}.ts`,
      ),
    ),
    specs: of('cases', 'acts/{citizen-acts,confirmations,contact-details,data-corrections}.spec.ts'),
    floor: 85,
  },
  // what is to be done on a case, by whom, and what came of it
  tasks: {
    mutate: of(
      'cases',
      ...['decisions', 'service-steps', 'task-days', 'task-timers', 'tasks', 'tracking'].map(
        (name) => `acts/${name}.ts`,
      ),
    ),
    // the stories of test/house take seconds each, so they are left out
    specs: of('cases', 'acts/{decisions,service-steps,task-days,task-timers,tasks,tracking}.spec.ts'),
    floor: 85,
  },
  // what may be forgotten, and what must hold in any database; the audit of a whole desk takes seconds
  erasing: {
    mutate: of('cases', '{audit,erasing}/*.ts'),
    specs: of('cases', '{audit,erasing}/*spec.ts'),
    floor: 85,
  },
  // the specs of acts cover these two completely, but take longer than all others, so they are left out
  cases: {
    mutate: [...of('cases', '{history,lookup,opening,record}/*.ts'), ...ACTS.map((path) => `!${path}`)],
    specs: [...of('cases', '{history,lookup,opening,record}/*spec.ts'), 'test/house/cases/lookup-*spec.ts'],
    floor: 85,
  },
  clocks: {
    // statements used only by audit and migrations are tested by the audit
    mutate: [
      ...of('cases', '{clocks,recount}/*.ts', '!clocks/counted-again.ts'),
      ...ACTS.map((path) => `!${path}`),
    ],
    specs: [
      ...of('cases', '{clocks,recount}/*spec.ts'),
      'test/house/cases/{clock-model,recount}.room-spec.ts',
    ],
    floor: 85,
  },
  // audit and the gauges ask all specs of a desk
  timers: {
    mutate: ['libs/sla/src/timers/*.ts'],
    // those with a Redis of their own, or a desk for each test, take minutes
    specs: [
      'libs/sla/src/timers/{*.spec,ring-ahead.room-spec,timer-book.room-spec,timer-retries.room-spec}.ts',
    ],
    floor: 85,
  },
  lists: { mutate: of('lists', '*.ts'), specs: own('lists'), floor: 85 },
  // the words of the privacy notice are data: the questions of the report and its pages read them
  intake: { mutate: of('intake', '*.ts', '!privacy-notice.ts'), specs: own('intake'), floor: 85 },
  // without the room specs, which import hundreds of rows for each mutant
  imports: {
    mutate: of('intake', 'import/*.ts'),
    specs: of('intake', 'import/*.spec.ts'),
    floor: 85,
  },
  knowledge: { mutate: of('knowledge', '*.ts'), specs: own('knowledge'), floor: 85 },
  rights: { mutate: of('rights', '{requests,retention}/*.ts'), specs: own('rights'), floor: 85 },
  lookups: {
    mutate: of('lookups', '*.ts'),
    specs: [...own('lookups'), 'test/house/cases/joined-files.room-spec.ts'],
    floor: 85,
  },
  // what is owed, its texts and its sending: each with the specs beside it
  notices: {
    mutate: of('notices', '{facts,kinds,owed,rows}/*.ts'),
    specs: [...of('notices', '{facts,kinds,owed,rows}/*spec.ts'), 'test/house/notices/*spec.ts'],
    floor: 85,
  },
  sending: { mutate: of('notices', 'sending/*.ts'), specs: of('notices', 'sending/*spec.ts'), floor: 85 },
  words: { mutate: of('notices', 'words/*.ts'), specs: of('notices', '{words/*,*}spec.ts'), floor: 85 },
  people: {
    mutate: of('people', '*/*.ts'),
    // a password takes ten milliseconds to hash: of the specs of a desk only those with a rule of their own
    specs: of('people', '**/*.spec.ts', '*/{sign-in,deputies,trail}.room-spec.ts'),
    floor: 85,
  },
  referrals: { mutate: of('referrals', '*.ts'), specs: own('referrals'), floor: 85 },
  satisfaction: { mutate: of('satisfaction', '*.ts'), specs: own('satisfaction'), floor: 85 },
  attachments: {
    mutate: of('attachments', '{.,contents,keeping,rows,scanning}/*.ts'),
    specs: own('attachments'),
    floor: 85,
  },
  figures: { mutate: of('figures', '*.ts'), specs: own('figures'), floor: 85 },
  blobs: {
    mutate: ['libs/platform/src/blobs/*.ts'],
    specs: ['test/contracts/blob-stores.spec.ts'],
    floor: 85,
  },
  drafts: {
    mutate: ['libs/platform/src/drafts/*.ts'],
    specs: ['libs/platform/src/drafts/*spec.ts'],
    floor: 85,
  },
  outbox: {
    mutate: ['libs/platform/src/outbox/*.ts'],
    specs: ['libs/platform/src/outbox/*.spec.ts'],
    floor: 85,
  },
  database: {
    // the record of statements is used only by tests
    mutate: ['libs/platform/src/database/*.ts', '!libs/platform/src/database/statement-record.ts'],
    specs: ['libs/platform/src/database/*spec.ts', 'test/house/platform/*spec.ts'],
    floor: 85,
    isOnBoth: true,
  },
  // what the pages of the desk decide themselves; what they draw, the journeys see
  desk: {
    mutate: [
      'apps/web/src/board/{lines,pulse}.ts',
      'apps/web/src/calls/{call-knowledge,endings,refused-call}.ts',
      'apps/web/src/cases/{answer-typed,assignee,case-rows,event-facts,list-query}.ts',
    ],
    specs: ['apps/web/src/{board,calls,cases}/*.spec.{ts,tsx}'],
    floor: 85,
  },
  site: {
    mutate: ['apps/web/src/site/*.{ts,tsx}'],
    specs: ['apps/web/src/{site,cases}/**/*spec.{ts,tsx}', 'apps/web/src/*.room-spec.ts'],
    floor: 85,
  },
};

/** Files without logic: entities, migrations, modules, index files, and specs. */
const WITHOUT = '{*.entity,*.migration,*.module,*spec*,index}.{ts,tsx}';

/** What Stryker changes for a room. */
export function mutated({ mutate }: Room): string[] {
  const wanted = mutate.filter((path) => !path.includes('!'));
  const folders = [...new Set(wanted.map((path) => path.slice(0, path.lastIndexOf('/'))))];
  return [
    ...wanted,
    ...mutate.filter((path) => path.includes('!')).map((path) => `!${path.replace('!', '')}`),
    ...folders.map((folder) => `!${folder}/${WITHOUT}`),
  ];
}
