import { SYSTEM, type Actor } from '@app/people';
import { Keyring } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { ClockBook } from '../clocks/clock-book.js';
import { CaseContext } from '../record/case-context.js';
import { CaseFile, CaseKey } from '../record/case-file.entity.js';
import { CHAIN_START, firstBreak } from '../record/chain.js';
import { CoHandling } from '../record/co-handling.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Seals } from '../record/seals.js';
import type { CaseStatus } from '../record/statuses.js';
import { History, type EventDraft } from './history.js';

const STAFF = { kind: 'staff', id: 'id-handler', unitId: 'demo.home' } as Actor;
const CITIZEN: Actor = { kind: 'citizen', caseId: 'case' };

describe('the history of a case', () => {
  let tables: Tables;
  let history: History;
  /** What happened in order: the clocks counted (with the whole history, where it is known), then who listens. */
  let heard: string[];
  const seals = new Seals(new Keyring('the secret of this spec'));

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, CaseKey, CoHandling, HistoryEvent);
  });
  beforeEach(async () => {
    await tables.empty();
    heard = [];
    const project = async (_context: unknown, whole?: HistoryEvent[]) => {
      heard.push(`clocks of ${whole?.map(({ type }) => type).join() ?? 'what is stored'}`);
    };
    history = new History({ project } as unknown as ClockBook);
  });
  afterAll(() => tables.close());

  const file = (more: Partial<CaseFile> = {}) =>
    caseRow({ id: 'case', historyHead: CHAIN_START, listOrder: 0, waitsFor: 'NONE', ...more });
  const stored = async (more: Partial<CaseFile> = {}) => {
    await tables.put(CaseFile, file(more));
    return contextOf(await row());
  };
  const contextOf = (of: CaseFile) => new CaseContext(tables.manager, of, seals);
  const row = () => tables.manager.findOneByOrFail(CaseFile, { id: 'case' });
  const events = () => tables.manager.find(HistoryEvent, { order: { seq: 'ASC' } });
  const draft = (more: Partial<EventDraft> = {}): EventDraft => ({
    type: 'NOTED',
    at: 7,
    actor: SYSTEM,
    ...more,
  });

  it('is numbered without gaps and chained, and the case knows its head', async () => {
    const context = await stored();
    await history.append(context, [draft(), draft({ type: 'MESSAGED' })]);
    await history.append(contextOf(await row()), [draft({ type: 'CLOSED' })]);
    const all = await events();
    expect(all.map(({ seq, type }) => `${seq} ${type}`)).toEqual(['1 NOTED', '2 MESSAGED', '3 CLOSED']);
    expect(await row()).toMatchObject({ historySeq: 3, historyHead: all[2]!.hash });
    expect(firstBreak(all, all[2]!.hash)).toBeUndefined();
    expect(all[0]!.previousHash).toBe(CHAIN_START);
  });

  it.each<[Actor, object]>([
    [STAFF, { actorKind: 'staff', actorId: 'id-handler', actorUnitId: 'demo.home' }],
    [CITIZEN, { actorKind: 'citizen', actorId: null, actorUnitId: null }],
    [SYSTEM, { actorKind: 'system', actorId: null, actorUnitId: null }],
  ])('says who did it: %j', async (actor, who) => {
    await history.append(await stored(), [draft({ actor, facts: { unit: 'demo.home' } })]);
    expect((await events())[0]).toMatchObject({ ...who, at: 7, facts: { unit: 'demo.home' } });
  });

  it('keeps texts sealed, each for its own event, and is nothing where there is none', async () => {
    await history.append(await stored(), [draft({ text: '一' }), draft(), draft({ text: '' })]);
    const all = await events();
    const context = contextOf(await row());
    expect(all[0]!.sealed).not.toContain('一');
    expect(await context.unseal('history_event.1', all[0]!.sealed)).toBe('一');
    expect(all[1]!.sealed).toBeNull();
    expect(await context.unseal('history_event.3', all[2]!.sealed)).toBe('');
  });

  it('saves the changed case, open or not by its status', async () => {
    for (const [status, open] of [
      ['CLOSED', false],
      ['IN_PROGRESS', true],
    ] as [CaseStatus, boolean][]) {
      await tables.empty();
      const context = await stored({ open: !open });
      context.file.status = status;
      await history.append(context, [draft()]);
      expect(await row()).toMatchObject({ status, open });
    }
  });

  describe('is followed', () => {
    beforeEach(() => {
      for (const name of ['first', 'second'])
        history.listen(async ({ type }, { file: { id } }) => {
          heard.push(`${name} heard ${type} of ${id}, ${await tables.manager.count(HistoryEvent)} stored`);
        });
    });

    it('by the clocks, then by each listener, event by event, when all are stored', async () => {
      await history.append(await stored(), [draft(), draft({ type: 'CLOSED' })]);
      expect(heard).toEqual([
        'clocks of what is stored',
        ...['first heard NOTED of case, 2 stored', 'second heard NOTED of case, 2 stored'],
        ...['first heard CLOSED of case, 2 stored', 'second heard CLOSED of case, 2 stored'],
      ]);
    });

    it('also when it begins: of a new case the whole history is known', async () => {
      const begun = [draft({ type: 'RECEIVED' }), draft({ type: 'ACCEPTED' })];
      await history.begin(contextOf(file()), begun, async () => void heard.push('beside'));
      expect(heard.slice(0, 2)).toEqual(['beside', 'clocks of RECEIVED,ACCEPTED']);
      expect(heard).toHaveLength(6);
      expect((await row()).historySeq).toBe(2);
    });
  });

  it('begins with the row of the case, before what refers to it', async () => {
    let there = 0;
    await history.begin(contextOf(file()), [draft()], async () => {
      there = await tables.manager.count(CaseFile);
    });
    expect(there).toBe(1);
    expect((await row()).historyHead).toBe((await events())[0]!.hash);
  });
});
