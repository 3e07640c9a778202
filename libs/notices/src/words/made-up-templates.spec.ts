import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOCALES } from '@app/platform';
import { mailHtml } from './mail-html.js';
import { vocabularyOf } from '../facts/vocabulary.js';
import { smsParts } from './sms-length.js';
import { loadTemplates, TemplateError } from './templates.js';
import { NoticeWords, TEMPLATES_FOLDER } from './words.js';

/** Texts made up for these specs, in a copy of the shipped ones. */
describe('templates that an agency has edited', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'single-window-templates-')), 'templates');
    cpSync(TEMPLATES_FOLDER, folder, { recursive: true });
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  type Text = Record<string, string | undefined>;
  const write = (name: string, zh: Text, en: Text = zh) =>
    writeFileSync(join(folder, `${name}.yaml`), JSON.stringify({ 'zh-TW': zh, en }));
  const words = () => new NoticeWords(folder);
  const values = { agency: '機關', caseNumber: 'N-1', service: '服務', unit: '單位', site: 's.test' };
  const problems = (): readonly string[] => {
    try {
      loadTemplates(folder);
      return [];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      expect(error.name).toBe('TemplateError');
      expect(error.message).toBe(
        [`The notice templates have ${error.problems.length} problem(s):`, ...error.problems].join('\n'),
      );
      return error.problems;
    }
  };

  describe('say', () => {
    const REPLY = {
      subject: '{caseNumber} 已答復',
      mail: '\n一 {caseNumber}\n\n{unitPhone}\n\n二\n\n\n\n三\n',
      sms: '{caseNumber}\n  看 {site} \n',
    };
    const frame = { citizen: '\n腳 {agency}\n', staff: '內部 {agency}' };
    beforeEach(() => {
      write('replied', REPLY, { ...REPLY, subject: '{caseNumber} answered' });
      write('_frame', frame, { citizen: 'foot {agency}', staff: 'inside' });
    });

    it('a mail with its foot; lines that nothing is known for are left out, and no gap stays', () => {
      const mail = words().word('replied', 'EMAIL', 'zh-TW', values);
      expect(mail).toMatchObject({ subject: 'N-1 已答復', text: '一 N-1\n\n二\n\n三\n\n--\n腳 機關' });
      expect(mail.html).toContain('<p>一 N-1</p>\n<p>二</p>\n<p>三</p>');
      expect(words().word('replied', 'EMAIL', 'en', values)).toMatchObject({
        ...{ subject: 'N-1 answered', text: '一 N-1\n\n二\n\n三\n\n--\nfoot 機關' },
      });
    });

    it('an SMS in one line', () =>
      expect(words().word('replied', 'SMS', 'zh-TW', values)).toEqual({ text: 'N-1 看 s.test' }));

    it('Chinese to those whose language is not known', () =>
      expect(words().word('replied', 'EMAIL', 'fr', values).subject).toBe('N-1 已答復'));

    it('several in one mail, each by its line, with how many they are', () => {
      const line = '\n{commitment}：{caseNumber}\n{holder}\n';
      const due = {
        subject: '{dueDate} {commitment} {caseNumber}',
        mail: '{dueDate} {commitment} {caseNumber}',
      };
      write('clock-warning', { ...due, line: `${line}{dueDate}` });
      write('clock-digest', { subject: '{count} 件', mail: '計 {count}：\n{lines}' });
      const item = (caseNumber: string, holder?: string) => ({
        kind: 'clock-warning',
        values: { ...values, caseNumber, commitment: '承諾', dueDate: '明日', holder },
      });
      const items = [item('N-1', '陳承辦'), item('N-2')];
      expect(words().list('clock-digest', 'zh-TW', values, items)).toMatchObject({
        ...{ subject: '2 件', text: '計 2：\n承諾：N-1\n陳承辦\n明日\n\n承諾：N-2\n明日\n\n--\n內部 機關' },
      });
      const told = { ...values, count: '9' };
      expect(words().list('clock-digest', 'en', told, items).subject).toBe('9 件');
    });

    it('nothing without what makes them of use, of a kind there is not, or of no mail there is', () => {
      const { caseNumber: _number, ...rest } = values;
      const without = () => words().word('replied', 'EMAIL', 'zh-TW', rest);
      expect(without).toThrow('a notice of kind replied without caseNumber');
      const due = () => words().list('clock-digest', 'en', values, [{ kind: 'clock-warning', values }]);
      expect(due).toThrow('a notice of kind clock-warning without commitment, dueDate');
      const unknown = () => words().word('pigeon', 'EMAIL', 'en', values);
      expect(unknown).toThrow('no words for a notice of kind pigeon');
      expect(() => words().list('pigeons', 'en', values, [])).toThrow('no words for the mail pigeons');
    });

    it('what they said when the first of them was read', () => {
      const known = words();
      known.check();
      write('replied', { ...REPLY, subject: '{caseNumber} 改' });
      expect(known.word('replied', 'EMAIL', 'zh-TW', values).subject).toBe('N-1 已答復');
      known.check();
      expect(known.word('replied', 'EMAIL', 'zh-TW', values).subject).toBe('N-1 改');
    });
  });

  describe('are refused with file and key', () => {
    const REPLY = { subject: '{caseNumber}', mail: '{caseNumber}', sms: '{caseNumber}' };

    it('none, as they ship', () => {
      expect(problems()).toEqual([]);
      write('replied', REPLY);
      expect(problems()).toEqual([]);
    });

    it.each<[string, string, Text, string]>([
      [
        'a foot that speaks of a case',
        '_frame',
        { citizen: '{caseNumber}', staff: '{agency}' },
        'citizen: {caseNumber} is not known here; allowed: agency',
      ],
      [
        'a list without its lines',
        'clock-digest',
        { subject: '{count}', mail: '{count}' },
        'mail: {lines} is missing',
      ],
      [
        'an SMS that is never sent',
        'clock-warning',
        { ...due(), sms: '{caseNumber} {commitment} {dueDate}' },
        'sms: is never sent; remove it',
      ],
      ['no SMS where one is sent', 'replied', { subject: 'x', mail: '{caseNumber}' }, 'sms: is missing'],
      [
        'a line that stands in no list',
        'replied',
        { ...REPLY, line: '{caseNumber}' },
        'line: stands in no list; remove it',
      ],
      ['a mail without the number', 'replied', { ...REPLY, mail: '您好' }, 'mail: {caseNumber} is missing'],
      [
        'what is not always known, outside a mail',
        'replied',
        { ...REPLY, sms: '{caseNumber} {unitPhone}' },
        'sms: {unitPhone} is not always known; use it in mail only',
      ],
    ])('%s', (_what, name, text, fault) => {
      write(name, text);
      expect(problems()).toEqual(LOCALES.map((locale) => `config/templates/${name}.yaml ${locale}.${fault}`));
    });

    it('all that is known where one is not', () => {
      write('replied', { ...REPLY, sms: '{caseNumber} {sitte}' });
      const allowed = 'agency, service, unit, caseNumber, progressUrl, site';
      expect(problems()[0]).toBe(
        `config/templates/replied.yaml zh-TW.sms: {sitte} is not known here; allowed: ${allowed}`,
      );
    });

    it('a file that is missing, one that cannot be read, and one that no notice has', () => {
      rmSync(join(folder, 'merged.yaml'));
      writeFileSync(join(folder, 'replied.yaml'), 'zh-TW: {}\nzh-TW: {}\n');
      writeFileSync(join(folder, 'repplied.yaml'), '');
      writeFileSync(join(folder, 'NOTES.md'), '');
      expect(problems()).toEqual([
        expect.stringMatching(/^config\/templates\/replied.yaml: Map keys must be unique/),
        'config/templates/merged.yaml: is missing; write it with zh-TW and en',
        'config/templates/repplied.yaml: no notice has this name; check the spelling',
      ]);
    });

    it('a text of another form, by the way to it', () => {
      writeFileSync(join(folder, 'replied.yaml'), '[]');
      write('merged', { subject: '', mail: '{caseNumber}', sms: '{caseNumber}' });
      expect(problems()).toContainEqual(expect.stringMatching(/^config\/templates\/replied.yaml file: /));
      expect(problems()).toContainEqual(
        expect.stringMatching(/^config\/templates\/merged.yaml zh-TW\.subject: /),
      );
    });

    it('a folder that is not there', () => {
      rmSync(folder, { recursive: true });
      mkdirSync(join(folder, '..'), { recursive: true });
      expect(problems().every((problem) => problem.endsWith('is missing; write it with zh-TW and en'))).toBe(
        true,
      );
      mkdirSync(folder);
    });
  });
});

function due() {
  return {
    subject: '{caseNumber}',
    mail: '{caseNumber} {commitment} {dueDate}',
    line: '{caseNumber} {commitment} {dueDate}',
  };
}

describe('what texts may name', () => {
  const sorted = (text: string) => {
    const { known, perhaps } = vocabularyOf(text);
    return [known.toSorted(), perhaps.toSorted()];
  };

  it.each<[string, string[], string[]]>([
    ['replied', ['agency', 'service', 'unit', 'caseNumber', 'progressUrl', 'site'], ['unitPhone']],
    ['case-assigned', ['agency', 'service', 'unit', 'caseNumber', 'progressUrl', 'site'], ['unitPhone']],
    [
      'lookup-code',
      ['agency', 'service', 'unit', 'progressUrl', 'site', 'lookupCode', 'receivedDate'],
      ['unitPhone'],
    ],
    [
      'extended',
      ['agency', 'service', 'unit', 'caseNumber', 'progressUrl', 'site'],
      ['newDueDate', 'unitPhone'],
    ],
    [
      'clock-warning',
      ['agency', 'service', 'unit', 'caseNumber', 'deskUrl', 'caseUrl', 'commitment', 'dueDate'],
      ['holder'],
    ],
    [
      'partner-returned',
      ['agency', 'service', 'unit', 'caseNumber', 'deskUrl', 'caseUrl', 'partner'],
      ['replyBy'],
    ],
  ])('%s', (kind, known, perhaps) => expect(sorted(kind)).toEqual([known.toSorted(), perhaps.toSorted()]));

  it('mails that gather', () => {
    const always = ['agency', 'deskUrl', 'count', 'lines'];
    expect(sorted('clock-digest')).toEqual([always.toSorted(), []]);
    const known = [...always, 'offFrom', 'offTo', 'backOn'];
    expect(sorted('holiday-digest')).toEqual([known.toSorted(), ['more']]);
  });
});

describe('details of messages', () => {
  const html = (text: string) => mailHtml({ locale: 'en', subject: 's', text, closing: 'c' });

  it('lines of a paragraph are broken, paragraphs stand apart', () =>
    expect(html('a\nb\n\n\nc')).toContain('\n<p>a<br>b</p>\n<p>c</p>\n'));

  it('addresses are links with http, too, and nothing else is', () => {
    expect(html('x http://a.test/b y')).toContain('<p>x <a href="http://a.test/b">http://a.test/b</a> y</p>');
    expect(html('x a.test/b y')).toContain('<p>x a.test/b y</p>');
  });

  it('one sign outside the alphabet of SMS makes all of it count double', () => {
    expect([smsParts('a'.repeat(160)), smsParts(`${'a'.repeat(159)}中`)]).toEqual([1, 3]);
  });
});
