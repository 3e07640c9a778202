import { describe, expect, it } from '@jest/globals';
import { lookupCode, spacedCode } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { derivedToken, Keyring, type Locale } from '@app/platform';
import type { Basics, Seen, Writer } from './fact.js';
import { FACT_ROWS, type FactName } from './facts.js';

const NAMES = {
  agency: { 'zh-TW': '示範局', en: 'Demo bureau' },
  service: { 'zh-TW': '諮詢', en: 'Enquiry' },
  unit: { 'zh-TW': '中心', en: 'Centre' },
  promise: { 'zh-TW': '三日答復', en: 'Three days' },
};
const named = (known: string, name: object, more: object = {}) => ({
  of: (id?: string) => (id === known ? { ...more, name, title: name } : undefined),
});
const catalogue = {
  organisation: named('demo', NAMES.agency).of,
  service: named('demo.s', NAMES.service).of,
  unit: named('demo.u', NAMES.unit, { phone: '02-1234' }).of,
  commitment: named('law.x', NAMES.promise).of,
} as unknown as Catalogue;
const keyring = new Keyring('k'.repeat(32));
const facts: Basics = { organisation: 'demo', service: 'demo.s', unit: 'demo.u', caseNumber: 'N-1' };

interface Given {
  facts?: Partial<Basics>;
  kind?: string;
  publicUrl?: string;
}
const rows = new Map(FACT_ROWS);
function said(name: FactName, given: Given = {}, kept?: unknown): (string | undefined)[] {
  const writer = (locale: Locale): Writer => ({
    ...{ kind: given.kind ?? 'replied', facts: { ...facts, ...given.facts }, locale, catalogue, keyring },
    ...{ publicUrl: given.publicUrl ?? 'https://desk.test', subjectId: 'case-1' },
    names: new Map([['h', '陳承辦']]),
  });
  return (['zh-TW', 'en'] as const).map((locale) => rows.get(name)!.says(writer(locale), kept));
}
const both = (text: string | undefined) => [text, text];
const without = (...names: (keyof Basics)[]): Given => ({
  facts: Object.fromEntries(names.map((name) => [name, undefined])),
});

const late = (workingDays: number) => ({
  late: true,
  workingDays,
  calendarDays: workingDays,
  milliseconds: 1,
});

/** By hand: fact, what is given, what it keeps, what is written in zh-TW and in English. */
const ROWS: [FactName, string, Given, unknown, (string | undefined)[]][] = [
  ['agency', 'known', {}, undefined, ['示範局', 'Demo bureau']],
  ['agency', 'retired', { facts: { organisation: 'gone' } }, undefined, ['單一窗口', 'Single Window']],
  ['service', 'known', {}, undefined, ['諮詢', 'Enquiry']],
  ['service', 'retired', { facts: { service: 'gone' } }, undefined, both('gone')],
  ['service', 'none', without('service'), undefined, both(undefined)],
  ['unit', 'known', {}, undefined, ['中心', 'Centre']],
  ['unit', 'retired: the agency', { facts: { unit: 'gone' } }, undefined, ['示範局', 'Demo bureau']],
  ['unit', 'none: the agency', without('unit'), undefined, ['示範局', 'Demo bureau']],
  ['unitPhone', 'known', {}, undefined, both('02-1234')],
  ['unitPhone', 'of a retired unit', { facts: { unit: 'gone' } }, undefined, both(undefined)],
  ['unitPhone', 'without unit', without('unit'), undefined, both(undefined)],
  ['caseNumber', 'known', {}, undefined, both('N-1')],
  ['progressUrl', 'with the number', {}, undefined, both('https://desk.test/progress?n=N-1')],
  [
    'progressUrl',
    'never beside the code',
    { kind: 'lookup-code' },
    undefined,
    both('https://desk.test/progress'),
  ],
  ['progressUrl', 'without number', without('caseNumber'), undefined, both('https://desk.test/progress')],
  ['site', 'https', {}, undefined, both('desk.test')],
  ['site', 'http', { publicUrl: 'http://localhost:3000' }, undefined, both('localhost:3000')],
  [
    'site',
    'only at the beginning',
    { publicUrl: 'https://desk.test/http://x' },
    undefined,
    both('desk.test/http://x'),
  ],
  ['deskUrl', 'always', {}, undefined, both('https://desk.test/desk')],
  ['caseUrl', 'the case', {}, undefined, both('https://desk.test/desk/cases/N-1')],
  [
    'caseUrl',
    'of a partner team: its referrals',
    { facts: { door: 'referrals' } },
    undefined,
    both('https://desk.test/desk/referrals'),
  ],
  ['caseUrl', 'without a case', without('caseNumber'), undefined, both(undefined)],
  ['lookupCode', 'the first', {}, undefined, both(spacedCode(lookupCode(keyring, 'case-1', 1)))],
  [
    'lookupCode',
    'a later',
    { facts: { codeVersion: 3 } },
    undefined,
    both(spacedCode(lookupCode(keyring, 'case-1', 3))),
  ],
  [
    'receivedDate',
    'known',
    { facts: { receivedAt: Date.parse('2026-09-02T10:00:00+08:00') } },
    undefined,
    ['115年9月2日', '2 September 2026'],
  ],
  ['receivedDate', 'none', {}, undefined, both(undefined)],
  [
    'receivedDate',
    'the first moment of all',
    { facts: { receivedAt: 0 } },
    undefined,
    ['59年1月1日', '1 January 1970'],
  ],
  [
    'surveyUrl',
    'its token',
    { facts: { surveyId: 's' } },
    undefined,
    both(`https://desk.test/surveys/${derivedToken(keyring, 'survey-token', 's')}`),
  ],
  ['surveyUrl', 'none', {}, undefined, both(undefined)],
  ['partner', 'known', {}, 'demo.u', ['中心', 'Centre']],
  ['partner', 'retired', {}, 'gone', both('gone')],
  ['partner', 'none', {}, undefined, both(undefined)],
  ['commitment', 'known', {}, 'law.x', ['三日答復', 'Three days']],
  ['commitment', 'retired', {}, 'gone', both('gone')],
  ['paused', 'two', {}, ['law.x', 'gone'], ['三日答復、gone', 'Three days; gone']],
  ['paused', 'none', {}, undefined, both(undefined)],
  ['dueDate', 'a day', {}, '2026-09-02', ['115年9月2日', '2 September 2026']],
  [
    'holder',
    'unit and handler',
    { facts: { acting: 'demo.u', handler: 'h' } },
    undefined,
    ['中心 陳承辦', 'Centre 陳承辦'],
  ],
  ['holder', 'a unit alone', { facts: { acting: 'demo.u' } }, undefined, ['中心', 'Centre']],
  [
    'holder',
    'a handler who left',
    { facts: { acting: 'demo.u', handler: 'gone' } },
    undefined,
    ['中心', 'Centre'],
  ],
  ['holder', 'no one', {}, undefined, both(undefined)],
  ['count', 'of a list', { facts: { count: 53, named: 50 } }, undefined, both('53')],
  ['count', 'without what is named', { facts: { count: 53 } }, undefined, both(undefined)],
  ['count', 'of no list', { facts: { named: 50 } }, undefined, both(undefined)],
  ['more', 'some have no line', { facts: { count: 53, named: 50 } }, undefined, both('3')],
  ['more', 'each has a line', { facts: { count: 50, named: 50 } }, undefined, both(undefined)],
  ['more', 'of no list', {}, undefined, both(undefined)],
  ['lines', 'the list writes them', {}, undefined, both(undefined)],
  ['sheetDay', 'a day', {}, '2026-09-02', ['115年9月2日', '2 September 2026']],
  ['sheetOf', 'a unit', {}, undefined, ['中心', 'Centre']],
  ['sheetOf', 'no unit: the agency', without('unit'), undefined, ['示範局', 'Demo bureau']],
  ['sheetBroken', 'unknown', {}, undefined, both(undefined)],
  ['sheetBroken', 'none', {}, { count: 0, most: 100, rows: [] }, ['沒有', 'none']],
  [
    'sheetBroken',
    'each with its unit and days',
    {},
    {
      ...{ count: 3, most: 100 },
      rows: [
        { caseNumber: 'N-1', unit: 'demo.u', left: { remaining: late(2), unit: 'wd' } },
        { caseNumber: 'N-2', unit: 'gone' },
      ],
    },
    [
      '3\n- N-1（中心，已逾期 2 個工作日）\n- N-2（gone）\n- 另有 1 項，請看晨會單',
      '3\n- N-1 (Centre, overdue by 2 working days)\n- N-2 (gone)\n- 1 more: see the sheet',
    ],
  ],
  [
    'sheetChases',
    'until when to answer; more than are counted',
    {},
    { count: 100, most: 100, rows: [{ caseNumber: 'N-1', unit: 'demo.u', dueDate: '2026-09-02' }] },
    [
      '100 以上\n- N-1（中心，期限115年9月2日）\n- 另有 99 項，請看晨會單',
      '100 or more\n- N-1 (Centre, due 2 September 2026)\n- 99 more: see the sheet',
    ],
  ],
  [
    'sheetAway',
    'of whom the unit and the number of cases',
    {},
    { count: 1, most: 100, rows: [{ unit: 'demo.u', cases: 3 }] },
    ['1\n- 中心（手上 3 件）', '1\n- Centre (3 cases in hand)'],
  ],
  ['sheetUrl', 'who may open it', {}, true, both('https://desk.test/desk/board/sheet')],
  ['sheetUrl', 'who may not', {}, false, both(undefined)],
  ['chaseListsUrl', 'of the day', {}, '2026-09-02', both('https://desk.test/desk/chase-lists?on=2026-09-02')],
  ['mailsUrl', 'always', {}, undefined, both('https://desk.test/desk/mails')],
];

describe('what is written for a fact', () => {
  it.each(ROWS)('%s, %s', (name, _what, given, keeps, written) =>
    expect(said(name, given, keeps)).toEqual(written),
  );
});

const clock = (startOn: string[], extendable: boolean, dueDate: string) => ({
  row: { commitmentId: 'law.x', subjectId: '', dueDate },
  ...{ startOn, stopOn: [], extendable },
});
const running = async () =>
  [clock(['DISSATISFIED'], false, '2026-09-02'), clock(['RECEIVED'], true, '2026-09-09')] as never;
const seen = (type: string): Seen => ({ event: { type, facts: {} } as never, running });

describe('what a message keeps of the event', () => {
  it.each([
    ['EXTENDED', '2026-09-09'],
    ['DISSATISFIED', '2026-09-02'],
  ])('the new date after %s: %s', async (type, date) =>
    expect(await rows.get('newDueDate')!.from!(seen(type))).toBe(date),
  );

  const kept = FACT_ROWS.filter(([, { from }]) => from);
  it.each(kept.map(([name]) => name))(
    '%s: nothing where there is no event, case, promise or break',
    async (name) => {
      const paused = async () => [];
      expect(await rows.get(name)!.from!({ paused, running })).toBeUndefined();
    },
  );
});
