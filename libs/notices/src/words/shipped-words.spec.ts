import { type Locale, LOCALES } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DIGESTS } from '../kinds/digests.js';
import { mayGoBySms, NOTICE_KINDS, owedOfKind } from '../kinds/occasions.js';
import { faultsOf, loadTemplates } from './templates.js';
import { vocabularyOf } from '../facts/vocabulary.js';
import { fill, placeholdersIn } from './placeholders.js';
import { NoticeWords, TEMPLATES_FOLDER } from './words.js';
import { WRITTEN } from '../spec-table.js';

const templates = loadTemplates(TEMPLATES_FOLDER);
const words = new NoticeWords();

/** By hand, in the words of the glossary: what each message must say, so that none speaks of another step. */
const SAYS: Record<string, { 'zh-TW': string[]; en: string[] }> = {
  ...Object.fromEntries(WRITTEN.map(({ words: kind, zh, en }) => [kind, { 'zh-TW': zh, en }])),
  'before-holiday': { 'zh-TW': ['放假', '到期', '承辦'], en: ['holiday', 'due', 'held by'] },
  'morning-sheet': { 'zh-TW': ['晨會單', '稽催清單'], en: ['morning sheet', 'lists of overdue cases'] },
};
/** What no other kind's words may say: the end of a case is told by its own message alone. */
const ALONE: Record<string, RegExp> = {
  'case-closed': /已結案|has been closed/,
  withdrawn: /已撤案|has been withdrawn/,
  transferred: /已移轉主管機關|has been transferred/,
  'no-action': /已登記，不另處理|no further action/,
  reopened: /已重啟|has been reopened/,
};

/** Besides what every mail of its side has. */
const CITIZENS = ['caseNumber', 'progressUrl', 'service', 'unit', 'unitPhone'];
const STAFFS = ['caseNumber', 'deskUrl', 'service', 'unit'];
const DUES = ['caseUrl', 'commitment', 'dueDate', 'holder'];
const IN_MAIL: Record<string, string[]> = {
  ...Object.fromEntries(
    WRITTEN.map(({ words: kind, who, names }) => [
      kind,
      [...(who === 'citizen' ? CITIZENS : STAFFS), ...names],
    ]),
  ),
  'lookup-code': ['lookupCode', 'progressUrl', 'receivedDate'],
  survey: ['caseNumber', 'service', 'surveyUrl'],
  // number and code open nothing before she has confirmed, and the code is not sent
  'confirm-report': ['caseNumber', 'confirmBy', 'confirmUrl', 'service', 'unit', 'unitPhone'],
  'confirmation-lapsed': ['caseNumber', 'confirmBy', 'reportUrl', 'service', 'unit', 'unitPhone'],
  'before-holiday': [...STAFFS, ...DUES, 'offFrom', 'offTo', 'backOn'],
  // numbers in the order of the stand-up; of no case alone
  'morning-sheet': [
    ...['sheetOf', 'sheetDay', 'sheetBroken', 'sheetToday', 'sheetUntouched', 'sheetApproval', 'sheetChases'],
    ...['sheetTasks', 'sheetAway', 'sheetUrl', 'chaseListsUrl', 'mailsUrl', 'deskUrl'],
  ],
};
const IN_SUBJECT: Record<string, string[]> = {
  'lookup-code': ['agency'],
  survey: ['agency'],
  'morning-sheet': ['agency', 'sheetDay', 'sheetOf'],
};
const IN_SMS: Record<string, string[]> = {
  'lookup-code': ['agency', 'lookupCode', 'receivedDate'],
  survey: ['agency', 'surveyUrl'],
};
/** SMS that say nothing of where to look: they hold the address or code themselves, or are full without it. */
const WITHOUT_SITE: Record<Locale, string[]> = {
  'zh-TW': ['contact-changed', 'correction-requested', 'lookup-code', 'survey', 'withdrawn'],
  en: ['contact-changed', 'lookup-code', 'survey'],
};
const marks = (text: string) => [...new Set(placeholdersIn(text))].toSorted();

/** Every placeholder stands for a word of its own, so that a wrong one shows. */
const valuesOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `<${name}>`]));
const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>');

describe('the words that are shipped', () => {
  it('are there for every kind, and the table beside them names every kind', () => {
    expect(Object.keys(SAYS).toSorted()).toEqual([...NOTICE_KINDS].toSorted());
  });

  it.each(NOTICE_KINDS)('%s says what it is for, in mail and SMS, in both languages', (kind) => {
    for (const locale of LOCALES) {
      const { subject, mail, sms, line } = templates.kinds.get(kind)![locale];
      const says = SAYS[kind]![locale].map((words) => words.toLowerCase());
      for (const text of [mail, sms, line].filter((one) => one !== undefined))
        expect([text, says.some((words) => text.toLowerCase().includes(words))]).toEqual([text, true]);
      const others = Object.entries(ALONE).filter(([other]) => other !== kind);
      for (const [, alone] of others) expect([subject, mail, sms].join('\n')).not.toMatch(alone);
    }
  });

  it.each(NOTICE_KINDS)('%s names these facts, the same in both languages', (kind) => {
    for (const locale of LOCALES) {
      const { mail, sms, line } = templates.kinds.get(kind)![locale];
      expect([locale, marks(mail)]).toEqual([locale, IN_MAIL[kind]!.toSorted()]);
      const inSms = marks(sms ?? '').filter((name) => name !== 'site' && name !== 'lastDay');
      expect(inSms).toEqual(mayGoBySms(kind) ? (IN_SMS[kind] ?? ['agency', 'caseNumber']) : []);
      const inLine = ['caseNumber', 'caseUrl', 'commitment', 'dueDate', 'holder'];
      const gathered = Object.values(DIGESTS).flat().includes(kind);
      expect(marks(line ?? '')).toEqual(gathered ? inLine : []);
    }
  });

  it.each(NOTICE_KINDS)(
    '%s has its subject from agency and number, but for the code, the survey and what is of no case',
    (kind) => {
      for (const locale of LOCALES) {
        const { subject } = templates.kinds.get(kind)![locale];
        expect(marks(subject)).toEqual(IN_SUBJECT[kind] ?? ['agency', 'caseNumber']);
        expect(subject).toMatch(locale === 'en' ? /^\{agency\}: / : /^【\{agency\}】/);
      }
    },
  );

  it.each(LOCALES)('say in each SMS where to look (%s)', (locale) => {
    const bySms = NOTICE_KINDS.filter(mayGoBySms);
    const silent = bySms.filter((kind) => !templates.kinds.get(kind)![locale].sms!.includes('{site}'));
    expect(silent.toSorted()).toEqual(WITHOUT_SITE[locale]);
  });

  it('are filled whole, whatever of the facts is known', () => {
    const one = fc.constantFrom(...NOTICE_KINDS).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        locale: fc.constantFrom<Locale>(...LOCALES),
        perhaps: fc.subarray([...vocabularyOf(kind).perhaps]),
      }),
    );
    fc.assert(
      fc.property(one, ({ kind, locale, perhaps }) => {
        const { known, perhaps: all } = vocabularyOf(kind);
        const values = valuesOf([...known, ...perhaps]);
        const mail = words.word(kind, 'EMAIL', locale, values);
        for (const text of [mail.subject!, mail.text, mail.html!]) {
          expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
          for (const absent of all.filter((name) => !perhaps.includes(name)))
            expect(text).not.toContain(`<${absent}>`);
        }
        for (const name of perhaps.filter((name) =>
          marks(templates.kinds.get(kind)![locale].mail).includes(name),
        ))
          expect(mail.text).toContain(`<${name}>`);
        expect(mail.text).not.toMatch(/\n{3}|[：:、。] *\n\n--$/);
        expect(plain(mail.html!)).toContain(mail.subject);
        const foot = templates.frame[locale][owedOfKind(kind).to === 'CITIZEN' ? 'citizen' : 'staff'];
        expect(mail.text.endsWith(`\n--\n${fill(foot, values).trim()}`)).toBe(true);
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 300) },
    );
  });

  it.each(NOTICE_KINDS.filter(mayGoBySms))('%s by SMS needs nothing that may be unknown', (kind) => {
    for (const locale of LOCALES) {
      const { text } = words.word(kind, 'SMS', locale, valuesOf(vocabularyOf(kind).known));
      expect(text).not.toMatch(/[{}\n]|undefined/);
      expect(text.length).toBeGreaterThan(20);
    }
  });

  it('the lookup code is hers alone, works without an earlier one, and comes without the number', () => {
    const { 'zh-TW': zh, en } = templates.kinds.get('lookup-code')!;
    expect(zh.mail).toMatch(/案件編號（已另行傳送）[^]*只供您本人使用[^]*請勿告訴他人[^]*以最新一則為準/);
    expect(en.mail).toMatch(
      /separate message[^]*for you alone[^]*do not pass it on[^]*only the newest one works/,
    );
    expect([zh.sms, en.sms]).toEqual([
      ...[expect.stringContaining('請勿告訴他人'), expect.stringContaining('Do not pass it on')],
    ]);
  });

  it('the foot warns the citizen of who asks for codes, and sends staff to sign in', () => {
    expect(templates.frame['zh-TW'].citizen).toMatch(/請勿直接回覆[^]*不會以電子郵件或簡訊要求您提供查詢碼/);
    expect(templates.frame.en.citizen).toMatch(
      /do not reply[^]*never ask by e-mail or SMS for your lookup code/,
    );
    expect([templates.frame['zh-TW'].staff, templates.frame.en.staff]).toEqual([
      expect.stringContaining('請登入查看'),
      expect.stringContaining('Sign in to read the case'),
    ]);
  });
});

it('a line that needs two facts is left out when one of them is unknown', () => {
  const text = '一{a}\n二{a}{b}\n三';
  expect(fill(text, { a: '1' })).toBe('一1\n三');
  expect(fill(text, { a: '1', b: '2' })).toBe('一1\n二12\n三');
  expect(fill(text, {})).toBe('三');
});

describe('words without what they need', () => {
  const without = (kind: string, mark: string) => {
    const strip = (text?: string) => text?.replaceAll(`{${mark}}`, '…');
    const zh = templates.kinds.get(kind)!['zh-TW'];
    const change = {
      mail: strip(zh.mail)!,
      ...(zh.sms && { sms: strip(zh.sms) }),
      ...(zh.line && { line: strip(zh.line) }),
    };
    return faultsOf(kind, { ...templates.kinds.get(kind)!, 'zh-TW': { ...zh, ...change } });
  };
  const bySms = ['zh-TW.mail', 'zh-TW.sms'];
  it.each<[string, string, string[]]>([
    ['lookup-code', 'lookupCode', bySms],
    ['survey', 'surveyUrl', bySms],
    ['correction-requested', 'lastDay', bySms],
    ['correction-requested', 'caseNumber', bySms],
    ['replied', 'caseNumber', bySms],
    ['partner-replied', 'caseNumber', ['zh-TW.mail']],
    ['clock-warning', 'dueDate', ['zh-TW.mail', 'zh-TW.line']],
    ['referral-unaccepted', 'commitment', ['zh-TW.mail', 'zh-TW.line']],
    ['before-holiday', 'caseNumber', ['zh-TW.mail', 'zh-TW.line']],
  ])('%s without {%s} is refused, key by key', (kind, mark, keys) => {
    expect(without(kind, mark)).toEqual(keys.map((key) => `${key}: {${mark}} is missing`));
  });

  it.each([
    ['survey', 'caseNumber'],
    ['extended', 'newDueDate'],
    ['replied', 'unitPhone'],
  ])('%s without {%s} may be', (kind, mark) => expect(without(kind, mark)).toEqual([]));
});
