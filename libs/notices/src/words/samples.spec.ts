import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { NoticeSamples } from './samples.js';
import { NoticeWords, TEMPLATES_FOLDER } from './words.js';

const samples = new NoticeSamples(new NoticeWords(), { publicUrl: 'https://window.agency.tw' });
const AGENCY = { 'zh-TW': '甲機關', en: 'Agency A' };
const templates = samples.templates();
const of = (kind: string) => samples.messages(samples.template(kind)!, AGENCY);

describe('templates with example facts', () => {
  it('are those that are written, each in the file that it names', () => {
    const files = readdirSync(TEMPLATES_FOLDER).filter((file) => /^[a-z].*\.yaml$/.test(file));
    expect(templates.map(({ file }) => file.replace('config/templates/', '')).toSorted()).toEqual(
      files.toSorted(),
    );
  });

  it.each(templates.map(({ kind }) => kind))(
    '%s has each language by each channel, with nothing left open',
    (kind) => {
      const written = parse(readFileSync(`${TEMPLATES_FOLDER}/${kind}.yaml`, 'utf8'));
      const messages = of(kind);
      const channels = written['zh-TW'].sms === undefined ? ['EMAIL'] : ['EMAIL', 'SMS'];
      expect(messages.map(({ locale, channel }) => `${locale} ${channel}`)).toEqual(
        ['zh-TW', 'en'].flatMap((locale) => channels.map((channel) => `${locale} ${channel}`)),
      );
      for (const { text, subject, channel, locale } of messages) {
        expect([subject ?? '', text].join('\n')).not.toMatch(/[{}]|undefined|desk\.example/);
        expect(text).toContain(AGENCY[locale]);
        expect(subject === undefined).toBe(channel === 'SMS');
      }
    },
  );

  it('have the addresses of this installation, and every fact that is not always known', () => {
    const [mail] = of('referred');
    expect(mail!.text).toContain('https://window.agency.tw/progress?n=');
    expect(mail!.text).toContain('聯絡電話：02-0000-0000');
    expect(of('survey')[1]!.text).toContain('https://window.agency.tw/surveys/');
  });

  it('list one line of each kind that a mail gathers', () => {
    const [mail] = of('clock-digest');
    expect(mail!.text.match(/SMEA-1151231-00042-7　/g)).toHaveLength(4);
  });

  it('say as how many messages an SMS is billed', () => {
    const long = samples.messages(samples.template('survey')!, {
      ...AGENCY,
      'zh-TW': '很長的機關名稱'.repeat(10),
    });
    const parts = long.filter(({ channel }) => channel === 'SMS').map((message) => message.parts);
    expect(parts).toEqual([3, 1]);
    expect(of('replied').map((message) => message.parts)).toEqual([undefined, 1, undefined, 1]);
  });
});
