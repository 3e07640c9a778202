import { describe, expect, it } from '@jest/globals';
import { MENU, type ActName } from '@app/cases';
import { render } from 'preact-render-to-string';
import { casePartsWords } from '../case-parts/words.js';
import { SiteContext } from '../site/site.js';
import { ActFields, hasForm, type Tools } from './act-fields.view.js';

const { fields: said } = casePartsWords['zh-TW'];
const [text, what, reason] = ['text', 'what', 'reason'].map((name) => `textarea ${name}`);
const dateOf = (name: string) => ['year', 'month', 'day'].map((part) => `input ${name}.${part}`);
const date = dateOf('lastDay');

/** The fields in the form of each act, in order; acts without a form are not listed. */
const ASKED: Partial<Record<ActName, string[]>> = {
  assign: ['select assignee'],
  refer: ['select partner', reason!],
  'co-handle': ['select unit', reason!],
  'answer-co-handling': [text!],
  'recall-co-handling': ['select unit', reason!],
  chase: ['select whom', 'input days', text!],
  'answer-chase': [text!],
  track: ['select tracker', reason!],
  'end-tracking': [reason!],
  'request-correction': [what!, ...date],
  'request-supplement': [what!],
  'add-task': ['select taskKind', ...dateOf('due'), 'select doer', text!],
  'log-attempt': ['select reached', 'input number', text!],
  'finish-task': ['select outcome', text!],
  'cancel-task': [reason!],
  'step-done': ['select step', ...dateOf('on'), text!],
  'record-decision': ['select decision', 'input amount', 'input documentNumber', ...dateOf('documentDate')],
  extend: ['select commitment', 'input length', ...dateOf('until'), reason!, 'select approver'],
  'no-action': ['select ground', reason!, 'select approver'],
  submit: [text!, 'textarea question', 'select approver'],
  merge: ['input into'],
  transfer: ['input agency', reason!],
  ...{ reply: [text!], 'interim-reply': [text!], 'supplementary-reply': [text!] },
  ...{ message: [text!], note: [text!] },
  ...{ 'send-back': [reason!], reopen: [reason!], withdraw: [reason!] },
  ...{ 'legal-hold': [reason!], 'lift-legal-hold': [reason!], 'lift-restriction': [reason!] },
};
/** The hint below a field. */
const HINTS: Partial<Record<ActName, string[]>> = {
  ...{ reply: [said.replyHint], 'interim-reply': [said.replyHint], 'supplementary-reply': [said.replyHint] },
  ...{
    message: [said.messageHint],
    note: [said.noteHint],
    'answer-co-handling': [said.noteHint],
    merge: [said.intoHint],
  },
  'step-done': [said.noteHint],
  ...{ 'add-task': [said.noteHint], 'log-attempt': [said.noteHint], 'finish-task': [said.noteHint] },
  ...{ chase: [said.noteHint], 'answer-chase': [said.noteHint] },
  ...{
    extend: [said.lengthHint, said.approverHint],
    'no-action': [said.approverHint],
    submit: [said.askedTextHint, said.approverHint],
  },
};

function drawn(name: ActName, more: Partial<Tools> = {}): string {
  const here = { locale: 'zh-TW' as const, path: '/', query: new URLSearchParams() };
  const site = { ...here, address: '', now: 0, csrfToken: () => '', demo: false };
  const options = ['a', 'b'].map((value) => ({ value, label: value }));
  const tools = {
    said,
    units: options,
    asked: options,
    holders: options,
    assignees: options,
    partners: options,
    approvers: options,
    extendable: options,
    steps: options,
    trackers: options,
    taskKinds: options,
    doers: options,
    outcomes: options,
    typed: {},
    ...more,
  };
  return render(
    <SiteContext.Provider value={site}>
      <ActFields name={name} tools={{ error: () => undefined, ...tools }} />
    </SiteContext.Provider>,
  );
}
const inputsOf = (html: string): string[] =>
  [...html.matchAll(/<(input|select|textarea) [^>]*?name="([^"]+)"/g)].map(
    ([, tag, name]) => `${tag} ${name}`,
  );
const hints = [
  said.replyHint,
  said.messageHint,
  said.noteHint,
  said.askedTextHint,
  said.lengthHint,
  said.approverHint,
  said.intoHint,
];

describe('the form of an act', () => {
  it.each(MENU)('%s: its fields, their labels and hints', (name) => {
    const html = drawn(name);
    expect(inputsOf(html)).toEqual(ASKED[name] ?? []);
    expect(hasForm(name)).toBe(ASKED[name] !== undefined);
    expect(hints.filter((hint) => html.includes(hint))).toEqual(
      hints.filter((h) => HINTS[name]?.includes(h)),
    );
    expect(html).not.toContain('undefined');
  });

  it('asks which promise is meant only where there are several', () => {
    const one = [{ value: 'a', label: 'a' }];
    expect(inputsOf(drawn('extend', { extendable: one }))).toEqual(ASKED.extend!.slice(1));
  });

  it('offers the grounds of the regulation', () => {
    const grounds = Object.entries(said.choices).filter(([code]) => code.startsWith('NO_ACTION'));
    for (const [, ground] of grounds) expect(drawn('no-action')).toContain(ground);
    expect(drawn('no-action')).not.toContain(said.choices.REJECTED);
    expect(drawn('record-decision')).toContain(said.choices.PARTLY_APPROVED);
  });
});

describe('the menu of acts', () => {
  it('begins with usual acts, and ends with those that cannot be undone', () => {
    expect(MENU).toEqual([
      'answer-co-handling',
      'answer-chase',
      ...['accept', 'take', 'refer', 'assign', 'reply', 'supplementary-reply', 'interim-reply', 'message'],
      ...[
        'step-done',
        'request-correction',
        'receive-correction',
        'submit',
        'approve',
        'send-back',
        'withdraw-request',
        'record-decision',
        'close',
        'extend',
      ],
      ...[
        'co-handle',
        'recall-co-handling',
        'chase',
        'track',
        'end-tracking',
        'reopen',
        ...['add-task', 'take-task', 'log-attempt', 'finish-task', 'cancel-task'],
        'note',
        'request-supplement',
        'receive-supplement',
      ],
      ...['legal-hold', 'lift-legal-hold', 'lift-restriction', 'transfer', 'merge'],
      ...['no-action', 'withdraw'],
    ]);
  });
});
