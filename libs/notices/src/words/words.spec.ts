import { type Locale, LOCALES } from '@app/platform';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@app/catalogue';
import { EVENT_TYPES } from '@app/cases';
import { DIGESTS } from '../kinds/digests.js';
import { mayGoBySms, NOTICE_KINDS, owedOfKind } from '../kinds/occasions.js';
import { FACT_ROWS } from '../facts/facts.js';
import { vocabularyOf } from '../facts/vocabulary.js';
import { placeholdersIn } from './placeholders.js';
import { smsParts } from './sms-length.js';
import { loadTemplates, TemplateError } from './templates.js';
import { NoticeWords, TEMPLATES_FOLDER } from './words.js';

const templates = loadTemplates(TEMPLATES_FOLDER);
const words = new NoticeWords();
const config = loadConfig('config', { events: EVENT_TYPES });

const longest = (names: { name: Record<Locale, string> }[], locale: Locale) =>
  names.map(({ name }) => name[locale]).sort((a, b) => b.length - a.length)[0]!;

/** The longest that a case of any agency in config/ can have. */
function longestValues(locale: Locale): Record<string, string> {
  const site = 'https://service.moeasmea.gov.tw';
  const ofOne = FACT_ROWS.filter(([name]) => !['count', 'lines', 'more'].includes(name));
  const examples = ofOne.map(([name, { example }]) => {
    const isDate = /年\d+月/.test(example['zh-TW']);
    const longestDate = locale === 'en' ? '30 September 2026' : '115年12月31日';
    return [name, isDate ? longestDate : example[locale]] as const;
  });
  const unit = longest(config.units, locale);
  return {
    ...Object.fromEntries(examples),
    ...{ agency: longest(config.organisations, locale), service: longest(config.services, locale) },
    ...{ unit, partner: unit, holder: `${unit} 陳承辦` },
    ...{ progressUrl: `${site}/progress?n=SMEA-1151231-00042-7`, site: 'service.moeasmea.gov.tw' },
    ...{ deskUrl: `${site}/desk`, caseUrl: `${site}/desk/cases/SMEA-1151231-00042-7` },
    surveyUrl: `${site}/surveys/AAAAAAAAAAAAAAAAAAAAAA`,
    ...{ confirmUrl: `${site}/confirmations/AAAAAAAAAAAAAAAAAAAAAA`, reportUrl: `${site}/cases/new` },
  };
}

describe.each(NOTICE_KINDS)('the words of %s', (kind) => {
  it.each(LOCALES)('are whole in %s: nothing unfilled, plain text and HTML alike', (locale) => {
    const mail = words.word(kind, 'EMAIL', locale, longestValues(locale));
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/[{}]|undefined/);
    expect(mail.subject).toContain(longestValues(locale)['agency']);
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.text).toMatch(
      /https:\/\/service\.moeasmea\.gov\.tw\/(progress|desk|surveys|confirmations|cases)/,
    );
  });

  it('never carry number and code together, nor names or content', () => {
    const { known, perhaps } = vocabularyOf(kind);
    const all = [...known, ...perhaps];
    expect(all.includes('caseNumber') && all.includes('lookupCode')).toBe(false);
    expect(all.filter((name) => /name$|subject|description|text|email|phone$/.test(name))).toEqual([]);
  });
});

describe.each(Object.entries(DIGESTS))('the mail %s', (digest, kinds) => {
  it.each(LOCALES)('gathers its kinds in %s, each with its own line, and says how many', (locale) => {
    const values = longestValues(locale);
    const items = kinds.map((kind, at) => ({ kind, values: { ...values, caseNumber: `SMEA-${at}` } }));
    const mail = words.list(digest, locale, values, items);
    expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/[{}]|undefined/);
    expect(mail.subject).toContain(String(kinds.length));
    for (const { values } of items) expect(mail.text).toContain(values.caseNumber);
    expect(mail.text.split(values['caseUrl']!)).toHaveLength(kinds.length + 1);
    expect(mail.html).toContain(`<a href="${values['caseUrl']}">`);
  });
});

describe.each(NOTICE_KINDS.filter(mayGoBySms))('the SMS of %s', (kind) => {
  it.each(LOCALES)('opens with the agency and is short in %s, with the longest values', (locale) => {
    const values = longestValues(locale);
    const { text } = words.word(kind, 'SMS', locale, values);
    expect(text.replace(/^【/, '').startsWith(values['agency']!)).toBe(true);
    expect(smsParts(text)).toBeLessThanOrEqual(2);
    expect(text).not.toContain('\n');
  });
});

it.each(LOCALES)(
  'all SMS but the questionnaire fit one part in %s, even with the longest agency, number and address',
  (locale) => {
    const partsOf = (kind: string) => smsParts(words.word(kind, 'SMS', locale, longestValues(locale)).text);
    const long = NOTICE_KINDS.filter(mayGoBySms).filter((kind) => partsOf(kind) > 1);
    expect(long.filter((kind) => kind !== 'survey')).toEqual([]);
  },
);

it('a line without its value is left out, the rest stays', () => {
  const { replyBy: _absent, unitPhone: _none, ...values } = longestValues('zh-TW');
  const { text } = words.word('referred', 'EMAIL', 'zh-TW', values);
  expect(text).not.toContain('協處期限');
  expect(text).not.toContain('聯絡電話');
  expect(text).toContain('您不需要重新提出申請');
});

it('what comes from data is escaped in the HTML version', () => {
  const { html } = words.word('referred', 'EMAIL', 'en', { ...longestValues('en'), partner: '<script>&"' });
  expect(html).toContain('&lt;script&gt;&amp;&quot;');
  expect(html).not.toContain('<script');
});

it('staff kinds have no SMS, citizen kinds know no desk address', () => {
  for (const kind of NOTICE_KINDS) {
    const citizen = owedOfKind(kind).to === 'CITIZEN';
    expect(templates.kinds.get(kind)!['zh-TW'].sms !== undefined).toBe(mayGoBySms(kind));
    expect(placeholdersIn(templates.kinds.get(kind)!.en.mail).includes('deskUrl')).toBe(!citizen);
  }
});

describe('templates with mistakes', () => {
  const broken = (change: (folder: string) => void): readonly string[] => {
    const folder = join(mkdtempSync(join(tmpdir(), 'single-window-templates-')), 'templates');
    cpSync(TEMPLATES_FOLDER, folder, { recursive: true });
    change(folder);
    try {
      loadTemplates(folder);
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(TemplateError);
      return (error as TemplateError).problems;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const replace = (file: string, from: string, to: string) => (folder: string) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };

  it.each<[string, (folder: string) => void, string]>([
    [
      'an unknown placeholder',
      replace('replied.yaml', '{progressUrl}', '{progresUrl}'),
      'config/templates/replied.yaml zh-TW.mail: {progresUrl} is not known here; allowed: ',
    ],
    [
      'the number beside the code',
      replace('lookup-code.yaml', '：{lookupCode}，', '：{lookupCode}（{caseNumber}），'),
      'config/templates/lookup-code.yaml zh-TW.sms: {caseNumber} is not known here',
    ],
    [
      'a date that may be absent, in an SMS',
      replace('referred.yaml', '已轉介協處單位。', '期限{replyBy}。'),
      'config/templates/referred.yaml zh-TW.sms: {replyBy} is not always known; use it in mail only',
    ],
    ['a missing language', replace('merged.yaml', '\nen:', '\nde:'), 'config/templates/merged.yaml en: '],
    [
      'a missing file',
      (folder) => rmSync(join(folder, 'survey.yaml')),
      'config/templates/survey.yaml: is missing; write it with zh-TW and en',
    ],
    [
      'a misspelt file',
      (folder) => cpSync(join(folder, 'survey.yaml'), join(folder, 'suvrey.yaml')),
      'config/templates/suvrey.yaml: no notice has this name; check the spelling',
    ],
    [
      'an SMS for staff',
      replace('clock-overdue.yaml', 'en:\n', "en:\n  sms: 'x'\n"),
      'config/templates/clock-overdue.yaml en.sms: is never sent; remove it',
    ],
    [
      'a line for what stands in no list',
      replace('replied.yaml', 'en:\n', "en:\n  line: 'x'\n"),
      'config/templates/replied.yaml en.line: stands in no list; remove it',
    ],
    [
      'a list without its lines',
      replace('clock-digest.yaml', '{lines}', ''),
      'config/templates/clock-digest.yaml zh-TW.mail: {lines} is missing',
    ],
    [
      'the number of one case over a list',
      replace('clock-digest.yaml', '{count}', '{caseNumber}'),
      'config/templates/clock-digest.yaml zh-TW.subject: {caseNumber} is not known here; allowed: agency',
    ],
    [
      'case data in the foot',
      replace('_frame.yaml', '{agency}', '{caseNumber}'),
      'config/templates/_frame.yaml zh-TW.citizen: {caseNumber} is not known here; allowed: agency',
    ],
    [
      'YAML that does not parse',
      (folder) => writeFileSync(join(folder, 'merged.yaml'), 'zh-TW: [\n'),
      'config/templates/merged.yaml: ',
    ],
  ])('%s is named with file and key', (_what, change, line) => {
    expect(broken(change)).toEqual(expect.arrayContaining([expect.stringContaining(line)]));
  });
});
