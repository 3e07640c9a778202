/** The table of rooms and arrows (docs/house.md), as rules. A room's door is its index.ts. */
const PROMISES = 'intake|referrals|notices|satisfaction|lookups';

/** room -> what it may import besides itself */
const MAY_IMPORT = {
  'sla/src/clock': [],
  platform: [],
  'sla/src/timers': ['platform', 'sla/src/clock'],
  people: ['platform'],
  catalogue: ['sla/src/clock', 'platform'],
  cases: ['catalogue', 'sla', 'people', 'platform'],
  intake: ['cases', 'catalogue', 'sla', 'people', 'platform'],
  referrals: ['cases', 'catalogue', 'sla', 'people', 'platform'],
  notices: ['cases', 'catalogue', 'sla', 'people', 'platform'],
  satisfaction: ['cases', 'catalogue', 'sla', 'people', 'platform'],
  lookups: [
    'referrals',
    'notices',
    'satisfaction',
    'intake',
    'cases',
    'catalogue',
    'sla',
    'people',
    'platform',
  ],
};

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
      from: { path: '^apps/(web|desk)/' },
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
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
    exclude: { path: '(\\.spec|room-spec)\\.tsx?$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
