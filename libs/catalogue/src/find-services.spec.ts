import { describe, expect, it } from '@jest/globals';
import { growthOf } from '../../../test/support/growth.js';
import { findServices } from './find-services.js';
import { loadConfig } from './load-config.js';
import type { ServiceEntry } from './service.schema.js';
import { EVENTS, SHIPPED } from './spec-support.js';

const { services, organisations } = loadConfig(SHIPPED, { events: EVENTS });
const found = (typed: string, among: readonly ServiceEntry[] = services) =>
  findServices(typed, among, organisations).map(({ id }) => id);
/** A service that holds no word but those given. */
const entry = (id: string, part: object): ServiceEntry => ({
  ...services[0]!,
  ...{ id, organisation: 'none', keywords: [], name: { 'zh-TW': id, en: id } },
  ...{ description: { 'zh-TW': id, en: id }, ...part },
});

describe('looking for a service in her own words', () => {
  it.each([
    ['路燈不亮', 'demo.city-report'],
    ['我家巷口的路燈三天不亮了', 'demo.city-report'],
    ['路燈', 'demo.city-report'],
    ['馬路上有一個大坑洞', 'demo.city-report'],
    ['pothole in my street', 'demo.city-report'],
    ['The street lights are out', 'demo.city-report'],
    ['銀行不借我錢', 'sme.finance-diagnosis'],
    ['融資', 'sme.finance-diagnosis'],
    ['想開店', 'sme.startup-consultation'],
    ['颱風工廠淹水 可以申請補助嗎', 'ida.disaster-subsidy'],
    ['typhoon', 'ida.disaster-subsidy'],
    ['ＴＹＰＨＯＯＮ', 'ida.disaster-subsidy'],
    ['想引進移工', 'ida.migrant-worker-process'],
    ['台灣製標章', 'ida.mit-smile'],
    ['MIT微笑標章', 'ida.mit-smile'],
    ['找律師', 'crc.adviser-appointment'],
    ['寫信給署長', 'ida.head-mailbox'],
  ])('"%s" leads to %s', (typed, id) => {
    const among = services.filter(({ organisation }) => (organisation === 'demo') === id.startsWith('demo'));
    expect(found(typed, among)[0]).toBe(id);
  });

  it('names an agency: its services come first', () => {
    const [first, second] = found('標準檢驗局 意見');
    expect(first).toBe('bsmi.feedback-mailbox');
    expect(second).toMatch(/^bsmi\./);
  });

  it('puts what is called so before what only mentions it, and a rare word before a common one', () => {
    const about = (id: string, zh: string, what: string): ServiceEntry =>
      entry(id, { name: { 'zh-TW': zh, en: id }, description: { 'zh-TW': what, en: id } });
    const called = about('x.called', '噪音檢舉', '晚上太吵');
    const mentions = about('x.mentions', '環境申請', '空氣、噪音');
    const other = about('x.other', '申請案件', '申請');
    const among = [other, mentions, called];
    expect(found('噪音', among)).toEqual(['x.called', 'x.mentions']);
    const common = Array.from({ length: 5 }, (_, n) => about(`x.c${n}`, '申請案件', ''));
    expect(found('申請噪音', [...common, called])[0]).toBe('x.called');
  });

  it('puts what people call it as high as its name, its agency next, and what it says of itself last', () => {
    const text = { 'zh-TW': '蝴蝶', en: 'x' };
    const among = [
      entry('x.said', { description: text }),
      entry('x.agency', { organisation: 'butterfly' }),
      entry('x.named', { name: text }),
      entry('x.keyword', { keywords: ['蝴蝶'] }),
    ];
    const ids = findServices('蝴蝶', among, [{ id: 'butterfly', name: text }]).map(({ id }) => id);
    expect(ids).toEqual(['x.named', 'x.keyword', 'x.agency', 'x.said']);
  });

  describe('what is compared', () => {
    const text = (zh: string) => ({ 'zh-TW': zh, en: 'x' });

    it('counts a word of the name as one of the name, also where the description has it', () => {
      const both = entry('x.both', { name: text('蝴蝶'), description: text('蝴蝶') });
      const among = [entry('x.agency', { organisation: 'butterfly' }), both];
      const ids = findServices('蝴蝶', among, [{ id: 'butterfly', name: text('蝴蝶') }]).map(({ id }) => id);
      expect(ids).toEqual(['x.both', 'x.agency']);
    });

    it('leaves out what fits much less than the best', () => {
      const best = entry('x.best', { name: text('颱風工廠淹水補助') });
      const little = entry('x.little', { description: text('各項補助') });
      expect(found('颱風工廠淹水補助', [little, best])).toEqual(['x.best']);
      expect(found('補助', [little, best])).toEqual(['x.best', 'x.little']);
    });
  });

  it.each(['', '   ', '的', '！？', 'zzz', '👍👍', '\u202e', 'a'.repeat(5_000)])(
    'finds nothing for "%s"',
    (typed) => expect(found(typed)).toEqual([]),
  );

  it('finds by a single character of a name or keyword', () => {
    expect(found('燈')).toEqual(['demo.city-report']);
  });

  it('takes time in proportion to the services', async () => {
    const search = (size: number) => {
      const many = Array.from({ length: size }, (_, n) => ({
        ...services[n % services.length]!,
        id: `x.s${n}`,
      }));
      expect(found('颱風工廠淹水可以申請補助嗎', many)).not.toEqual([]);
    };
    expect(await growthOf(search, [250, 2_000])).toBeLessThan(20);
  });
});
