import { SYSTEM, type Actor, type StaffActor } from '@app/people';
import { invalid, notFound, Problem, Reader, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess } from '../record/case-access.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile } from '../record/case-file.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import type { Seals } from '../record/seals.js';
import type { Prepared } from './act-checks.js';
import type { Attempt } from './field-checks.js';
import { actsFrom, type ActName } from './acts.js';
import { CaseActs, type ActRequest } from './case-acts.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const HANDLER = { kind: 'staff', id: 'id-handler', roles: ['CASE_HANDLER'] } as unknown as StaffActor;
const HEAD = { kind: 'staff', id: 'id-head', roles: ['UNIT_HEAD'] } as unknown as StaffActor;
const HER: Actor = { kind: 'citizen', caseId: 'case' };

describe('an act on a case', () => {
  let tables: Tables;
  let acts: CaseActs;
  let file: CaseFile;
  let added: EventDraft[];
  /** As whom the case was looked for, and the place before an act, which may make a request void. */
  let entered: unknown[][];
  let moved: object[];
  let mayNot: ActName[];
  let hindered: Partial<Record<ActName, string>>;
  let absent: StaffActor | undefined;
  let extendable: boolean;
  let ended: EventDraft[];
  let asked: unknown[];
  let decided: { facts: object; wish: { act: ActName; input: object } };
  let prepare: (name: ActName, attempt: Attempt) => Prepared;
  let context: CaseContext;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
  });
  beforeEach(() => {
    [added, entered, moved, mayNot, hindered, ended, asked] = [[], [], [], [], {}, [], []];
    [absent, extendable] = [undefined, true];
    prepare = (_name, { input }) => ({ input });
    file = caseRow({ id: 'case', caseNumber: 'N', status: 'IN_PROGRESS', historySeq: 4, erasedAt: null });
    Object.assign(file, { acceptedAt: 1, repliedAt: null, closedAt: null });
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const access = {
      enter: async (_manager: unknown, ...of: unknown[]) => {
        entered.push(of);
        return (context = new CaseContext(tables.manager, file, {} as Seals));
      },
    } as unknown as CaseAccess;
    const history = {
      append: async (_context: unknown, drafts: EventDraft[]) => void added.push(...drafts),
    } as unknown as History;
    const approving = {
      ask: async (_context: unknown, request: unknown) => (asked.push(request), { approver: 'id-head' }),
      decide: async () => decided,
      choices: async (of: CaseContext) => [of.file.id],
    };
    const whoMay = {
      of: () => async (name: ActName) => !mayNot.includes(name),
      absentFor: async () => absent,
    };
    const hindrances = {
      of: async () => (name: ActName) => hindered[name],
      extendable: async () => extendable,
    };
    const tasks = {
      endedBy: async () => ended,
      doers: async (of: CaseContext) => [of.file.id],
      kinds: (of: CaseContext) => [of.file.id],
    };
    const rest = [
      { holders: async (of: CaseContext) => [of.file.id] },
      { choices: async (of: CaseContext) => [of.file.id] },
    ];
    acts = new CaseActs(
      ...[work, access, history, { prepare: async (...of: [ActName, Attempt]) => prepare(...of) } as never],
      ...[{ main: async () => 'N-main' } as never, new SetTime(NOW), approving as never],
      { voidIfMoved: async (_context: unknown, before: object) => void moved.push(before) } as never,
      ...[hindrances as never, new Reader(tables.manager), {} as Seals, whoMay as never, rest[0] as never],
      ...[rest[1] as never, tasks as never],
    );
  });
  afterAll(() => tables.close());

  const perform = (act: ActName, input: object = {}, more: Partial<ActRequest> = {}) =>
    acts.perform({ actor: HANDLER, caseNumber: 'N', act, input, ...more });
  const types = () => added.map(({ type }) => type);

  it('is an event with what was asked for and by whom, and moves the case', async () => {
    const done = await perform('request-correction', { what: '影本', lastDay: '2026-08-31' });
    const facts = { lastDay: '2026-08-31' };
    expect(added).toEqual([{ type: 'CORRECTION_REQUESTED', at: NOW, actor: HANDLER, facts, text: '影本' }]);
    expect(done).toMatchObject({ id: 'case', status: 'AWAITING_CORRECTION' });
    expect(moved).toEqual([{ status: 'IN_PROGRESS', unitId: 'demo.home' }]);
    expect(entered).toEqual([[HANDLER, { caseNumber: 'N' }, 'READER']]);
  });

  it('has neither text nor facts where none were given, and those of a timer', async () => {
    await perform('assign', { unit: 'demo.home' }, { facts: { lateness: 7 } });
    expect(added).toEqual([
      { type: 'ASSIGNED', at: NOW, actor: HANDLER, facts: { unit: 'demo.home', lateness: 7 } },
    ]);
  });

  describe('that takes back an event of her own', () => {
    const back = (actor: Actor = HEAD, takesBack = 4) =>
      acts.perform({ actor, caseNumber: 'N', act: 'assign', input: { unit: 'demo.home' }, takesBack });
    const written = { at: 1, facts: {}, sealed: null, actorUnitId: null, previousHash: '', hash: '' };
    beforeEach(async () => {
      await tables.empty();
      for (const seq of [3, 4])
        await tables.put(HistoryEvent, {
          ...{
            ...written,
            position: seq,
            caseId: 'case',
            seq,
            type: 'REASSIGNED',
            actorKind: 'staff',
            actorId: 'id-head',
          },
        });
    });

    it('is done also where she does not see the case any more', async () => {
      mayNot = ['assign'];
      await back();
      expect(types()).toEqual(['ASSIGNED']);
      expect(entered).toEqual([[SYSTEM, { caseNumber: 'N' }, 'READER']]);
    });

    it('is refused to another person, to a citizen, and to a role that does not do it', async () => {
      const other = { ...HEAD, id: 'id-other' };
      const handler = { ...HANDLER, id: HEAD.id };
      for (const actor of [other, handler, { ...HER, id: 'id-head' } as Actor])
        expect((await refusal(back(actor))).kind).toBe('NOT_FOUND');
      expect(added).toEqual([]);
    });

    it('is refused once something else has happened', async () => {
      expect((await refusal(back(HEAD, 3))).kind).toBe('STALE');
      expect(added).toEqual([]);
    });
  });

  it('is checked for its form first', async () => {
    const problem = await refusal(perform('reply'));
    expect(problem).toMatchObject({ kind: 'INVALID', detail: { fields: [{ field: 'text' }] } });
    expect(
      (await refusal(acts.perform({ actor: HANDLER, caseNumber: 'N', act: 'reply', input: null }))).kind,
    ).toBe('INVALID');
    expect(added).toEqual([]);
  });

  it('sets what its check sets, and is the event that its check names', async () => {
    prepare = (_name, { input }) => ({ input, file: { unitId: 'demo.other' }, event: 'REASSIGNED' });
    expect(await perform('assign', { unit: 'demo.other' })).toMatchObject({ unitId: 'demo.other' });
    expect(types()).toEqual(['REASSIGNED']);
  });

  it('accepts, first, a case that was only received', async () => {
    Object.assign(file, { status: 'RECEIVED', acceptedAt: null });
    expect(await perform('assign', { unit: 'demo.home' })).toMatchObject({
      ...{ status: 'IN_PROGRESS', acceptedAt: NOW },
    });
    expect(types()).toEqual(['ACCEPTED', 'ASSIGNED']);
    expect(added[0]).toEqual({ type: 'ACCEPTED', at: NOW, actor: HANDLER });
  });

  it('leaves no task open that it makes void', async () => {
    ended = [{ type: 'TASK_ENDED', at: NOW, actor: HANDLER }];
    await perform('reply', { text: '答復' });
    expect(types()).toEqual(['REPLIED', 'TASK_ENDED']);
  });

  describe('sets instants:', () => {
    it('the first acceptance stays, the last reply counts, reopening clears the end', async () => {
      expect(await perform('assign', { unit: 'demo.home' })).toMatchObject({ acceptedAt: 1 });
      Object.assign(file, { status: 'REPLIED', repliedAt: 2 });
      expect(await perform('reply', { text: '更正' })).toMatchObject({ repliedAt: NOW });
      expect(await perform('close')).toMatchObject({ status: 'CLOSED', closedAt: NOW });
      const again = await perform('reopen', { reason: 'x' }, { actor: HEAD });
      expect(again).toMatchObject({ status: 'IN_PROGRESS', closedAt: null, repliedAt: NOW });
    });

    it('the status stays where the act says so', async () => {
      expect(await perform('note', { text: '註記' })).toMatchObject({ status: 'IN_PROGRESS' });
      file.status = 'REPLIED';
      expect(await perform('assign', { unit: 'demo.home' })).toMatchObject({ status: 'REPLIED' });
    });
  });

  describe('is refused', () => {
    it('as not there where it is done elsewhere, or is not the actor’s', async () => {
      expect((await refusal(perform('refer', { partner: 'x', reason: 'x' }))).kind).toBe('NOT_FOUND');
      mayNot = ['reply'];
      expect((await refusal(perform('reply', { text: 'x' }))).kind).toBe('NOT_FOUND');
      expect(added).toEqual([]);
    });

    it('where the case has changed since it was seen', async () => {
      expect(await refusal(perform('note', { text: 'x' }, { ifMatch: 3 }))).toMatchObject({
        ...{ kind: 'STALE', code: 'stale' },
      });
      await perform('note', { text: 'x' }, { ifMatch: 4 });
      expect(types()).toEqual(['NOTED']);
    });

    it('where the status does not allow it, naming what is possible', async () => {
      file.status = 'AWAITING_CORRECTION';
      mayNot = ['message'];
      hindered = { note: 'x' };
      const problem = await refusal(perform('reply', { text: 'x' }));
      expect(problem).toMatchObject({ kind: 'NOT_ALLOWED', code: 'act-not-allowed' });
      expect(problem.detail.allowed).toContain('receive-correction');
      for (const not of ['message', 'note', 'reply', 'close'])
        expect(problem.detail.allowed).not.toContain(not);
    });

    it('in a case that is dealt with in another, naming that one', async () => {
      file.status = 'MERGED';
      const problem = await refusal(perform('reply', { text: 'x' }));
      expect(problem).toMatchObject({ kind: 'NOT_ALLOWED', code: 'case-merged' });
      expect(problem.detail.params).toEqual({ into: 'N-main' });
      expect(problem.detail.allowed).toEqual(actsFrom('MERGED'));
    });

    it('in an erased case that has ended; one that is open again goes on', async () => {
      Object.assign(file, { erasedAt: NOW, open: false });
      expect(await refusal(perform('note', { text: 'x' }))).toMatchObject({
        ...{ kind: 'NOT_ALLOWED', code: 'erased' },
      });
      expect([acts.offered(HANDLER, file), await acts.possible(HANDLER, file)]).toEqual([[], []]);
      file.open = true;
      await perform('note', { text: 'x' });
      expect(types()).toEqual(['NOTED']);
    });

    it('by what hinders it, naming what is possible; other acts are not asked', async () => {
      hindered = { withdraw: 'open-referrals', take: 'has-handler', note: 'x' };
      const withdrawing = await refusal(perform('withdraw', { reason: 'x' }, { actor: HER }));
      expect(withdrawing).toMatchObject({ kind: 'NOT_ALLOWED', code: 'open-referrals' });
      expect(withdrawing.detail.allowed).not.toContain('withdraw');
      expect((await refusal(perform('take'))).code).toBe('has-handler');
      await perform('note', { text: 'x' });
      expect(types()).toEqual(['NOTED']);
    });
  });

  it('on a case that has ended, and was not erased, is what its status allows', async () => {
    Object.assign(file, { status: 'CLOSED', open: false });
    await perform('note', { text: 'x' });
    expect(types()).toEqual(['NOTED']);
    expect(acts.offered(HANDLER, file)).toContain('note');
  });

  it('by a deputy is in place of the absent handler', async () => {
    await perform('note', { text: 'x' });
    expect(context.insteadOf).toBeUndefined();
    absent = { ...HANDLER, id: 'id-absent' };
    await perform('note', { text: 'x' });
    expect(context.insteadOf).toBe('id-absent');
  });

  it('that answers a chase is one of who need not read the case', async () => {
    await perform('answer-chase', { text: '已辦' });
    expect(entered[0]![0]).toEqual(SYSTEM);
    mayNot = ['answer-chase'];
    await refusal(perform('answer-chase', { text: '已辦' }, { actor: HER }));
    expect(entered[1]![0]).toBe(HER);
  });

  describe('that another must approve', () => {
    const extend = () => perform('extend', { length: '5wd', reason: '需會勘', approver: 'head' });

    it('is asked for, and changes nothing yet', async () => {
      const before = { ...file };
      expect(await extend()).toEqual(before);
      expect(added).toEqual([
        {
          ...{ type: 'APPROVAL_ASKED', at: NOW, actor: HANDLER, text: '需會勘' },
          facts: { length: '5wd', approver: 'id-head' },
        },
      ]);
      const input = { length: '5wd', reason: '需會勘', approver: 'head' };
      expect(asked).toEqual([{ actor: HANDLER, act: 'extend', input }]);
    });

    it('is not asked for where it is hindered', async () => {
      hindered = { extend: 'approval-waits' };
      expect((await refusal(extend())).code).toBe('approval-waits');
      expect(asked).toEqual([]);
    });

    it('an answer is sent to the approver, its text not yet into the history', async () => {
      const sent = await perform('submit', { text: '答復稿', question: '請示', approver: 'head' });
      expect(sent.status).toBe('AWAITING_APPROVAL');
      const facts = { approver: 'id-head' };
      expect(added).toEqual([{ type: 'SUBMITTED', at: NOW, actor: HANDLER, facts, text: '請示' }]);
    });

    describe('and is decided', () => {
      const input = { length: '5wd', reason: '需會勘', approver: 'id-head' };
      beforeEach(() => {
        decided = { facts: { askedBy: 'id-handler', act: 'extend' }, wish: { act: 'extend', input } };
      });
      const decide = (act: ActName, more: object = {}) => perform(act, more, { actor: HEAD });

      it('is done by who approves, and names who asked for it', async () => {
        await decide('approve');
        const facts = { length: '5wd', approver: 'id-head', askedBy: 'id-handler' };
        expect(added).toEqual([
          { type: 'APPROVED', at: NOW, actor: HEAD, facts: decided.facts },
          { type: 'EXTENDED', at: NOW, actor: HEAD, facts, text: '需會勘' },
        ]);
      });

      it('is not done when it is sent back', async () => {
        await decide('send-back', { reason: '請補充' });
        expect(types()).toEqual(['SENT_BACK']);
      });

      it('an approved answer is sent by who wrote it, later', async () => {
        decided = { facts: { askedBy: 'id-handler' }, wish: { act: 'submit', input: { text: '答復稿' } } };
        file.status = 'AWAITING_APPROVAL';
        expect((await decide('approve')).status).toBe('IN_PROGRESS');
        expect(types()).toEqual(['APPROVED']);
      });

      it('can only be sent back where it does not fit any more', async () => {
        prepare = (name, attempt) => {
          if (name === 'extend') throw invalid({ field: 'length', code: 'too-long' });
          return { input: attempt.input };
        };
        const refused = { kind: 'NOT_ALLOWED', code: 'approval-impossible' };
        expect(await refusal(decide('approve'))).toMatchObject(refused);
      });

      it.each([new Error('the database is gone'), notFound(), new Problem('BUSY', 'calendar-ends')])(
        'another failure is passed on (%#)',
        async (error) => {
          prepare = (name, attempt) => {
            if (name === 'extend') throw error;
            return { input: attempt.input };
          };
          await expect(decide('approve')).rejects.toBe(error);
        },
      );

      it('is not decided where that is hindered', async () => {
        hindered = { approve: 'nothing-asked' };
        expect((await refusal(decide('approve'))).code).toBe('nothing-asked');
      });
    });
  });

  describe('is offered', () => {
    it('by role and status', () => {
      expect(acts.offered(HANDLER, file)).toEqual(expect.arrayContaining(['reply', 'extend', 'note']));
      for (const not of ['approve', 'close', 'transfer'] as const)
        expect(acts.offered(HANDLER, file)).not.toContain(not);
      expect(acts.offered(HER, file)).toEqual([
        'receive-supplement',
        'withdraw',
        'change-contact',
        'message',
      ]);
      expect(acts.offered(SYSTEM, { ...file, status: 'REPLIED' })).toEqual(['close']);
    });

    it('as possible where nothing hinders it, and a promise can be extended', async () => {
      [mayNot, hindered] = [['note'], { message: 'x' }];
      const possible = await acts.possible(HANDLER, file);
      expect(possible).toEqual(expect.arrayContaining(['reply', 'extend', 'assign']));
      expect(possible).not.toContain('note');
      expect(possible).not.toContain('message');
      extendable = false;
      expect(await acts.possible(HANDLER, file)).toEqual(possible.filter((name) => name !== 'extend'));
      mayNot = ['extend'];
      expect(await acts.possible(HANDLER, file)).not.toContain('extend');
    });

    it('with those of the case who can be asked, chased, follow it and be given tasks', async () => {
      expect(await acts.approvers(HANDLER, file)).toEqual(['case']);
      expect(await acts.holders(file)).toEqual(['case']);
      expect(await acts.trackers(file)).toEqual(['case']);
      expect(await acts.taskDoers(file)).toEqual(['case']);
      expect(acts.taskKinds(file)).toEqual(['case']);
    });
  });
});
