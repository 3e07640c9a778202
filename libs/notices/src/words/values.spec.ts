import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { lookupCode, spacedCode } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { derivedToken, type Keyring, type Settings } from '@app/platform';
import { dateInWords } from './dates-in-words.js';
import type { NoticeFacts } from '../rows/facts.js';
import { mailHtml } from './mail-html.js';
import { NoticeValues } from './values.js';

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
  it('names of the catalogue, in the language of the notice', () => {
    expect(of({ partner: 't', commitment: 'p' })).toMatchObject({
      ...{
        agency: 'o甲',
        service: 's甲',
        unit: 'u甲',
        unitPhone: 'tel-u',
        partner: 't甲',
        commitment: 'p諾',
      },
    });
    expect(of({ partner: 't', commitment: 'p' }, 'en')).toMatchObject({
      ...{ agency: 'o A', service: 's A', unit: 'u A', partner: 't A', commitment: 'p promise' },
    });
    expect(of({}, 'fr')).toMatchObject({ agency: 'o甲' });
  });

  it('what has left the catalogue goes by its id, a unit by its agency, an agency by the window', () => {
    expect(of({ service: 'x', unit: 'x', partner: 'y', commitment: 'z' })).toMatchObject({
      ...{ service: 'x', unit: 'o甲', unitPhone: undefined, partner: 'y', commitment: 'z' },
    });
    expect(of({ organisation: 'x' })).toMatchObject({ agency: '單一窗口' });
    expect(of({ organisation: 'x' }, 'en')).toMatchObject({ agency: 'Single Window' });
  });

  it('nothing where there is nothing: the line is left out then', () => {
    const { partner, commitment, paused, holder, district, lastDay, dueDate } = of();
    expect([partner, commitment, paused, holder, district, lastDay, dueDate]).toEqual(
      Array(7).fill(undefined),
    );
  });

  it('each date in words', () => {
    const dates = ['lastDay', 'dueDate', 'acceptBy', 'replyBy', 'newDueDate', 'offFrom', 'offTo', 'backOn'];
    for (const name of dates) {
      expect(of({ [name]: '2026-09-02' })[name]).toBe('115年9月2日');
      expect(of({ [name]: '2026-09-02' }, 'en')[name]).toBe('2 September 2026');
    }
  });

  it('promises that stand still, one after the other', () => {
    expect(of({ paused: ['p', 'q', 'z'] })['paused']).toBe('p諾、q諾、z');
    expect(of({ paused: ['p', 'q'] }, 'en')['paused']).toBe('p promise; q promise');
  });

  it('who holds it: the unit that must act, and its handler', () => {
    expect(of({ acting: 't' })['holder']).toBe('t甲');
    expect(of({ acting: 'u', handler: 'h' })['holder']).toBe('u甲 陳承辦');
    expect(of({ acting: 'u', handler: 'gone' })['holder']).toBe('u甲');
    expect(of({ acting: 'x' })['holder']).toBe('x');
  });

  it('where to look: the public page, the site for an SMS, the own door of the desk', () => {
    expect(of()).toMatchObject({
      ...{ progressUrl: 'https://desk.example.test/progress', site: 'desk.example.test' },
      ...{
        deskUrl: 'https://desk.example.test/desk',
        caseUrl: 'https://desk.example.test/desk/cases/DEMO-1',
      },
    });
    expect(of({ door: 'referrals' })['caseUrl']).toBe('https://desk.example.test/desk/referrals');
  });

  it('number and code never both: the code only in its own kind, with the day of the report', () => {
    const [usual, code] = [of(), of({ codeVersion: 3 }, 'zh-TW', 'lookup-code')];
    expect([usual['caseNumber'], usual['lookupCode']]).toEqual(['DEMO-1', undefined]);
    expect(code['caseNumber']).toBeUndefined();
    expect(code['receivedDate']).toBe('115年8月19日');
    expect(code['lookupCode']).toBe(spacedCode(lookupCode(keyring, 'c', 3)));
    expect(of({}, 'zh-TW', 'lookup-code')['lookupCode']).toBe(spacedCode(lookupCode(keyring, 'c', 1)));
  });

  it('the link of a questionnaire only in its own kind', () => {
    const token = derivedToken(keyring, 'survey-token', 's-1');
    expect(of({ surveyId: 's-1' }, 'zh-TW', 'survey')['surveyUrl']).toBe(
      `https://desk.example.test/surveys/${token}`,
    );
    expect(of({ surveyId: 's-1' })['surveyUrl']).toBeUndefined();
  });
});

describe('dates as people say them', () => {
  it('each month by its name', () => {
    const months = Array.from({ length: 12 }, (_, at) => `2027-${String(at + 1).padStart(2, '0')}-09`);
    expect(months.map((date) => dateInWords(date, 'en').split(' ')[1])).toEqual([
      ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
      ...['September', 'October', 'November', 'December'],
    ]);
    expect(months.map((date) => dateInWords(date, 'zh-TW'))).toEqual(
      Array.from({ length: 12 }, (_, at) => `116年${at + 1}月9日`),
    );
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
