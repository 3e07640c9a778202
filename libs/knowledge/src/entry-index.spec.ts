import { describe, expect, it } from '@jest/globals';
import type { KnowledgeEntry } from './entry.entity.js';
import { EntryIndex } from './entry-index.js';
import { readFaq } from './faq-file.js';
import { FAQ, file } from './spec-support.js';

const rest = { id: '', shelf: 'all', retiredAt: null };
const indexOf = (entries: unknown[]) => {
  const index = new EntryIndex();
  for (const entry of readFaq(file(entries))) index.add({ ...rest, ...entry } as KnowledgeEntry);
  return (typed: string, most = 5) => index.find(typed, most).map(({ number }) => number);
};
const base = FAQ[0]!;

describe('the search for an answer', () => {
  const find = indexOf(FAQ);

  it.each([
    ['營業稅如何申報', '7'],
    ['申報營業稅', '7'],
    ['我要問怎麼申報 營業稅', '7'],
    ['臨櫃', '7'],
    ['台灣創業貸款', '8'],
    ['臺灣 貸款', '8'],
    ['台灣', '8'],
    ['報稅資料', '8'],
    ['STARTUP VISA', 'A-9'],
    ['visas startups', 'A-9'],
    ['ｓｔａｒｔｕｐ　ｖｉｓａ', 'A-9'],
    ['領務組', 'A-9'],
    ['稅', '7'],
  ])('finds for %j the entry %s first', (typed, number) => {
    expect(find(typed)[0]).toBe(number);
  });

  it.each(['', '   ', '？！', '路燈不亮', 'the'])('finds nothing for %j', (typed) => {
    expect(find(typed)).toEqual([]);
  });

  it('puts what stands in the question before what stands in an answer', () => {
    const both = indexOf([
      { ...base, id: 1, question: '其他', answer: '補助申請' },
      { ...base, id: 2, question: '補助申請', answer: '其他' },
    ]);
    expect(both('補助申請')).toEqual(['2', '1']);
  });

  it('puts the shorter question first of two that have the same words', () => {
    const both = indexOf([
      { ...base, id: 1, question: '營業稅：每年的手續' },
      { ...base, id: 2, question: '營業稅' },
    ]);
    expect(both('營業稅')).toEqual(['2', '1']);
  });

  it('counts a word of one entry for more than words of all others', () => {
    const common = Array.from({ length: 10 }, (_, id) => ({ ...base, id: id + 1, question: '營業稅' }));
    const find = indexOf([...common, { ...base, id: 'rare', question: '補繳', answer: '其他' }]);
    expect(find('營業稅 補繳')[0]).toBe('rare');
  });

  it('leaves out what has little of the words, and what is beyond the most', () => {
    expect(find('營業稅如何申報 文件')).toEqual(['7']);
    const many = indexOf(Array.from({ length: 9 }, (_, id) => ({ ...base, id: id + 1 })));
    expect(many('營業稅', 4)).toHaveLength(4);
  });

  it('looks at a bounded number of places, the rarest words first', () => {
    const common = Array.from({ length: 12_000 }, (_, id) => ({ ...base, id: id + 1 }));
    const find = indexOf([...common, { ...base, id: 'rare', question: '營業稅如何申報補繳' }]);
    const began = process.cpuUsage().user;
    expect(find('營業稅如何申報補繳'.repeat(50))[0]).toBe('rare');
    expect(process.cpuUsage().user - began).toBeLessThan(500_000);
  });
});
