/** A small made-up file, as an agency would export it. */
export const FAQ = [
  {
    id: 7,
    question: '營業稅如何申報？',
    answer: '每單月15日前，以網路或臨櫃申報。',
    ...{ unit: '示範稅務組', source: 'https://demo.example/faq/7', reviseDate: '20260301' },
  },
  {
    id: 8,
    question: '臺灣創業貸款需要哪些文件？',
    answer: '請備妥營業登記、計畫書與近一年報稅資料，送任一承辦銀行。',
    ...{ unit: '示範輔導組', source: '內部手冊第3章', reviseDate: '20240229' },
  },
  {
    id: 'A-9',
    question: 'How do I apply for a Startup visa?',
    answer: 'Send the form with your passport; 領務組會回電。',
    ...{ unit: '示範輔導組', source: 'https://demo.example/faq/9', reviewDate: '2026-12-31' },
  },
];
export const file = (entries: unknown = FAQ): string => JSON.stringify(entries);
