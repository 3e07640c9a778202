/** The table of rooms and arrows (docs/house.md), as rules. A room's door is its index.ts. */
const BELOW_READERS = [
  ...['referrals', 'notices', 'satisfaction', 'intake', 'rights'],
  ...['attachments', 'cases', 'knowledge', 'catalogue', 'sla', 'people', 'platform'],
];

/** room -> what it may import besides itself */
const MAY_IMPORT = {
  'sla/src/clock': [],
  platform: [],
  'sla/src/timers': ['platform', 'sla/src/clock'],
  people: ['platform'],
  catalogue: ['sla/src/clock', 'platform'],
  knowledge: ['people', 'platform'],
  cases: ['catalogue', 'sla', 'people', 'platform'],
  attachments: ['cases', 'catalogue', 'sla', 'people', 'platform'],
  rights: ['attachments', 'cases', 'catalogue', 'sla', 'people', 'platform'],
  intake: ['attachments', 'cases', 'knowledge', 'catalogue', 'sla', 'people', 'platform'],
  referrals: ['attachments', 'cases', 'catalogue', 'sla', 'people', 'platform'],
  lists: ['cases', 'catalogue', 'sla', 'people', 'platform'],
  notices: ['attachments', 'cases', 'catalogue', 'sla', 'people', 'platform'],
  satisfaction: ['cases', 'catalogue', 'sla', 'people', 'platform'],
  lookups: BELOW_READERS,
  figures: BELOW_READERS,
  /** Above the readers: it mails and keeps what they show. */
  morning: ['lookups', ...BELOW_READERS],
  house: ['morning', 'lists', 'lookups', 'figures', ...BELOW_READERS],
};

/** Specs keep the arrows between rooms; inside their own room they may import all of it. */
const SPEC = 'spec[^/]*\\.tsx?$';

/** Inside a large room or app: folder -> what it may import besides itself. Files beside the folders may import all. */
const SUBJECT = ['api', 'case-parts', 'site'];
const FOLDERS = {
  'libs/cases/src': {
    record: [],
    clocks: ['record'],
    history: ['clocks', 'record'],
    acts: ['clocks', 'history', 'record'],
    lookup: ['history', 'record'],
    opening: ['clocks', 'history', 'record'],
    recount: ['clocks', 'history', 'record'],
    erasing: ['acts', 'clocks', 'history', 'lookup', 'record'],
    audit: ['clocks', 'record', 'recount'],
  },
  'libs/notices/src': {
    kinds: [],
    facts: ['kinds'],
    rows: ['facts', 'kinds'],
    owed: ['facts', 'kinds', 'rows'],
    words: ['facts', 'kinds', 'rows'],
    sending: ['facts', 'kinds', 'rows', 'words'],
  },
  'libs/attachments/src': {
    contents: [],
    rows: ['contents'],
    keeping: ['contents', 'rows'],
    scanning: ['keeping', 'rows'],
  },
  'libs/rights/src': { requests: [], retention: [] },
  'libs/people/src': { trail: [], staff: [], accounts: ['staff', 'trail'] },
  'apps/web/src': {
    site: [],
    api: ['site'],
    ops: ['api', 'site'],
    'case-parts': ['api', 'site'],
    absences: SUBJECT,
    account: SUBJECT,
    /** It shows the configuration with words of these. */
    admin: ['cases', 'commitments', ...SUBJECT],
    approvals: SUBJECT,
    tasks: SUBJECT,
    board: SUBJECT,
    calendar: SUBJECT,
    calls: SUBJECT,
    'chase-lists': SUBJECT,
    cases: SUBJECT,
    'citizen-case': SUBJECT,
    'citizen-data': ['citizen-case', ...SUBJECT],
    'data-requests': SUBJECT,
    drafts: SUBJECT,
    commitments: SUBJECT,
    confirmations: SUBJECT,
    /** It shows the pieces with words of these. */
    gallery: ['citizen-case', 'commitments', 'home', 'progress', 'report', 'services', 'survey', ...SUBJECT],
    home: SUBJECT,
    kiosk: SUBJECT,
    privacy: SUBJECT,
    progress: SUBJECT,
    referrals: SUBJECT,
    report: ['privacy', ...SUBJECT],
    retention: SUBJECT,
    services: SUBJECT,
    statements: SUBJECT,
    survey: SUBJECT,
  },
};

const inside = Object.entries(FOLDERS).flatMap(([room, folders]) => [
  ...Object.entries(folders).map(([folder, allowed]) => ({
    name: `arrows-in-${room.replaceAll('/', '-')}-${folder}`,
    comment: `${folder} may import: ${allowed.join(', ') || 'nothing of its room'}`,
    severity: 'error',
    from: { path: `^${room}/${folder}/`, pathNot: SPEC },
    to: { path: `^${room}/`, pathNot: [folder, ...allowed].map((name) => `^${room}/${name}/`) },
  })),
  {
    name: `folders-of-${room.replaceAll('/', '-')}`,
    comment: 'a new folder is named in FOLDERS, with what it may import',
    severity: 'error',
    from: { path: `^${room}/[^/]+/`, pathNot: Object.keys(folders).map((name) => `^${room}/${name}/`) },
    to: {},
  },
]);

const arrows = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `arrows-from-${room.replaceAll('/', '-')}`,
  comment: `${room} may import: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${room}/` },
  to: { path: '^(libs|apps)/', pathNot: [room, ...allowed].map((r) => `^libs/${r}/`) },
}));

module.exports = {
  forbidden: [
    ...arrows,
    ...inside,
    {
      name: 'one-door-per-room',
      comment: "nothing reaches past a room's index.ts",
      severity: 'error',
      from: { path: '^(?:libs/(sla/src/clock|sla/src/timers|[a-z]+)/|apps/([a-z]+)/)' },
      to: {
        path: '^libs/',
        pathNot: ['^libs/$1/', '^libs/sla/src/(clock|timers)/index\\.ts$', '^libs/[a-z]+/src/index\\.ts$'],
      },
    },
    {
      name: 'apps-do-not-touch-timers',
      comment: 'web and desk reach timers only through the rooms that own them',
      severity: 'error',
      from: { path: '^apps/(web|desk)/', pathNot: SPEC },
      to: { path: '^libs/sla/src/timers/' },
    },
    {
      name: 'apps-stand-alone',
      severity: 'error',
      from: { path: '^apps/([a-z]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'clock-is-pure',
      comment: 'the clock imports no framework and no plumbing',
      severity: 'error',
      from: { path: '^libs/sla/src/clock/', pathNot: 'spec' },
      to: { path: 'node_modules/(@nestjs|typeorm|bullmq|ioredis|zod)|^node:|^(fs|path|crypto)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
