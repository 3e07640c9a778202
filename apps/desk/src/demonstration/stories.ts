import type { ActName } from '@app/cases';
import type { ReferralActName } from '@app/referrals';
import type { DemoLogin } from './staff.js';

/** When: working days before today, and the time of day in Taipei. */
export type Moment = [daysAgo: number, time: string];

export type Step =
  | { at: Moment; who: DemoLogin; act: ActName; input?: Record<string, string> }
  | { at: Moment; who: DemoLogin; offer: { partner: string; reason: string } }
  | { at: Moment; who: DemoLogin; referral: ReferralActName; input?: Record<string, string> }
  | { at: Moment; rate: { score: number; comment?: string } };

export interface Story {
  at: Moment | { minutesAgo: number };
  channel: 'PHONE' | 'COUNTER' | 'WEB';
  service: string;
  subject: string;
  description: string;
  name: string;
  locale?: 'en';
  /** She has not followed the link in the confirmation mail. */
  unconfirmed?: true;
  steps: Step[];
}

const assign: Record<string, string> = { unit: 'demo.guidance' };
const toHandler: Record<string, string> = { ...assign, handler: 'handler' };
const offer = (partner: string, reason: string) => ({ partner, reason });

/** Some cases in different states; people, firms and texts are made up. */
export const STORIES: Story[] = [
  {
    at: [18, '09:20'],
    channel: 'PHONE',
    service: 'demo.finance-diagnosis',
    name: '示範甲',
    subject: '週轉金貸款的申請條件',
    description: '想了解週轉金貸款需要哪些文件，以及是否有利息補貼。',
    steps: [
      { at: [18, '09:40'], who: 'agent', offer: offer('demo.finance-team', '需要融資診斷，請協助評估。') },
      { at: [17, '10:05'], who: 'partner', referral: 'accept' },
      {
        at: [12, '15:30'],
        who: 'partner',
        referral: 'reply',
        input: { text: '已完成財務檢視，建議先整理近兩年報表後申請。' },
      },
      {
        at: [12, '16:00'],
        who: 'agent',
        act: 'reply',
        input: {
          text: '您好，經協力團隊評估，建議備齊近兩年財務報表後，向往來銀行提出週轉金貸款申請；如需要，我們可再安排一對一諮詢。',
        },
      },
      { at: [11, '09:00'], who: 'agent', act: 'close' },
      { at: [9, '20:10'], rate: { score: 5, comment: '說明很清楚，謝謝。' } },
    ],
  },
  {
    at: [16, '14:10'],
    channel: 'WEB',
    service: 'demo.head-mailbox',
    name: '示範乙',
    subject: '園區周邊停車位不足',
    description: '上班時間園區外停車困難，希望能檢討。',
    steps: [
      { at: [15, '09:30'], who: 'agent', act: 'assign', input: assign },
      {
        at: [8, '11:00'],
        who: 'handler',
        act: 'reply',
        input: { text: '感謝您的建議，已請管理單位評估增設臨時停車區。' },
      },
      { at: [7, '09:30'], who: 'head', act: 'close' },
      { at: [4, '08:40'], rate: { score: 2, comment: '沒有說明什麼時候會處理。' } },
    ],
  },
  {
    at: [9, '10:15'],
    channel: 'PHONE',
    service: 'demo.consultation',
    name: '示範丙',
    subject: '公司設立登記與補助的先後',
    description: '還沒設立公司，想知道能不能先申請創業補助。',
    steps: [
      { at: [9, '10:30'], who: 'agent', offer: offer('demo.finance-team', '詢問補助資格。') },
      {
        at: [8, '14:00'],
        who: 'partner',
        referral: 'return',
        input: { reason: '屬創業輔導，建議由創業團隊協助。', suggestedPartner: 'demo.startup-team' },
      },
      { at: [8, '14:20'], who: 'agent', offer: offer('demo.startup-team', '依建議改請創業團隊協助。') },
      { at: [7, '09:15'], who: 'startup', referral: 'accept' },
    ],
  },
  {
    at: [7, '11:05'],
    channel: 'COUNTER',
    service: 'demo.application',
    name: '示範丁',
    subject: '證明文件申請，附件待補',
    description: '申請證明文件，現場收件。',
    steps: [
      { at: [7, '14:00'], who: 'agent', act: 'accept' },
      { at: [6, '10:00'], who: 'agent', act: 'assign', input: toHandler },
      {
        at: [4, '10:30'],
        who: 'handler',
        act: 'request-correction',
        input: { what: '請補正：一、負責人身分證明影本；二、申請書第二頁簽章。', lastDay: '+10' },
      },
    ],
  },
  {
    at: [6, '16:20'],
    channel: 'WEB',
    service: 'demo.feedback-mailbox',
    name: 'Demo Visitor',
    locale: 'en',
    subject: 'English version of the application form',
    description: 'Is there an English version of the form? I could only find the Chinese one.',
    steps: [
      { at: [5, '09:45'], who: 'agent', act: 'assign', input: toHandler },
      {
        at: [4, '15:00'],
        who: 'handler',
        act: 'interim-reply',
        input: {
          text: 'Thank you. We are checking with the unit that owns the form and will write again this week.',
        },
      },
    ],
  },
  {
    at: [5, '09:10'],
    channel: 'PHONE',
    service: 'demo.finance-diagnosis',
    name: '示範戊',
    subject: '出口訂單減少，想做財務診斷',
    description: '訂單減少三成，想請人看現金流量。',
    steps: [
      { at: [5, '09:25'], who: 'agent', offer: offer('demo.finance-team', '請協助財務診斷。') },
      { at: [4, '13:40'], who: 'partner', referral: 'accept' },
    ],
  },
  {
    at: [4, '13:30'],
    channel: 'PHONE',
    service: 'demo.consultation',
    name: '示範己',
    subject: '青年創業貸款的利率',
    description: '詢問利率與寬限期。',
    steps: [
      { at: [4, '13:45'], who: 'agent', act: 'assign', input: assign },
      {
        at: [3, '10:10'],
        who: 'handler',
        act: 'reply',
        input: { text: '您好，目前青年創業貸款之利率與寬限期已附於說明資料，如有疑問歡迎再來電。' },
      },
    ],
  },
  {
    at: [3, '15:50'],
    channel: 'WEB',
    service: 'demo.consultation',
    name: '示範庚',
    subject: '想找共同工作空間',
    description: '剛成立團隊，想了解有哪些共同工作空間可以申請。',
    steps: [
      { at: [2, '09:05'], who: 'agent', act: 'accept' },
      { at: [2, '09:20'], who: 'agent', offer: offer('demo.startup-team', '請提供進駐資訊。') },
    ],
  },
  {
    at: [3, '10:00'],
    channel: 'WEB',
    service: 'demo.head-mailbox',
    name: '示範辛',
    subject: '洽公環境的指標不清楚',
    description: '第一次來洽公，找不到服務台。',
    steps: [{ at: [2, '11:00'], who: 'agent', act: 'assign', input: assign }],
  },
  {
    at: [2, '14:40'],
    channel: 'COUNTER',
    service: 'demo.feedback-mailbox',
    name: '示範壬',
    subject: '電話等候時間太長',
    description: '撥打專線等了十分鐘。',
    steps: [
      {
        at: [2, '15:10'],
        who: 'agent',
        act: 'withdraw',
        input: { reason: '來電人表示已獲說明，請求撤案。' },
      },
    ],
  },
  {
    at: [1, '09:35'],
    channel: 'PHONE',
    service: 'demo.finance-diagnosis',
    name: '示範癸',
    subject: '受災企業復工貸款',
    description: '廠房淹水，想申請復工貸款。',
    steps: [{ at: [1, '09:50'], who: 'agent', offer: offer('demo.finance-team', '受災案件，請優先協助。') }],
  },
  {
    at: [1, '16:10'],
    channel: 'WEB',
    service: 'demo.consultation',
    name: '示範子',
    subject: '詢問數位轉型的輔導資源',
    description: '小型工廠，想了解數位轉型可以找誰。',
    steps: [],
  },
  {
    at: { minutesAgo: 90 },
    channel: 'WEB',
    service: 'demo.head-mailbox',
    name: '示範寅',
    subject: '建議增設無障礙停車位',
    description: '洽公停車場只有一個無障礙停車位，常常沒有位子。',
    unconfirmed: true,
    steps: [],
  },
  // Its four hours end two minutes after the start: watch the board.
  {
    at: { minutesAgo: 238 },
    channel: 'PHONE',
    service: 'demo.city-report',
    name: '示範丑',
    subject: '路燈不亮',
    description: '巷口路燈連續三天不亮，晚上很暗。',
    steps: [],
  },
  {
    at: [10, '10:40'],
    channel: 'COUNTER',
    service: 'demo.subsidy',
    name: '示範卯',
    subject: '共同工作空間租金補助',
    description: '申請共同工作空間六個月租金補助，租約與計畫書如附。',
    steps: [
      { at: [10, '11:00'], who: 'agent', act: 'accept' },
      { at: [9, '09:30'], who: 'agent', act: 'assign', input: toHandler },
      { at: [6, '15:20'], who: 'handler', act: 'step-done', input: { step: 'papers-checked', on: '+0' } },
      {
        at: [5, '10:10'],
        who: 'handler',
        act: 'add-task',
        input: { taskKind: 'VISIT', text: '與申請人約定到現場查訪' },
      },
      { at: [2, '16:40'], who: 'handler', act: 'step-done', input: { step: 'visit', on: '+0' } },
    ],
  },
];

/** Calls solved at once, for the first-contact rate. */
export const CALLS_SOLVED: { at: Moment; topic: string; answer: string; seconds: number }[] = Array.from(
  { length: 24 },
  (_, n) => ({
    at: [1 + (n % 12), `1${n % 8}:${String((n * 7) % 60).padStart(2, '0')}`],
    topic: ['營業時間', '表單下載位置', '補助公告日期', '案件進度查詢方式'][n % 4]!,
    answer: ['已說明服務時間。', '已告知下載頁面。', '已說明公告時程。', '已說明以編號與查詢碼查詢。'][
      n % 4
    ]!,
    seconds: 45 + ((n * 37) % 200),
  }),
);
