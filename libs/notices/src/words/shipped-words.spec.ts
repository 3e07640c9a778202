import { type Locale, LOCALES } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DIGESTS } from '../kinds/digests.js';
import { mayGoBySms, NOTICE_KINDS, owedOfKind } from '../kinds/occasions.js';
import { faultsOf, loadTemplates } from './templates.js';
import { fill, placeholdersIn, vocabularyOf } from './placeholders.js';
import { NoticeWords, TEMPLATES_FOLDER } from './words.js';

const templates = loadTemplates(TEMPLATES_FOLDER);
const words = new NoticeWords();

/** By hand, in the words of the glossary: what each message must say, so that none speaks of another step. */
const SAYS: Record<string, { 'zh-TW': string; en: string }> = {
  'case-received': { 'zh-TW': '收件', en: 'received' },
  'lookup-code': { 'zh-TW': '查詢碼', en: 'lookup code' },
  'case-accepted': { 'zh-TW': '受理', en: 'accepted' },
  'case-assigned': { 'zh-TW': '分派', en: 'work|given to the unit' },
  'case-reassigned': { 'zh-TW': '改由', en: 'moved' },
  referred: { 'zh-TW': '轉介', en: 'referred|asked' },
  'referral-offered': { 'zh-TW': '確認接案', en: 'accept it, or return it' },
  'referral-accepted': { 'zh-TW': '接案', en: 'accepted' },
  'partner-accepted': { 'zh-TW': '已確認接案', en: 'has accepted' },
  'referral-returned': { 'zh-TW': '退回', en: 'returned' },
  'partner-returned': { 'zh-TW': '退回', en: 'returned' },
  'referral-replied': { 'zh-TW': '回覆', en: 'report' },
  'partner-replied': { 'zh-TW': '已回覆協處結果', en: 'has reported back' },
  'referral-taken-back': { 'zh-TW': '收回', en: 'taken' },
  'referral-recalled': { 'zh-TW': '收回', en: 'recalled' },
  'correction-requested': { 'zh-TW': '補正', en: 'complete|needs more' },
  'supplement-requested': { 'zh-TW': '補充說明', en: 'more information' },
  extended: { 'zh-TW': '展延', en: 'extended|more time' },
  'interim-replied': { 'zh-TW': '初步說明', en: 'first answer' },
  replied: { 'zh-TW': '答復', en: 'answer' },
  'supplementary-replied': { 'zh-TW': '補充答復', en: 'further answer' },
  'case-closed': { 'zh-TW': '結案', en: 'closed' },
  reopened: { 'zh-TW': '重啟', en: 'reopened' },
  'no-action': { 'zh-TW': '不另處理', en: 'no further action' },
  transferred: { 'zh-TW': '移轉|移請', en: 'transferred' },
  withdrawn: { 'zh-TW': '撤案', en: 'withdrawn' },
  merged: { 'zh-TW': '併案', en: 'joined|together' },
  'merged-replied': { 'zh-TW': '答復', en: 'answer' },
  message: { 'zh-TW': '留言', en: 'message|written to you' },
  survey: { 'zh-TW': '問卷', en: 'how (did we|we did)' },
  dissatisfied: { 'zh-TW': '不滿意', en: 'dissatisfied' },
  'lookup-guessed': { 'zh-TW': '輸入錯誤達 50 次', en: 'wrongly 50 times' },
  'clock-warning': { 'zh-TW': '將於|即將', en: 'is due on|due soon' },
  'clock-overdue': { 'zh-TW': '到期，尚未完成|已逾期', en: 'has not been met|overdue' },
  'clock-chased': { 'zh-TW': '仍未辦結|稽催', en: 'still' },
  'referral-unaccepted': { 'zh-TW': '接案', en: 'accepted' },
  'before-holiday': { 'zh-TW': '放假|到期|承辦', en: 'holiday|due|Held by' },
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
const DUES = [...STAFFS, 'caseUrl', 'commitment', 'dueDate', 'holder'];
const IN_MAIL: Record<string, string[]> = {
  'lookup-code': ['lookupCode', 'progressUrl', 'receivedDate'],
  survey: ['caseNumber', 'service', 'surveyUrl'],
  'correction-requested': [...CITIZENS, 'lastDay', 'paused'],
  extended: [...CITIZENS, 'newDueDate'],
  referred: [...CITIZENS, 'partner', 'replyBy'],
  'referral-accepted': [...CITIZENS, 'partner', 'replyBy'],
  'referral-returned': [...CITIZENS, 'partner'],
  'referral-replied': [...CITIZENS, 'partner'],
  'referral-taken-back': [...CITIZENS, 'partner'],
  'referral-offered': [...STAFFS, 'acceptBy', 'district', 'partner', 'replyBy'],
  'referral-recalled': [...STAFFS, 'partner'],
  'partner-accepted': [...STAFFS, 'partner', 'replyBy'],
  'partner-returned': [...STAFFS, 'partner', 'replyBy'],
  'partner-replied': [...STAFFS, 'partner'],
  dissatisfied: [...STAFFS, 'newDueDate'],
  'clock-warning': DUES,
  'clock-overdue': DUES,
  'clock-chased': DUES,
  'referral-unaccepted': DUES,
  'before-holiday': [...DUES, 'offFrom', 'offTo', 'backOn'],
};
const IN_SMS: Record<string, string[]> = {
  'lookup-code': ['agency', 'lookupCode', 'receivedDate'],
  survey: ['agency', 'surveyUrl'],
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
      const says = new RegExp(SAYS[kind]![locale], 'i');
      for (const text of [mail, sms, line].filter((one) => one !== undefined)) expect(text).toMatch(says);
      const others = Object.entries(ALONE).filter(([other]) => other !== kind);
      for (const [, alone] of others) expect([subject, mail, sms].join('\n')).not.toMatch(alone);
    }
  });

  it.each(NOTICE_KINDS)('%s names these facts, the same in both languages', (kind) => {
    const citizen = owedOfKind(kind).to === 'CITIZEN';
    for (const locale of LOCALES) {
      const { mail, sms, line } = templates.kinds.get(kind)![locale];
      expect([locale, marks(mail)]).toEqual([
        locale,
        (IN_MAIL[kind] ?? (citizen ? CITIZENS : STAFFS)).toSorted(),
      ]);
      const inSms = marks(sms ?? '').filter((name) => name !== 'site' && name !== 'lastDay');
      expect(inSms).toEqual(mayGoBySms(kind) ? (IN_SMS[kind] ?? ['agency', 'caseNumber']) : []);
      const inLine = ['caseNumber', 'caseUrl', 'commitment', 'dueDate', 'holder'];
      const gathered = Object.values(DIGESTS).flat().includes(kind);
      expect(marks(line ?? '')).toEqual(gathered ? inLine : []);
    }
  });

  it.each(NOTICE_KINDS)(
    '%s has its subject from agency and number, but for the code and the survey',
    (kind) => {
      for (const locale of LOCALES) {
        const { subject } = templates.kinds.get(kind)![locale];
        const alone = kind === 'lookup-code' || kind === 'survey';
        expect(marks(subject)).toEqual(alone ? ['agency'] : ['agency', 'caseNumber']);
        expect(subject).toMatch(locale === 'en' ? /^\{agency\}: / : /^【\{agency\}】/);
      }
    },
  );

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
