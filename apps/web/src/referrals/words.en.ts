import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  title: 'Referrals to us',
  lead: 'Cases offered to your unit. Before you accept you see category, district and dates, and the subject and the reason without personal data; the whole matter and the contact after.',
  offered: 'Referred to our unit',
  coHandling: {
    title: 'Co-handling for our unit',
    lead: 'Cases of other units that ask for your opinion. Open a case to read it, to add notes and to give your opinion.',
    columns: {
      number: 'Case number',
      subject: 'Subject',
      from: 'Owning unit',
      unit: 'Unit asked',
      asked: 'Asked',
      due: 'Answer by',
    },
  },
  empty: 'Nothing is referred to your unit now.',
  emptyHint: 'New referrals are announced by e-mail.',
  columns: {
    number: 'Case number',
    service: 'Service',
    district: 'District',
    from: 'From',
    offered: 'Offered',
    status: 'Status',
    acceptBy: 'Accept by',
    replyBy: 'Reply by',
  },
  chased: (day: string) => `You are asked how this case stands. Answer by the end of ${day}.`,
  one: 'Referred case',
  before:
    'Personal data are masked in subject and reason. The matter and the contact are shown while you work on the case.',
  ended: { RETURNED: 'Why it was returned', RECALLED: 'Why it was recalled', REPLIED: 'Result' },
  logged:
    'Each time this page is opened, the system writes down who saw it, of which unit, when, and which fields of personal data it showed.',
  reason: 'Why it was referred',
  work: 'What was done',
  asked: (length: string) =>
    `You have asked for ${length} more. The time limit stays until the owning unit decides.`,
  unreached:
    'The citizen did not answer three times or more in a row. The owning unit was told and decides how to go on.',
};
