import { describe, expect, it } from '@jest/globals';
import type { ServiceEntry } from '@app/catalogue';
import { PRIVACY_NOTICE_VERSION, report } from '@app/intake';
import { inWords } from './error-words.js';
import { QUESTIONS } from './questions/index.js';

const SERVICES = [{ id: 'demo.advice' }] as ServiceEntry[];
const wrong = (name: string, answers: Record<string, string>) =>
  QUESTIONS.find((question) => question.name === name)!.check(answers, SERVICES);
const codes = (name: string, answers: Record<string, string>) =>
  wrong(name, answers).map(({ field, code }) => [field, code]);

describe('the questions of a report', () => {
  it('require a service that accepts reports on the web', () => {
    expect(codes('service', { service: 'demo.advice' })).toEqual([]);
    expect(codes('service', { service: 'demo.other' })).toEqual([['service', 'choose-service']]);
    expect(codes('service', {})).toEqual([['service', 'choose-service']]);
  });

  it('limit subject and details as the API does', () => {
    expect(codes('subject', { subject: '路燈不亮' })).toEqual([]);
    expect(codes('subject', { subject: '   ' })).toEqual([['subject', 'required']]);
    expect(wrong('subject', { subject: '字'.repeat(201) })).toEqual([
      { field: 'subject', code: 'too-long', params: { max: 200 } },
    ]);
    expect(codes('subject', { subject: 'a\u0007b' })).toEqual([['subject', 'control-characters']]);
    expect(codes('details', { description: '字'.repeat(4_000), district: '' })).toEqual([]);
    expect(codes('details', { description: '字'.repeat(4_001) })).toEqual([['description', 'too-long']]);
  });

  it('require a name; e-mail and phone may be empty but not invalid', () => {
    expect(codes('contact', { 'contact.name': '王小明', 'contact.email': '', 'contact.phone': '' })).toEqual(
      [],
    );
    const bad = { 'contact.name': '', 'contact.email': 'x@', 'contact.phone': '12' };
    expect(wrong('contact', bad).map(({ field }) => field)).toEqual([
      'contact.name',
      'contact.email',
      'contact.phone',
    ]);
    expect(inWords(wrong('contact', bad), 'zh-TW')).toEqual({
      'contact.name': '請填寫姓名',
      'contact.email': '請輸入完整的電子郵件，例如 name@example.com',
      'contact.phone': '電話請從 0 開始完整填寫：市話含區碼，例如 02-2345-6789；手機例如 0912-345-678',
    });
  });

  it('require consent to the current notice, not to an older one', () => {
    expect(codes('privacy', { agree: PRIVACY_NOTICE_VERSION })).toEqual([]);
    expect(codes('privacy', { agree: '2020-01' })).toEqual([['agree', 'privacy-agree']]);
    expect(codes('privacy', {})).toEqual([['agree', 'privacy-agree']]);
  });

  it('together make the input of intake, and show each answer before sending', () => {
    const answers = {
      service: 'demo.advice',
      subject: '路燈不亮',
      description: '巷口',
      district: '西屯區',
      'contact.name': '王小明',
      'contact.email': 'ming@example.tw',
      'contact.phone': '0912-345-678',
    };
    const sent = Object.assign({}, ...QUESTIONS.map(({ input }) => input?.(answers, SERVICES)));
    expect(Object.keys(sent).toSorted()).toEqual(
      Object.keys(report.shape)
        .filter((name) => name !== 'locale')
        .toSorted(),
    );
    expect(report.parse(sent)).toMatchObject({ subject: '路燈不亮', contact: { phone: '+886912345678' } });
    const services = [{ ...SERVICES[0]!, name: { 'zh-TW': '諮詢', en: 'Advice' } }];
    const asking = { locale: 'en' as const, services, organisations: [], answers, errors: {} };
    expect(QUESTIONS.flatMap(({ rows }) => rows?.(asking).map(({ answer }) => answer) ?? [])).toEqual([
      'Advice',
      ...Object.values(answers).slice(1),
    ]);
  });
});
