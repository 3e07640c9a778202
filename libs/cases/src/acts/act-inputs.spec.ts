import { describe, expect, it } from '@jest/globals';
import { Problem, parseInput } from '@app/platform';
import { ACTS, actNamed, inputOfAct, type ActName } from './acts.js';

const signs = (n: number) => '字'.repeat(n);
const GIVEN: Record<string, string> = {
  ...{ text: '答復', reason: '理由', what: '缺件', lastDay: '2026-08-31', unit: 'demo.guidance' },
  ...{ whom: 'demo.registry', days: '3', until: '2026-08-31' },
  ...{ tracker: 'control', step: 'visit', on: '2026-08-19', decision: 'APPROVED', amount: '50000' },
  ...{ documentNumber: '經企字第11500012345號', documentDate: '2026-08-19' },
  ...{
    taskKind: 'CARE_CALL',
    task: 'x',
    doer: 'x',
    reached: 'REACHED',
    number: '0912-345-678',
    outcome: 'SETTLED',
  },
  ...{
    handler: 'x',
    due: '2026-08-31',
    length: '5wd',
    approver: 'head',
    question: '請示',
    commitment: 'law.petition',
  },
  ...{ ground: 'NO_ACTION_REPEATED', into: 'DEMO-1150819-00001-1', partner: 'x', agency: '臺北市政府' },
};
const [TEXT, REASON, NAME] = [4_000, 1_000, 100];

/** The fields of each act: the longest length of a text, or the form of any other field. `?`: may be left out. */
const ASKED: Record<Exclude<ActName, never>, Record<string, number | keyof typeof FORMS>> = {
  ...{ confirm: {}, 'let-confirmation-lapse': {}, accept: {}, take: {}, 'let-correction-lapse': {} },
  submit: { 'text?': TEXT, 'question?': REASON, 'approver?': NAME },
  ...{ approve: {}, 'withdraw-request': {}, close: {}, 'change-contact': {} },
  'receive-correction': { 'text?': TEXT },
  'receive-supplement': { 'text?': TEXT },
  assign: { unit: NAME, 'handler?': NAME, 'reason?': REASON },
  refer: { partner: NAME, reason: REASON },
  'co-handle': { unit: NAME, 'due?': 'date', 'reason?': REASON },
  'answer-co-handling': { text: TEXT },
  'recall-co-handling': { unit: NAME, reason: REASON },
  chase: { whom: NAME, days: 'days', text: TEXT },
  'answer-chase': { text: TEXT },
  'request-correction': { what: TEXT, lastDay: 'date' },
  'request-supplement': { what: TEXT },
  extend: { 'length?': 'length', 'until?': 'date', reason: REASON, approver: NAME, 'commitment?': NAME },
  track: { tracker: NAME, 'reason?': REASON },
  'end-tracking': { 'reason?': REASON },
  'add-task': { taskKind: NAME, 'due?': 'date', 'doer?': NAME, 'text?': TEXT },
  'take-task': { task: NAME },
  'log-attempt': { task: NAME, reached: 'reached', 'number?': 'number', 'text?': TEXT },
  'finish-task': { task: NAME, outcome: NAME, 'text?': TEXT },
  'cancel-task': { task: NAME, reason: REASON },
  'step-done': { step: NAME, on: 'date', 'text?': TEXT },
  'record-decision': {
    ...{ decision: 'decision', 'amount?': 'amount' },
    ...{ 'documentNumber?': 'document', 'documentDate?': 'date' },
  },
  'send-back': { reason: REASON },
  'interim-reply': { text: TEXT },
  reply: { text: TEXT },
  'supplementary-reply': { text: TEXT },
  reopen: { reason: REASON },
  'no-action': { ground: 'ground', reason: REASON, approver: NAME },
  withdraw: { reason: REASON },
  merge: { into: NAME, 'reason?': REASON },
  transfer: { agency: 200, reason: REASON },
  note: { text: TEXT },
  'legal-hold': { reason: REASON },
  'lift-legal-hold': { reason: REASON },
  'lift-restriction': { reason: REASON },
  message: { text: TEXT },
};
const FORMS = {
  date: {
    code: 'date',
    good: ['2026-02-28', '2028-02-29'],
    bad: ['2026-02-29', '20260831', '2026-8-31', '昨天'],
  },
  length: {
    code: 'length',
    good: ['1d', '999d', '5wd', '2w', '1m'],
    bad: ['0d', '01d', '1000d', '4h', '8wh', '1y', 'd', '-1d', '1.5d', '5wd '],
  },
  days: {
    code: 'days-1-30',
    good: ['1', '9', '10', '29', '30'],
    bad: ['0', '31', '01', '-1', '1.5', '三', '5wd'],
  },
  reached: { code: 'not-a-choice', good: ['REACHED', 'NOT_REACHED'], bad: ['reached', '有'] },
  number: {
    code: 'phone',
    good: ['0912-345-678', '(02) 2345-6789#12', '+886 912 345 678', '110'],
    bad: ['1', '家裡', 'a12345'],
  },
  decision: {
    code: 'not-a-choice',
    good: ['APPROVED', 'PARTLY_APPROVED', 'REJECTED', 'OTHER_DECISION'],
    bad: ['approved', '核准', 'NO_ACTION_REPEATED'],
  },
  amount: {
    code: 'amount',
    good: ['1', '50000', '50,000', '５０，０００', '999999999999'],
    bad: ['0', '-5', '1.5', '05', '五萬', '1000000000000', '5e3'],
  },
  document: {
    code: 'document-number',
    good: [
      ...['經企字第11500012345號', '府授經工字第 1150012345 號', '經企字第１１５０００１２３４５號'],
      ...['台財稅第0912345678號', '環署綜字第1150012345A號', '經企(二)字第1150012345-1號'],
    ],
    bad: [
      '11500012345',
      '經企字第號',
      '經企字11500012345',
      '第11500012345號',
      '經企字第12號',
      '<b>字第115001號',
    ],
  },
  ground: {
    code: 'not-a-choice',
    good: ['NO_ACTION_INSUFFICIENT', 'NO_ACTION_REPEATED', 'NO_ACTION_MULTI_ADDRESSED'],
    bad: ['NO_ACTION', 'no_action_repeated'],
  },
};
/** The field of each act that the history keeps sealed: text written by people. */
const SEALED: Partial<Record<ActName, string>> = {
  submit: 'question',
  ...{ 'interim-reply': 'text', reply: 'text', 'supplementary-reply': 'text', note: 'text', message: 'text' },
  ...{
    chase: 'text',
    'step-done': 'text',
    'add-task': 'text',
    'log-attempt': 'text',
    'finish-task': 'text',
    'answer-chase': 'text',
    'answer-co-handling': 'text',
    'receive-correction': 'text',
    'receive-supplement': 'text',
  },
  ...{ 'request-correction': 'what', 'request-supplement': 'what' },
  ...{
    assign: 'reason',
    refer: 'reason',
    'co-handle': 'reason',
    'recall-co-handling': 'reason',
    track: 'reason',
    'cancel-task': 'reason',
    'end-tracking': 'reason',
    extend: 'reason',
    'send-back': 'reason',
  },
  ...{ reopen: 'reason', 'no-action': 'reason', withdraw: 'reason', merge: 'reason', transfer: 'reason' },
  ...{ 'legal-hold': 'reason', 'lift-legal-hold': 'reason', 'lift-restriction': 'reason' },
};

const NAMES = Object.keys(ASKED) as ActName[];
const fields = NAMES.flatMap((act) =>
  Object.entries(ASKED[act]).map(([field, form]) => ({
    ...{ act, form, field: field.replace('?', ''), needed: !field.endsWith('?') },
  })),
);
const given = (act: ActName) =>
  Object.fromEntries(
    Object.keys(ASKED[act]).map((field) => [field.replace('?', ''), GIVEN[field.replace('?', '')]]),
  );
/** The fields that are refused; none when the input is accepted. */
const refused = (act: ActName, change: object): string[] => {
  try {
    parseInput(inputOfAct(act), { ...given(act), ...change });
    return [];
  } catch (error) {
    return (error as Problem).detail.fields!.map(({ field, code }) => `${field} ${code}`);
  }
};

describe('what acts ask for', () => {
  it('is stated for every act', () => expect(NAMES.toSorted()).toEqual(Object.keys(ACTS).toSorted()));

  it.each(NAMES)('%s accepts its fields, drops all others, and names each field left empty', (act) => {
    expect(parseInput(inputOfAct(act), { ...given(act), status: 'CLOSED' })).toEqual(given(act));
    const needed = fields.filter((one) => one.act === act && one.needed);
    const missing = ['', '  ', undefined, null].map((empty) =>
      needed.flatMap(({ field }) => refused(act, { [field]: empty }).map((said) => said.split(' ')[0])),
    );
    expect(missing).toEqual([1, 2, 3, 4].map(() => needed.map(({ field }) => field)));
    const others = fields.filter((one) => one.act === act && !one.needed);
    for (const { field } of others) expect(refused(act, { [field]: '' })).toEqual([]);
  });

  it.each(fields.filter(({ form }) => typeof form === 'number'))(
    '$act: $field of at most $form characters',
    ({ act, field, form }) => {
      expect(refused(act, { [field]: signs(Number(form)) })).toEqual([]);
      expect(refused(act, { [field]: signs(Number(form) + 1) })).toEqual([`${field} too-long`]);
    },
  );

  it.each(fields.filter(({ form }) => typeof form === 'string'))(
    '$act: $field as a $form',
    ({ act, field, form }) => {
      const { good, bad, code } = FORMS[form as keyof typeof FORMS];
      for (const value of good) expect([value, refused(act, { [field]: value })]).toEqual([value, []]);
      for (const value of bad)
        expect([value, refused(act, { [field]: value })]).toEqual([value, [`${field} ${code}`]]);
    },
  );

  it('seals text written by people and nothing else', () => {
    const sealed = NAMES.map((act) => {
      const { fields: asked } = actNamed(act);
      return [act, Object.keys(asked).filter((name) => asked[name]!.sealed)];
    });
    const stated = NAMES.map((act) => [act, [SEALED[act] ?? []].flat()]);
    expect(Object.fromEntries(sealed)).toEqual(Object.fromEntries(stated));
  });
});
