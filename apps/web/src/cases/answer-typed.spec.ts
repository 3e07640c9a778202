import { describe, expect, it } from '@jest/globals';
import type { CaseDetail } from '@app/lookups';
import type { Typing } from '../site/desk-drafts.js';
import { isApproved, lastingOf, proposedFor, typedIn } from './answer-typed.js';

type Proposed = NonNullable<CaseDetail['proposed']>;
const proposed = (state: Proposed['state'], more: Partial<Proposed> = {}): Pick<CaseDetail, 'proposed'> => ({
  proposed: { state, text: '答案', question: null, decidedAt: 5, ...more } as Proposed,
});
const NONE = { proposed: undefined } as unknown as Pick<CaseDetail, 'proposed'>;
const typing = (of: Record<string, [number, string]>) =>
  new Map(
    Object.entries(of).map(([act, [savedAt, text]]) => [
      act,
      { savedAt, fields: { text } } as unknown as Typing,
    ]),
  );

describe('the answer in the forms of a case', () => {
  it('is the approved one in the reply, and nothing else is approved', () => {
    expect(proposedFor('reply', proposed('APPROVED'), new Map())).toEqual({ text: '答案' });
    expect(isApproved(proposed('APPROVED'))).toBe(true);
    for (const state of ['PENDING', 'SENT_BACK', 'WITHDRAWN', 'VOID'] as const) {
      expect(proposedFor('reply', proposed(state), new Map())).toEqual({});
      expect(isApproved(proposed(state))).toBe(false);
    }
    expect([proposedFor('reply', NONE, new Map()), isApproved(NONE)]).toEqual([{}, false]);
  });

  it.each(['SENT_BACK', 'WITHDRAWN', 'VOID'] as const)('is asked for again after it was %s', (state) => {
    expect(proposedFor('submit', proposed(state), new Map())).toEqual({ text: '答案' });
    const asked = proposed(state, { question: '可否？' });
    expect(proposedFor('submit', asked, new Map())).toEqual({ text: '答案', question: '可否？' });
    expect(proposedFor('note', asked, new Map())).toEqual({});
  });

  it('is asked for as it was typed for the reply', () => {
    expect(proposedFor('submit', NONE, typing({ reply: [1, '打字中'] }))).toEqual({ text: '打字中' });
    expect(proposedFor('submit', proposed('PENDING'), new Map())).toEqual({});
    expect(Object.keys(proposedFor('submit', NONE, new Map()))).toEqual([]);
    expect(proposedFor('submit', proposed('APPROVED'), new Map())).toEqual({});
  });

  it('does not last where another text was approved after it was typed', () => {
    const all = { reply: [4, '舊'], note: [1, '註'] } as Record<string, [number, string]>;
    expect([...lastingOf(typing(all), proposed('APPROVED')).keys()]).toEqual(['note']);
    expect([...lastingOf(typing({ reply: [5, '新'] }), proposed('APPROVED')).keys()]).toEqual(['reply']);
    expect([...lastingOf(typing(all), proposed('SENT_BACK')).keys()]).toEqual(['reply', 'note']);
    expect([...lastingOf(typing(all), NONE).keys()]).toEqual(['reply', 'note']);
  });

  it('of a task is in its form alone, as it was sent or as it was typed', () => {
    const [one, two] = ['1', '2'].map((id) => ({ id, kind: 'VISIT' }));
    const props = { form: { typed: { task: '1', text: '送出' } }, detail: NONE };
    const drafts = typing({ 'log-attempt 1': [9, '甲'], 'log-attempt 2': [9, '乙'] });
    const of = (open: string | undefined) =>
      [one, two].map(
        (task) =>
          typedIn({ ...props, open, typing: drafts } as unknown as Parameters<typeof typedIn>[0], {
            ...{ name: 'log-attempt', task },
          })['text'],
      );
    expect([of('log-attempt'), of('finish-task'), of(undefined)]).toEqual([
      ...[
        ['送出', '乙'],
        ['甲', '乙'],
        ['甲', '乙'],
      ],
    ]);
  });

  it('is as it was sent in the form that was refused, else as it was typed', () => {
    const props = { form: { typed: { text: '送出' } }, detail: proposed('APPROVED') };
    const of = (open: string | undefined, drafts: Map<string, Typing>) =>
      typedIn({ ...props, open, typing: drafts } as unknown as Parameters<typeof typedIn>[0], {
        name: 'reply',
      });
    const drafts = typing({ reply: [9, '打字中'] });
    expect(
      [of('reply', drafts), of('note', drafts), of(undefined, new Map())].map(({ text }) => text),
    ).toEqual([...['送出', '打字中', '答案']]);
  });
});
