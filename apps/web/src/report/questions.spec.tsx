import { describe, expect, it } from '@jest/globals';
import type { OrganisationEntry, ServiceEntry } from '@app/catalogue';
import { PRIVACY_NOTICE_VERSION, report } from '@app/intake';
import { renderToString } from 'preact-render-to-string';
import { inWords } from './error-words.js';
import { QUESTIONS } from './questions/index.js';

const SERVICES = [
  { id: 'demo.advice', kind: 'CONSULTATION', name: { 'zh-TW': '諮詢', en: 'Advice' } },
  { id: 'demo.mailbox', kind: 'HEAD_MAILBOX', name: { 'zh-TW': '首長信箱', en: 'Mailbox' } },
  { id: 'demo.asks', kind: 'ENQUIRY', confirmation: { withinDays: 3, withoutEmail: 'RECEIVED' } },
  { id: 'demo.insists', kind: 'ENQUIRY', confirmation: { withinDays: 3, withoutEmail: 'REFUSED' } },
] as ServiceEntry[];
const wrong = (name: string, answers: Record<string, string>) =>
  QUESTIONS.find((question) => question.name === name)!.check(answers, SERVICES);
const codes = (name: string, answers: Record<string, string>) =>
  wrong(name, answers).map(({ field, code }) => [field, code]);

const PHOTO = { id: '1', name: 'photo.jpg', kind: 'jpg', size: 1, state: 'CLEAN', removed: null } as const;
const FILES = { staged: [PHOTO], kinds: [], most: 5, megabytes: 10 };

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

  it('require an e-mail address only where the service takes no report without one', () => {
    const typed = { 'contact.name': '王小明', 'contact.email': ' ', 'contact.phone': '' };
    for (const service of ['demo.advice', 'demo.asks'])
      expect([service, codes('contact', { ...typed, service })]).toEqual([service, []]);
    const refused = wrong('contact', { ...typed, service: 'demo.insists' });
    expect(inWords(refused, 'zh-TW')).toEqual({ 'contact.email': '請填寫電子郵件' });
    expect(
      codes('contact', { ...typed, 'contact.email': 'ming@example.tw', service: 'demo.insists' }),
    ).toEqual([]);
  });

  it('require the current notice of this service to be read, not an older one or that of another', () => {
    const read = `${PRIVACY_NOTICE_VERSION} demo.advice`;
    expect(codes('privacy', { service: 'demo.advice', read })).toEqual([]);
    for (const [service, other] of [
      ['demo.advice', '2020-01 demo.advice'],
      ['demo.mailbox', read],
      ['demo.advice', ''],
    ])
      expect(codes('privacy', { service: service!, read: other! })).toEqual([['read', 'privacy-read']]);
  });

  it('point out personal data in the subject once, and again only where it changes', () => {
    const asked = (subject: string, sure = '') => wrong('subject', { subject, sure });
    expect(asked('電話 0912-345-678')).toEqual([
      { field: 'subject', code: 'personal-data', params: { what: 'phone' } },
    ]);
    expect(asked('電話 0912-345-678', 'phone')).toEqual([]);
    expect(asked('電話 0922-000-111', 'phone')).toEqual([]);
    expect(asked('A123456789 電話 0922-000-111', 'phone')).toMatchObject([
      { params: { what: 'national-id phone' } },
    ]);
    expect(asked('路燈不亮')).toEqual([]);
    expect(inWords(asked('電話 0912-345-678'), 'en')).toEqual({
      subject: expect.stringContaining('a telephone number'),
    });
    expect(asked(`0912-345-678${'字'.repeat(200)}`)).toMatchObject([{ code: 'too-long' }]);
  });

  it.each([
    ['demo.mailbox', 'yes', true],
    ['demo.mailbox', '', false],
    ['demo.advice', 'yes', undefined],
  ])('of %s with %j send confidential: %j', (service, confidential, sent) => {
    const answers = { service, confidential };
    const parts = QUESTIONS.map(({ input }) => input?.(answers, SERVICES));
    expect((Object.assign({}, ...parts) as { confidential?: boolean }).confidential).toBe(sent);
  });

  it('tell of real name, confidentiality and appeals only in petitions', () => {
    const shown = (name: string, service: string) => {
      const question = QUESTIONS.find((one) => one.name === name)!;
      const asking = {
        locale: 'zh-TW' as const,
        services: SERVICES,
        organisations: [],
        answers: { service },
        errors: {},
        files: FILES,
      };
      return renderToString(<>{question.body(asking)}</>);
    };
    for (const [name, words] of [
      ['contact', '行政程序法第173條'],
      ['contact', '身分保密'],
      ['subject', '訴願'],
      ['privacy', '行政程序法第173條'],
    ] as const)
      expect(['demo.mailbox', 'demo.advice'].map((service) => shown(name, service).includes(words))).toEqual([
        true,
        false,
      ]);
  });

  it('name in the notice agency, unit, telephone and period of the service, and say where no period is published', () => {
    const units = [{ id: 'demo.desk', name: { 'zh-TW': '服務中心', en: 'Desk' }, kind: 'UNIT' }];
    const hotlines = [
      { number: '0800-000000', unit: 'demo.desk', services: [], name: { 'zh-TW': '專線', en: 'Line' } },
    ];
    const organisations = [
      { id: 'demo', name: { 'zh-TW': '示範署', en: 'Demo' }, units, hotlines },
    ] as unknown as OrganisationEntry[];
    const shown = (retentionYears?: number) => {
      const service = {
        ...SERVICES[0]!,
        organisation: 'demo',
        unit: 'demo.desk',
        retentionYears,
      } as ServiceEntry;
      const { body } = QUESTIONS.find(({ name }) => name === 'privacy')!;
      const asking = {
        locale: 'zh-TW' as const,
        services: [service],
        organisations,
        answers: { service: service.id },
        errors: {},
        files: FILES,
      };
      return renderToString(<>{body(asking)}</>);
    };
    for (const words of [
      '示範署服務中心（電話 0800-000000）',
      '結案後 5 年',
      '我已閱讀',
      '15 日內',
      '30 日內',
    ])
      expect(shown(5)).toContain(words);
    expect(shown(5)).not.toContain('同意');
    expect(shown()).toContain('尚未公告這項服務的保存年限');
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
        // the language is that of the page; confidentiality is asked in petitions only
        .filter((name) => !['locale', 'confidential'].includes(name))
        .toSorted(),
    );
    expect(report.parse(sent)).toMatchObject({ subject: '路燈不亮', contact: { phone: '+886912345678' } });
    const asking = {
      locale: 'en' as const,
      services: SERVICES,
      organisations: [],
      answers,
      errors: {},
      files: FILES,
    };
    expect(QUESTIONS.flatMap(({ rows }) => rows?.(asking).map(({ answer }) => answer) ?? [])).toEqual([
      'Advice',
      ...Object.values(answers).slice(1, 4),
      'photo.jpg',
      ...Object.values(answers).slice(4),
    ]);
  });
});
