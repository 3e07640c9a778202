import { describe, expect, it } from '@jest/globals';
import type { Knowledge } from '@app/knowledge';
import type { StaffActor } from '@app/people';
import { taipeiMidnight, type TimeSource } from '@app/platform';
import type { TypedForm } from '../site/pages.decorators.js';
import { CallKnowledge } from './call-knowledge.js';

const AGENT = { kind: 'staff', id: 'agent' } as StaffActor;
const time = { now: () => taipeiMidnight('2026-08-19') } as TimeSource;

/** A shelf with one entry, reviewed on this day; notes what it is asked. */
const shelf = (reviewOn = '2026-08-19') => {
  const asked: unknown[] = [];
  const knowledge = {
    find: async (actor: StaffActor, typed: string) => {
      asked.push([actor.id, typed]);
      return [{ id: '7', question: '營業稅', reviewOn }];
    },
    entry: async (_actor: StaffActor, id: string) => ({ id, answer: '以網路申報。' }),
  } as unknown as Knowledge;
  return { asked, calls: new CallKnowledge(knowledge, time) };
};

describe('questions and answers beside the call form', () => {
  it('are looked for by the summary, and not where there is none', async () => {
    const { asked, calls } = shelf();
    for (const typed of [{}, { subject: '  ' }, { answer: '已說明' }] as TypedForm[])
      expect(await calls.found(AGENT, typed)).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await calls.found(AGENT, { subject: ' 營業稅 ' })).toMatchObject([
      { id: '7', question: '營業稅' },
    ]);
    expect(asked).toEqual([['agent', '營業稅']]);
  });

  it('are marked once their day of review has passed', async () => {
    const lateOn = async (day: string) => (await shelf(day).calls.found(AGENT, { subject: '稅' }))![0]!.late;
    expect([await lateOn('2026-08-18'), await lateOn('2026-08-19')]).toEqual([true, false]);
  });

  it('are put below what was typed, once, and named', async () => {
    const { calls } = shelf();
    const used = (answer?: string) =>
      calls.used(AGENT, { use: '7', subject: '稅', ...(answer && { answer }) });
    const whole = { subject: '稅', knowledge: '7' };
    expect(await used()).toEqual({ ...whole, answer: '以網路申報。' });
    expect(await used(' 已說明 ')).toEqual({ ...whole, answer: '已說明\n以網路申報。' });
    expect(await used('先 以網路申報。')).toEqual({ ...whole, answer: '先 以網路申報。' });
  });

  it('change nothing where no button was pressed', async () => {
    const typed = { subject: '稅', answer: '已說明' };
    for (const use of [{}, { use: '' }] as TypedForm[])
      expect(await shelf().calls.used(AGENT, { ...typed, ...use })).toEqual(typed);
  });
});
