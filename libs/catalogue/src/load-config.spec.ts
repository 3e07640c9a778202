import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LADDER } from '@app/sla/clock';
import { bytesOf, configWith, EVENTS, problemsOf, SHIPPED } from './spec-support.js';
import { loadConfig } from './load-config.js';
import { ConfigError } from './problems.js';

const ORG = 'organisations/abc.yaml';
const SERVICE = 'services/abc.yaml';
const PROMISE = 'commitments/abc.yaml';
const OFFICE_REVERSED = `prefix: ABC
officeHours: [{ days: [1], from: '17:30', to: '08:30' }]`;

type Mistake = [
  what: string,
  file: typeof ORG | typeof SERVICE | typeof PROMISE,
  find: string,
  put: string,
  line: string,
];

const MISTAKES: Mistake[] = [
  [
    'a missing text',
    PROMISE,
    'en: Answer',
    'xx: Answer',
    'commitments/abc.yaml:7 abc.answer › title.en: is missing',
  ],
  ['a misspelt field', PROMISE, 'stopOn:', 'stoppOn:', 'abc.answer: has unknown field(s) stoppOn'],
  [
    'a zero length',
    PROMISE,
    'length: 5wd',
    'length: 0wd',
    'abc.answer › length: "0wd" must be longer than zero',
  ],
  [
    'a morning that is no time of day',
    'organisations/abc.yaml',
    'prefix: ABC',
    "prefix: ABC\nmorningAt: '8:30'",
    'abc › morningAt: "8:30" must look like 08:30',
  ],
  ['a negative length', PROMISE, 'length: 5wd', 'length: -5wd', 'length: "-5wd" must be longer than zero'],
  ['a length without unit', PROMISE, 'length: 5wd', 'length: "5"', 'length: "5" is not a length'],
  ['a length that is a number', PROMISE, 'length: 5wd', 'length: 5', 'length: must be text, not 5'],
  ['an unknown event', PROMISE, '[RECEIVED]', '[RECIEVED]', 'startOn[1]: "RECIEVED" is not a history event'],
  ['no start', PROMISE, '    startOn: [RECEIVED]\n', '', 'startOn: no event starts it'],
  [
    'a pause without end',
    PROMISE,
    'ladder:',
    'pauseOn: [CORRECTION_REQUESTED]\n    ladder:',
    'resumeOn: it pauses but never resumes',
  ],
  [
    'an event that stops and cancels',
    PROMISE,
    '[WITHDRAWN]',
    '[REPLIED]',
    'cancelOn[1]: "REPLIED" stands under stopOn',
  ],
  [
    'an unknown kind',
    PROMISE,
    'kind: clock',
    'kind: clok',
    'kind: "clok" is not known; allowed: clock, rate',
  ],
  ['an unknown subject', PROMISE, 'subject: CASE', 'subject: CAES', 'subject: "CAES" is not known'],
  ['a wrong rung', PROMISE, 'at: 70%', 'at: soon', 'ladder[1].at: "soon" is not a moment of a ladder'],
  [
    'two rungs at one moment',
    PROMISE,
    '- { at: 70%, to: [CASE_HANDLER], name: warn-70 }',
    '- { at: due, to: [UNIT_HEAD], name: a }\n      - { at: due, to: [AGENCY_HEAD], name: b }',
    'ladder[2].at: "due" is there twice; make it one rung',
  ],
  [
    'an offer to refer again where nothing was referred',
    PROMISE,
    '[CASE_HANDLER]',
    '[DESK_SUPERVISOR]',
    'ladder[1].to: DESK_SUPERVISOR may refer again: only where a REFERRAL is to be accepted',
  ],
  [
    'a rung at an unknown time',
    PROMISE,
    'to: [CASE_HANDLER]',
    'when: AT_NIGHT, to: [CASE_HANDLER]',
    'ladder[1].when: "AT_NIGHT" is not known; allowed: OFFICE_HOURS, AT_ONCE',
  ],
  ['a length with a leading zero', PROMISE, 'length: 5wd', 'length: 05wd', 'length: "05wd" is not a length'],
  ['no quote', PROMISE, ', quote: 五日內答復', '', 'source.quote: is missing'],
  [
    'a service that does not exist',
    PROMISE,
    '[abc.advice]',
    '[abc.none]',
    'services[1]: service abc.none does not',
  ],
  [
    'a foreign service',
    PROMISE,
    '[abc.advice]',
    '[xyz.advice]',
    'belongs to xyz; this promise binds abc only',
  ],
  ['a foreign id', PROMISE, 'id: abc.answer', 'id: xyz.answer', 'xyz.answer › id: must begin with "abc."'],
  [
    'an unknown organisation',
    PROMISE,
    'organisation: abc',
    'organisation: nobody',
    '"nobody" does not exist',
  ],
  ['no list', PROMISE, 'commitments:', 'promises:', 'commitments: is missing; the file must hold a list'],
  ['broken YAML', PROMISE, 'document: {', 'document: {{', 'not valid YAML'],
  ['a field twice', SERVICE, 'unit: abc.desk', 'unit: abc.desk\n    unit: abc.desk', 'not valid YAML'],
  [
    'a unit that does not exist',
    SERVICE,
    'unit: abc.desk',
    'unit: abc.none',
    'unit: unit abc.none does not exist in',
  ],
  [
    'a unit of another agency',
    SERVICE,
    'unit: abc.desk',
    'unit: xyz.desk',
    'unit: unit xyz.desk does not exist in',
  ],
  ['an unknown service kind', SERVICE, 'CONSULTATION', 'CHAT', 'abc.advice › kind: "CHAT" is not known'],
  ['no channel', SERVICE, '[PHONE]', '[]', 'abc.advice › channels: must not be empty'],
  ['a bad prefix', ORG, 'prefix: ABC', 'prefix: ABCDE', 'prefix: "ABCDE" must look like SME'],
  ['a prefix used twice', ORG, 'prefix: ABC', 'prefix: XYZ', 'prefix: "XYZ" is already used in'],
  [
    'a cycle of units',
    ORG,
    'en: Desk }',
    'en: Desk }, parent: abc.team',
    'parent: unit abc.desk is above itself',
  ],
  [
    'a parent that does not exist',
    ORG,
    'parent: abc.desk',
    'parent: abc.no',
    'parent: unit abc.no does not exist',
  ],
  ['a unit twice', ORG, 'id: abc.team', 'id: abc.desk', 'unit abc.desk is there twice'],
  [
    'a hotline without unit',
    ORG,
    'unit: abc.desk',
    'unit: abc.no',
    'hotlines[1].unit: unit abc.no does not exist',
  ],
  ['a hotline service', ORG, '[abc.advice]', '[xyz.advice]', 'service xyz.advice does not exist in this'],
];

const PAPERS =
  'papers: [{ name: { zh-TW: 表, en: Form }, forms: [{ label: { zh-TW: 表, en: Form }, name: a-form, formats: [pdf] }] }]';
const FORM_FILE = 'forms/abc/a-form.pdf';

describe('forms to download', () => {
  const withForm = (put: string, files: Record<string, string | Buffer>): readonly string[] => {
    const directory = configWith(SERVICE, '    unit: abc.desk', `    unit: abc.desk\n    ${put}`);
    mkdirSync(join(directory, 'forms/abc'), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
    return problemsOf(directory);
  };

  test('are read where a service names them', () => {
    expect(withForm(PAPERS, { [FORM_FILE]: '%PDF-1.7' })).toEqual([]);
    const shipped = loadConfig(SHIPPED, { events: EVENTS }).forms;
    expect([...shipped.keys()].filter((path) => path.endsWith('.odt'))).toHaveLength(2);
  });

  test.each([
    ['that is missing', PAPERS, {}, 'config/forms/abc/a-form.pdf is missing'],
    ['that no service names', '', { [FORM_FILE]: '%PDF-1.7' }, 'is named by no service'],
    ['that is something else', PAPERS, { [FORM_FILE]: '<script>' }, 'is not a pdf file'],
    ['that is empty', PAPERS, { [FORM_FILE]: '' }, 'is not a pdf file'],
    [
      'that is a zip',
      PAPERS.replace('pdf', 'odt'),
      { 'forms/abc/a-form.odt': 'PK\u0003\u0004' },
      'is not a odt file',
    ],
    [
      'of another format',
      PAPERS,
      { [FORM_FILE]: '%PDF-', 'forms/abc/x.exe': 'MZ' },
      'must be one of odt, ods, pdf',
    ],
    ['too large', PAPERS, { [FORM_FILE]: Buffer.alloc(1_100_000, '%PDF-') }, 'at most 1048576 are allowed'],
  ])('%s are reported', (_what, put, files, line) => {
    expect(withForm(put, files as Record<string, string>).join('\n')).toContain(line);
  });

  test.each([
    ['twice', 'forUnsorted: true', 'takes them already'],
    ['without the web', 'forUnsorted: true', 'needs the channel WEB'],
  ])('the service for what fits no other, named %s, is reported', (_what, put, line) => {
    const directory = configWith(SERVICE, '    unit: abc.desk', `    unit: abc.desk\n    ${put}`);
    const file = join(directory, SERVICE);
    const [head, entry] = readFileSync(file, 'utf8').split('  - id: abc.advice');
    writeFileSync(file, `${head}  - id: abc.advice${entry}  - id: abc.more${entry}`);
    expect(problemsOf(directory).join('\n')).toContain(line);
  });
});

describe('loading the configuration', () => {
  test('the configuration that ships has no problem', () => expect(problemsOf(SHIPPED)).toEqual([]));

  test('the small configuration that these tests break is valid', () =>
    expect(problemsOf(configWith())).toEqual([]));

  test.each(MISTAKES)('%s is reported with file, line, entry and field', (_what, file, find, put, line) => {
    const problems = problemsOf(configWith(file, find, put));
    expect(problems.join('\n')).toContain(line);
    for (const problem of problems) expect(problem).toMatch(/^config\/[\w/.-]+:\d+ /);
  });

  test('an id used twice is reported with the first file', () => {
    const directory = configWith();
    cpSync(join(directory, 'services/abc.yaml'), join(directory, 'services/abd.yaml'));
    expect(problemsOf(directory).join()).toContain(
      '"abc.advice" is already used in config/services/abc.yaml',
    );
  });

  test.each([
    [SERVICE, 'channels: [PHONE]', 'channels: []'],
    [ORG, 'prefix: ABC', 'prefix: abc'],
  ] as const)('what refers to a wrong entry of %s is not called wrong too', (file, find, put) => {
    expect(problemsOf(configWith(file, find, put))).toHaveLength(1);
  });

  test('a promise without a ladder has the default one', () => {
    const ladder = '    ladder:\n      - { at: 70%, to: [CASE_HANDLER], name: warn-70 }\n';
    const { commitments } = loadConfig(configWith(PROMISE, ladder, ''), { events: EVENTS });
    expect(commitments).toMatchObject([{ id: 'abc.answer', ladder: DEFAULT_LADDER }]);
  });

  test('all problems are reported together, and nothing is returned', () => {
    const directory = configWith(PROMISE, 'length: 5wd', 'length: 0wd');
    writeFileSync(join(directory, 'services/xyz.yaml'), 'organisation: xyz\nservices: 7\n');
    rmSync(join(directory, 'calendars'), { recursive: true });
    expect(() => loadConfig(directory, { events: EVENTS })).toThrow(ConfigError);
    expect(problemsOf(directory)).toHaveLength(3);
  });

  test.each<[what: string, text: string, line: string]>([
    [
      'a day outside the years',
      '{ date: 2031-01-02, kind: CLOSURE, remark: 颱風 }',
      ':2 entry 1 › date: 2031',
    ],
    ['no such day', '{ date: 2026-02-30, kind: CLOSURE, remark: 颱風 }', ':2 entry 1 › date'],
    [
      'a half day without hours',
      '{ date: 2026-03-02, kind: HALF_DAY, remark: 午後停班 }',
      'hours: 2026-03-02',
    ],
    ['hours on a day off', '{ date: 2026-03-02, kind: CLOSURE, remark: x, hours: [08:30-12:30] }', 'hours: '],
    [
      'an unknown county',
      '{ date: 2026-03-02, kind: CLOSURE, remark: x, region: 台北 }',
      'region: "台北" must be',
    ],
    ['an unknown agency', '{ date: 2026-03-02, kind: DAY_OFF, remark: x, organisation: nope }', 'nope does'],
    ['an unknown kind', '{ date: 2026-03-02, kind: HOLIDAY, remark: x }', 'kind: "HOLIDAY" is not known'],
  ])('a special day: %s', (_what, text, line) => {
    const directory = configWith();
    writeFileSync(join(directory, 'calendars/special-days.yaml'), `days:\n  - ${text}\n`);
    expect(problemsOf(directory).join('\n')).toContain(line);
  });

  test('a calendar file that lacks days is refused with its line, office hours with their file', () => {
    const directory = configWith(ORG, 'prefix: ABC', OFFICE_REVERSED);
    const file = join(directory, 'calendars/2026.csv');
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 100).join('\n'));
    expect(problemsOf(directory).join('\n')).toMatch(/calendars\/2026\.csv:100 2026-04-10 is missing/);
    const reversed = configWith(ORG, 'prefix: ABC', OFFICE_REVERSED);
    expect(problemsOf(reversed).join('\n')).toMatch(
      /abc\.yaml:\d+ abc › officeHours: office hours "17:30-08:30"/,
    );
  });

  test('calendars are the published bytes, by year', () => {
    const { calendars } = loadConfig(SHIPPED, { events: EVENTS });
    expect([...calendars.keys()]).toEqual([2024, 2025, 2026, 2027]);
    expect(Buffer.from(calendars.get(2026)!).equals(bytesOf('calendars/2026.csv'))).toBe(true);
  });
});
