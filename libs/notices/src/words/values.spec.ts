import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { lookupCode, spacedCode } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { derivedToken, type Keyring, type Settings } from '@app/platform';
import type { NoticeFacts } from '../facts/facts.js';
import { mailHtml } from './mail-html.js';
import { NoticeValues } from './values.js';
import { vocabularyOf } from '../facts/vocabulary.js';
import { digestOf } from '../kinds/digests.js';
import { NOTICE_KINDS } from '../kinds/occasions.js';

const named = (name: string) => ({ name: { 'zh-TW': `${name}甲`, en: `${name} A` }, phone: `tel-${name}` });
const titled = (name: string) => ({ title: { 'zh-TW': `${name}諾`, en: `${name} promise` } });
const KNOWN = ['o', 's', 'u', 't', 'p', 'q'];
const catalogue = {
  organisation: (id: string) => (KNOWN.includes(id) ? named(id) : undefined),
  service: (id: string) => (KNOWN.includes(id) ? named(id) : undefined),
  unit: (id?: string) => (id && KNOWN.includes(id) ? named(id) : undefined),
  commitment: (id: string) => (KNOWN.includes(id) ? titled(id) : undefined),
} as unknown as Catalogue;
const keyring = {
  mac: (...parts: unknown[]) => createHash('sha256').update(parts.join('.')).digest(),
} as unknown as Keyring;
const values = new NoticeValues(catalogue, keyring, { publicUrl: 'https://desk.example.test' } as Settings);

const FACTS: NoticeFacts = {
  ...{
    organisation: 'o',
    service: 's',
    unit: 'u',
    caseNumber: 'DEMO-1',
    receivedAt: Date.parse('2026-08-19T23:30+08:00'),
  },
};
const of = (facts: Partial<NoticeFacts> = {}, locale = 'zh-TW', kind = 'replied') =>
  values.of({ kind, subjectId: 'c', locale, facts: { ...FACTS, ...facts } }, new Map([['h', '陳承辦']]));

describe('what the placeholders stand for', () => {
  const due = (facts: Partial<NoticeFacts>, locale = 'zh-TW') => of(facts, locale, 'clock-warning');

  it('names of the catalogue, in the language of the notice', () => {
    expect(of()).toMatchObject({ agency: 'o甲', service: 's甲', unit: 'u甲', unitPhone: 'tel-u' });
    expect(of({}, 'en')).toMatchObject({ agency: 'o A', service: 's A', unit: 'u A' });
    expect(of({}, 'fr')).toMatchObject({ agency: 'o甲' });
    const [partner, commitment] = [{ partner: 't' }, { commitment: 'p' }];
    expect([of(partner, 'zh-TW', 'referred')['partner'], due(commitment)['commitment']]).toEqual([
      't甲',
      'p諾',
    ]);
    expect([of(partner, 'en', 'referred')['partner'], due(commitment, 'en')['commitment']]).toEqual([
      ...['t A', 'p promise'],
    ]);
  });

  it('what has left the catalogue goes by its id, a unit by its agency, an agency by the window', () => {
    expect(of({ service: 'x', unit: 'x' })).toMatchObject({
      service: 'x',
      unit: 'o甲',
      unitPhone: undefined,
    });
    expect(of({ partner: 'y' }, 'zh-TW', 'referred')['partner']).toBe('y');
    expect(due({ commitment: 'z' })['commitment']).toBe('z');
    expect(of({ organisation: 'x' })).toMatchObject({ agency: '單一窗口' });
    expect(of({ organisation: 'x' }, 'en')).toMatchObject({ agency: 'Single Window' });
  });

  it('nothing where there is nothing: the line is left out then', () => {
    for (const kind of NOTICE_KINDS) {
      const { known, perhaps } = vocabularyOf(kind);
      const values = of({}, 'zh-TW', kind);
      const kept = ['partner', 'lastDay', 'commitment', 'dueDate', 'offFrom', 'offTo', 'backOn', 'surveyUrl'];
      const absent = [
        ...perhaps.filter((name) => name !== 'unitPhone'),
        ...known.filter((n) => kept.includes(n)),
      ];
      expect([kind, absent.filter((name) => values[name] !== undefined)]).toEqual([kind, []]);
    }
  });

  it('each date in words', () => {
    const DATED = {
      'correction-requested': ['lastDay'],
      'referral-offered': ['acceptBy', 'replyBy'],
      extended: ['newDueDate'],
      'before-holiday': ['dueDate', 'offFrom', 'offTo', 'backOn'],
    };
    for (const [kind, names] of Object.entries(DATED))
      for (const name of names) {
        expect(of({ [name]: '2026-09-02' }, 'zh-TW', kind)[name]).toBe('115年9月2日');
        expect(of({ [name]: '2026-09-02' }, 'en', kind)[name]).toBe('2 September 2026');
      }
  });

  it('promises that stand still, one after the other', () => {
    const kind = 'correction-requested';
    expect(of({ paused: ['p', 'q', 'z'] }, 'zh-TW', kind)['paused']).toBe('p諾、q諾、z');
    expect(of({ paused: ['p', 'q'] }, 'en', kind)['paused']).toBe('p promise; q promise');
  });

  it('who holds it: the unit that must act, and its handler', () => {
    expect(due({ acting: 't' })['holder']).toBe('t甲');
    expect(due({ acting: 'u', handler: 'h' })['holder']).toBe('u甲 陳承辦');
    expect(due({ acting: 'u', handler: 'gone' })['holder']).toBe('u甲');
    expect(due({ acting: 'x' })['holder']).toBe('x');
  });

  it('where to look: the public page, the site for an SMS, the own door of the desk', () => {
    expect(of()).toMatchObject({
      ...{ progressUrl: 'https://desk.example.test/progress?n=DEMO-1', site: 'desk.example.test' },
    });
    expect(due({})).toMatchObject({
      deskUrl: 'https://desk.example.test/desk',
      caseUrl: 'https://desk.example.test/desk/cases/DEMO-1',
    });
    expect(due({ door: 'referrals' })['caseUrl']).toBe('https://desk.example.test/desk/referrals');
  });

  it('of a list how many there are, and how many of them it does not name', () => {
    const list = (count: number, named: number) => of({ count, named }, 'zh-TW', 'before-holiday');
    expect(list(53, 50)).toMatchObject({ count: '53', more: '3' });
    expect(list(50, 50)).toMatchObject({ count: '50', more: undefined });
    expect(of({}, 'zh-TW', 'before-holiday')).toMatchObject({ count: undefined, more: undefined });
  });

  it('number and code never both: the code only in its own kind, with the day of the report', () => {
    for (const kind of NOTICE_KINDS.filter((one) => one !== 'morning-sheet')) {
      const { caseNumber, lookupCode: code, progressUrl = '' } = of({}, 'zh-TW', kind);
      const isCode = kind === 'lookup-code';
      expect([kind, progressUrl.includes('DEMO-1')]).toEqual([kind, progressUrl !== '' && !isCode]);
      expect([kind, caseNumber, code !== undefined]).toEqual([kind, isCode ? undefined : 'DEMO-1', isCode]);
    }
    const code = of({ codeVersion: 3 }, 'zh-TW', 'lookup-code');
    expect(code['receivedDate']).toBe('115年8月19日');
    expect(code['lookupCode']).toBe(spacedCode(lookupCode(keyring, 'c', 3)));
    expect(of({}, 'zh-TW', 'lookup-code')['lookupCode']).toBe(spacedCode(lookupCode(keyring, 'c', 1)));
  });

  it('the link of a questionnaire only in its own kind', () => {
    const token = derivedToken(keyring, 'survey-token', 's-1');
    const url = `https://desk.example.test/surveys/${token}`;
    for (const kind of NOTICE_KINDS)
      expect([kind, of({ surveyId: 's-1' }, 'zh-TW', kind)['surveyUrl']]).toEqual([
        kind,
        kind === 'survey' ? url : undefined,
      ]);
  });

  it('and nothing that its words may not name', () => {
    for (const kind of NOTICE_KINDS) {
      const { known, perhaps } = vocabularyOf(kind);
      const list = vocabularyOf(digestOf(kind) ?? '');
      const allowed = new Set([...known, ...perhaps, ...list.known, ...list.perhaps]);
      const given = Object.keys(of({ codeVersion: 3, surveyId: 's', partner: 't' }, 'zh-TW', kind));
      expect([kind, given.filter((name) => !allowed.has(name))]).toEqual([kind, []]);
    }
  });
});

describe('the HTML version of a mail', () => {
  const html = mailHtml({
    ...{ locale: 'zh-TW', subject: `<b>&"'`, closing: '單一窗口' },
    text: '一\n二\n\nhttps://x.test/a?b=1&c=2。三 <script>',
  });
  it('has one heading, the paragraphs and lines of the text, and nothing of its own making', () => {
    expect(html.match(/<h1[^>]*>([^]*?)<\/h1>/)![1]).toBe('&lt;b&gt;&amp;&quot;&#39;');
    expect(html).toContain('<p>一<br>二</p>');
    expect(html).toContain('<p>單一窗口</p></footer>');
    expect(html).not.toContain('<script');
    expect(html).toContain('<html lang="zh-TW">');
  });
  it('links where it says it leads, and no further than the address', () => {
    const shown = 'https://x.test/a?b=1&amp;c=2';
    expect(html).toContain(`<a href="${shown}">${shown}</a>。三 &lt;script&gt;`);
  });
});
