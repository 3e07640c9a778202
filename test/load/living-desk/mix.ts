/** What a desk of some years holds: the lives its cases lived, and how many in a thousand lived each. Data, no code. */

/** Working days after the case came in, and the time of day in Taipei. */
type When = [workingDays: number, time: string];
type Doer = 'agent' | 'handler' | 'head' | 'supervisor' | 'partner' | 'other-partner';

export type Step =
  | { at: When; who: Doer; act: string; input?: Record<string, string> }
  | { at: When; who: Doer; finish: string; input?: Record<string, string> }
  | { at: When; who: Doer; offer: 'first' | 'second' }
  | { at: When; who: Doer; referral: string; input?: Record<string, string> }
  | { at: When; rate: number };

export interface Life {
  name: string;
  /** How many of a thousand cases. */
  share: number;
  /** Service kinds it happens at. */
  kinds: readonly string[];
  channel: 'WEB' | 'PHONE' | 'COUNTER' | 'EMAIL';
  /** Calendar days ago that the newest and the oldest of them came in; absent: spread over the desk's years. */
  daysAgo?: [newest: number, oldest: number];
  /** Came from another system instead of through a door; closed there or still open. */
  imported?: 'CLOSED' | 'OPEN';
  /** A second report of the same matter comes in with it; the act `merge` is done to that one. */
  twin?: true;
  /** Imported, and adopted: from then on our promises run. */
  adopted?: true;
  steps?: readonly Step[];
}

const TALK = ['CONSULTATION', 'ENQUIRY'];
const MAILBOX = ['HEAD_MAILBOX', 'FEEDBACK_MAILBOX', 'PETITION'];
const FORM = ['APPLICATION'];
const ANY = [...TALK, ...MAILBOX, ...FORM];

const text = { text: '您好，經查本案已處理完成，相關說明與後續申請方式如附，如仍有疑問歡迎來電。' };
const reason = { reason: '屬專業諮詢，請協助提供意見。' };
const what = { what: '請補正：一、負責人身分證明影本；二、申請書第二頁簽章。', lastDay: '+14' };
const assigned: Step = { at: [0, '14:10'], who: 'agent', act: 'assign' };
const offered: Step = { at: [0, '11:30'], who: 'agent', offer: 'first' };
const taken: Step = { at: [1, '10:05'], who: 'partner', referral: 'accept' };
/** Who holds the case, and another unit of the agency: the player names them. */
const chased = { whom: 'unit', days: '2', text: '請說明辦理情形，並於期限前回復。' };
const asked = { unit: 'other', reason: '涉貴單位業務，請提供意見。' };
const extended = { length: '5wd', reason: '案情複雜，需會同勘查。', approver: 'head' };

/** Nine of ten cases are over. */
const OVER: readonly Life[] = [
  {
    ...{ name: 'answered within the week', share: 190, kinds: ANY, channel: 'WEB' },
    steps: [
      assigned,
      { at: [3, '15:20'], who: 'handler', act: 'reply', input: text },
      { at: [12, '20:00'], rate: 5 },
    ],
  },
  {
    ...{ name: 'called, answered', share: 30, kinds: ANY, channel: 'WEB' },
    steps: [
      assigned,
      { at: [1, '09:10'], who: 'handler', act: 'add-task', input: { taskKind: 'FOLLOW_UP' } },
      { at: [3, '15:20'], who: 'handler', finish: 'FOLLOW_UP', input: { outcome: 'DONE' } },
      { at: [4, '11:00'], who: 'handler', act: 'reply', input: text },
    ],
  },
  {
    ...{ name: 'chased, answered with another unit', share: 20, kinds: ANY, channel: 'WEB' },
    steps: [
      assigned,
      { at: [1, '09:10'], who: 'handler', act: 'co-handle', input: asked },
      { at: [2, '09:40'], who: 'supervisor', act: 'chase', input: chased },
      { at: [2, '11:30'], who: 'handler', act: 'answer-chase', input: text },
      { at: [4, '11:00'], who: 'handler', act: 'reply', input: text },
    ],
  },
  {
    ...{ name: 'answered on the phone line, closed by hand', share: 150, kinds: TALK, channel: 'PHONE' },
    steps: [
      assigned,
      { at: [1, '16:00'], who: 'handler', act: 'reply', input: text },
      { at: [2, '09:30'], who: 'handler', act: 'close' },
    ],
  },
  {
    ...{ name: 'referred, answered by the team', share: 120, kinds: TALK, channel: 'PHONE' },
    steps: [
      offered,
      taken,
      { at: [5, '15:30'], who: 'partner', referral: 'reply', input: text },
      { at: [5, '16:20'], who: 'agent', act: 'reply', input: text },
      { at: [6, '09:00'], who: 'agent', act: 'close' },
      { at: [9, '20:10'], rate: 4 },
    ],
  },
  {
    ...{ name: 'returned by one team, answered by another', share: 40, kinds: TALK, channel: 'PHONE' },
    steps: [
      offered,
      { at: [1, '14:00'], who: 'partner', referral: 'return', input: reason },
      { at: [1, '14:20'], who: 'agent', offer: 'second' },
      { at: [2, '09:15'], who: 'other-partner', referral: 'accept' },
      { at: [6, '11:00'], who: 'other-partner', referral: 'reply', input: text },
      { at: [7, '10:00'], who: 'agent', act: 'reply', input: text },
    ],
  },
  {
    ...{ name: 'corrected, extended, answered', share: 70, kinds: FORM, channel: 'COUNTER' },
    steps: [
      { at: [0, '13:30'], who: 'agent', act: 'accept' },
      assigned,
      { at: [2, '10:30'], who: 'handler', act: 'request-correction', input: what },
      { at: [7, '11:00'], who: 'agent', act: 'receive-correction' },
      { at: [8, '09:40'], who: 'handler', act: 'extend', input: extended },
      { at: [12, '16:00'], who: 'handler', act: 'reply', input: text },
    ],
  },
  {
    ...{ name: 'not corrected in time', share: 25, kinds: FORM, channel: 'WEB' },
    steps: [
      assigned,
      { at: [1, '10:30'], who: 'handler', act: 'request-correction', input: what },
      { at: [16, '10:00'], who: 'handler', act: 'reply', input: text },
    ],
  },
  {
    ...{ name: 'approved, answered after a first word', share: 60, kinds: MAILBOX, channel: 'WEB' },
    steps: [
      assigned,
      { at: [2, '15:00'], who: 'handler', act: 'interim-reply', input: text },
      { at: [4, '10:00'], who: 'handler', act: 'submit' },
      { at: [4, '16:30'], who: 'head', act: 'approve' },
      { at: [5, '09:20'], who: 'handler', act: 'reply', input: text },
    ],
  },
  {
    ...{ name: 'dissatisfied, answered again', share: 20, kinds: MAILBOX, channel: 'WEB' },
    steps: [
      assigned,
      { at: [3, '15:20'], who: 'handler', act: 'reply', input: text },
      { at: [4, '09:20'], who: 'handler', act: 'close' },
      { at: [6, '20:00'], rate: 1 },
      { at: [9, '11:00'], who: 'handler', act: 'supplementary-reply', input: text },
    ],
  },
  {
    ...{ name: 'opened again, answered twice', share: 15, kinds: ANY, channel: 'WEB' },
    steps: [
      assigned,
      { at: [2, '15:20'], who: 'handler', act: 'reply', input: text },
      { at: [3, '09:20'], who: 'handler', act: 'close' },
      { at: [5, '10:00'], who: 'agent', act: 'reopen', input: reason },
      { at: [8, '14:00'], who: 'handler', act: 'reply', input: text },
    ],
  },
  {
    ...{ name: 'answered too late', share: 25, kinds: ANY, channel: 'WEB' },
    steps: [assigned, { at: [46, '15:20'], who: 'handler', act: 'reply', input: text }],
  },
  {
    ...{ name: 'withdrawn', share: 20, kinds: ANY, channel: 'PHONE' },
    steps: [{ at: [1, '15:10'], who: 'agent', act: 'withdraw', input: reason }],
  },
  {
    ...{ name: 'of another agency', share: 10, kinds: ANY, channel: 'EMAIL' },
    steps: [
      assigned,
      {
        ...{ at: [1, '15:10'], who: 'head', act: 'transfer' },
        input: { agency: '臺中市政府', reason: '屬地方政府權責。' },
      },
    ],
  },
  {
    ...{ name: 'not to be answered', share: 5, kinds: MAILBOX, channel: 'WEB' },
    steps: [
      assigned,
      {
        ...{ at: [2, '15:10'], who: 'handler', act: 'no-action' },
        input: { ground: 'NO_ACTION_INSUFFICIENT', reason: '未具體敘明內容。', approver: 'head' },
      },
    ],
  },
  {
    ...{ name: 'reported twice, merged', share: 10, kinds: MAILBOX, channel: 'WEB', twin: true },
    steps: [
      assigned,
      { at: [1, '10:10'], who: 'handler', act: 'merge', input: reason },
      { at: [4, '15:20'], who: 'handler', act: 'reply', input: text },
    ],
  },
  { name: 'closed in another system', share: 90, kinds: ANY, channel: 'WEB', imported: 'CLOSED' },
];

/** One of ten is open, in every open status, most within their time and some past it. */
const OPEN: readonly Life[] = [
  { name: 'just come in', share: 18, kinds: MAILBOX, channel: 'WEB', daysAgo: [0, 2] },
  {
    ...{ name: 'accepted', share: 8, kinds: FORM, channel: 'COUNTER', daysAgo: [0, 4] },
    steps: [{ at: [0, '16:00'], who: 'agent', act: 'accept' }],
  },
  { name: 'in hand', share: 14, kinds: ANY, channel: 'WEB', daysAgo: [1, 20], steps: [assigned] },
  {
    ...{ name: 'in hand, a call to make', share: 4, kinds: ANY, channel: 'WEB', daysAgo: [2, 20] },
    steps: [
      assigned,
      { at: [1, '09:10'], who: 'handler', act: 'add-task', input: { taskKind: 'FOLLOW_UP' } },
    ],
  },
  {
    ...{ name: 'in hand with another unit', share: 3, kinds: ANY, channel: 'WEB', daysAgo: [2, 20] },
    steps: [assigned, { at: [1, '09:10'], who: 'handler', act: 'co-handle', input: asked }],
  },
  {
    ...{ name: 'in hand, chased and tracked', share: 3, kinds: ANY, channel: 'WEB', daysAgo: [3, 20] },
    steps: [
      assigned,
      { at: [2, '09:40'], who: 'supervisor', act: 'chase', input: chased },
      { at: [2, '09:45'], who: 'supervisor', act: 'track', input: { tracker: 'supervisor' } },
    ],
  },
  {
    ...{ name: 'waiting for a correction', share: 6, kinds: FORM, channel: 'COUNTER', daysAgo: [4, 12] },
    steps: [assigned, { at: [1, '10:30'], who: 'handler', act: 'request-correction', input: what }],
  },
  {
    ...{ name: 'waiting for approval', share: 4, kinds: MAILBOX, channel: 'WEB', daysAgo: [3, 12] },
    steps: [assigned, { at: [1, '10:30'], who: 'handler', act: 'submit' }],
  },
  {
    ...{ name: 'answered, not closed yet', share: 12, kinds: ANY, channel: 'WEB', daysAgo: [3, 6] },
    steps: [assigned, { at: [1, '16:30'], who: 'handler', act: 'reply', input: text }],
  },
  {
    ...{ name: 'offered to a team', share: 6, kinds: TALK, channel: 'PHONE', daysAgo: [1, 3] },
    steps: [offered],
  },
  {
    ...{ name: 'taken by a team', share: 8, kinds: TALK, channel: 'PHONE', daysAgo: [2, 13] },
    steps: [offered, taken],
  },
  {
    ...{ name: 'past its day', share: 8, kinds: ANY, channel: 'WEB', daysAgo: [45, 120] },
    steps: [assigned],
  },
  { name: 'open in another system', share: 4, kinds: ANY, channel: 'WEB', imported: 'OPEN' },
  {
    name: 'adopted',
    share: 2,
    kinds: ANY,
    channel: 'WEB',
    imported: 'OPEN',
    adopted: true,
    daysAgo: [5, 40],
  },
];

/** `usual`: some years of a desk. `bad-day`: after a typhoon, all of them open at once. */
export const MIXES = { usual: [...OVER, ...OPEN], 'bad-day': OPEN } as const satisfies Record<
  string,
  readonly Life[]
>;
export type Mix = keyof typeof MIXES;

/** How many of a hundred cases are whose. */
export const ORGANISATIONS: Readonly<Record<string, number>> = {
  sme: 35,
  ida: 25,
  bsmi: 15,
  crc: 13,
  aoc: 12,
};

/** The desk began on this day; the shipped calendars reach no further back. */
export const BEGAN = '2024-01-02';
