import type { StaffActor } from '@app/people';
import { SetTime } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow, taskRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { CaseFile } from '../record/case-file.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { ACT_NAMES, actNamed, type ActName } from './acts.js';
import { Hindrances } from './hindrances.js';

const ME = { kind: 'staff', id: 'id-me', roles: ['CASE_HANDLER'] } as unknown as StaffActor;

/** What stands against acts, and the acts that it hinders; of all else nothing stands against any act. */
describe('what hinders an act though status and role allow it', () => {
  let tables: Tables;
  let file: CaseFile;
  let joined: string[];
  let pending: object | null;
  let refusals: Record<string, string | undefined>;
  let owed: boolean;
  let there: Record<'tasks' | 'waiting' | 'parts' | 'holders' | 'chases' | 'steps', object[]>;
  let refusal: string | undefined;
  let wish: object;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
  });
  beforeEach(async () => {
    await tables.empty();
    file = caseRow({ id: 'case', trackerId: 'id-other' });
    [joined, pending, refusals, owed, refusal, wish] = [[], null, {}, false, undefined, {}];
    there = {
      ...{ tasks: [taskRow({ id: 't', handlerId: 'id-other' })], waiting: [{}], parts: [{ state: 'OPEN' }] },
      ...{ holders: [{}], chases: [{}], steps: [{}] },
    };
  });
  afterAll(() => tables.close());

  const hindrances = () =>
    new Hindrances(
      { joined: async () => joined } as never,
      { pending: async () => pending } as never,
      { refusal: async (...of: unknown[]) => refusals[of[3] as string] } as never,
      { extensionRefusal: async (_context: unknown, asked: object) => ((wish = asked), refusal) } as never,
      { waiting: async () => there.waiting, partsOf: async () => there.parts } as never,
      { holders: async () => there.holders, owedBy: async () => there.chases } as never,
      { owed: async () => owed } as never,
      { next: async () => there.steps } as never,
      { open: async () => there.tasks } as never,
      new SetTime(7),
    );
  const context = () => ({ manager: tables.manager, file }) as never;
  const all = async (actor = ME): Promise<Partial<Record<ActName, string>>> => {
    const of = await hindrances().of(context(), actor);
    return Object.fromEntries(ACT_NAMES.flatMap((name) => (of(name) ? [[name, of(name)]] : [])));
  };
  const each = (names: readonly ActName[], why: string) =>
    Object.fromEntries(names.map((name) => [name, why]));
  const which = (what: 'endsReferrals' | 'unanswered') => ACT_NAMES.filter((name) => actNamed(name)[what]);
  const happened = (...events: Parameters<typeof eventRow>[0][]) =>
    tables.put(HistoryEvent, ...events.map((event, at) => ({ ...eventRow(event), position: at + 1 })));

  it('nothing, where all is there that acts need', async () => {
    expect(await all()).toEqual({});
  });

  it('an open referral: the ends of the case, until it ends', async () => {
    const facts = { referralId: 'r', partner: 'demo.team' };
    await happened({ seq: 1, type: 'REFERRED', facts });
    expect(await all()).toEqual(each(which('endsReferrals'), 'referral-open'));
    expect(which('endsReferrals')).toEqual(['close', 'no-action', 'withdraw', 'merge', 'transfer']);
    await tables.put(HistoryEvent, { ...eventRow({ seq: 2, type: 'REFERRAL_REPLIED', facts }), position: 2 });
    expect(await all()).toEqual({});
  });

  it('cases that were merged into it: the ends without an answer', async () => {
    joined = ['N'];
    expect(await all()).toEqual(each(which('unanswered'), 'others-joined'));
    expect(which('unanswered')).toEqual(['no-action', 'withdraw', 'transfer']);
  });

  it('a stop of the use of her data: to refer it, until that is lifted', async () => {
    await happened({ seq: 1, type: 'RESTRICTED' });
    expect(await all()).toEqual({ refer: 'data-restricted' });
    await tables.put(HistoryEvent, { ...eventRow({ seq: 2, type: 'RESTRICTION_LIFTED' }), position: 2 });
    expect(await all()).toEqual({});
  });

  it('a decision that the service asks for: to close it', async () => {
    owed = true;
    expect(await all()).toEqual({ close: 'decision-missing' });
  });

  it('what waits for approval: what would be asked for as well', async () => {
    pending = {};
    expect(await all()).toEqual(each(['extend', 'submit', 'no-action'], 'approval-pending'));
  });

  it('why one cannot decide in this way now', async () => {
    refusals = { APPROVED: 'own-request', SENT_BACK: 'own-request', WITHDRAWN: 'not-own-request' };
    const own = each(['approve', 'send-back'], 'own-request');
    expect(await all()).toEqual({ ...own, 'withdraw-request': 'not-own-request' });
  });

  it('that one follows it: to become its handler', async () => {
    file.trackerId = ME.id;
    expect(await all()).toEqual({ take: 'own-tracking' });
    file.trackerId = null;
    expect(await all()).toEqual({ 'end-tracking': 'no-tracker' });
  });

  it.each([
    ['tasks', 'no-task', ['take-task', 'log-attempt', 'finish-task', 'cancel-task']],
    ['waiting', 'no-co-handling', ['recall-co-handling']],
    ['parts', 'no-co-handling', ['answer-co-handling']],
    ['holders', 'all-chased', ['chase']],
    ['chases', 'no-chase', ['answer-chase']],
    ['steps', 'no-step-left', ['step-done']],
  ] as [keyof typeof there, string, ActName[]][])(
    'that there is none of its %s',
    async (what, why, names) => {
      there[what] = [];
      expect(await all()).toEqual(each(names, why));
    },
  );

  it('that all tasks are one’s own: to take one; that the unit has answered: to answer again', async () => {
    there.tasks = [taskRow({ id: 't', handlerId: ME.id })];
    expect(await all()).toEqual({ 'take-task': 'no-task' });
    there.parts = [{ state: 'ANSWERED' }];
    expect(await all()).toEqual({ 'take-task': 'no-task', 'answer-co-handling': 'no-co-handling' });
  });

  it('that no promise could be extended by a day now', async () => {
    expect(await hindrances().extendable(context())).toBe(true);
    expect(wish).toEqual({ length: '1wd', at: 7 });
    refusal = 'too-late';
    expect(await hindrances().extendable(context())).toBe(false);
  });
});
