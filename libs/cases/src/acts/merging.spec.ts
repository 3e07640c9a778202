import { SYSTEM, type StaffActor } from '@app/people';
import { notFound, Problem, SetTime } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History, HistoryListener } from '../history/history.js';
import type { CaseAccess, CaseKeyed } from '../record/case-access.js';
import type { CaseContext } from '../record/case-context.js';
import { CaseFile } from '../record/case-file.entity.js';
import { formatCaseNumber } from '../record/case-number.js';
import type { EventFacts, EventType } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Merging } from './merging.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const HANDLER = { kind: 'staff', id: 'id-handler' } as StaffActor;
const [EARLIER, LATER, THIRD] = [1, 2, 3].map((serial) => formatCaseNumber('DEMO', NOW, serial)) as [
  ...[string, string, string],
];

describe('a case dealt with in another', () => {
  let tables: Tables;
  let merging: Merging;
  let told: HistoryListener;
  let added: [string, EventDraft][];
  let unseen: string[];
  let failure: Error | undefined;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent);
  });
  beforeEach(async () => {
    await tables.empty();
    [added, unseen, failure] = [[], [], undefined];
    const find = async (where: CaseKeyed) => {
      const file = await tables.manager.findOneBy(CaseFile, where);
      if (failure) throw failure;
      if (!file || unseen.includes(file.id)) throw notFound();
      return file;
    };
    const access = {
      hold: (_manager: unknown, actor: unknown, where: CaseKeyed) =>
        actor === HANDLER ? find(where) : Promise.reject(new Error('as somebody else')),
      enter: async (_manager: unknown, actor: unknown, where: CaseKeyed) =>
        actor === SYSTEM ? contextOf(await find(where)) : Promise.reject(new Error('as somebody else')),
    } as unknown as CaseAccess;
    const history = {
      listen: (listener: HistoryListener) => void (told = listener),
      append: async ({ file }: CaseContext, drafts: EventDraft[]) =>
        void added.push(...drafts.map((draft): [string, EventDraft] => [file.id, draft])),
    } as unknown as History;
    merging = new Merging(access, history, new SetTime(NOW));
    merging.onModuleInit();
    await tables.put(
      CaseFile,
      caseRow({ id: 'earlier', caseNumber: EARLIER, receivedAt: 1 }),
      caseRow({ id: 'later', caseNumber: LATER, receivedAt: 2 }),
      caseRow({ id: 'third', caseNumber: THIRD, receivedAt: 0 }),
    );
  });
  afterAll(() => tables.close());

  const contextOf = (file: CaseFile) => ({ manager: tables.manager, file }) as CaseContext;
  const context = async (id: string) => contextOf(await tables.manager.findOneByOrFail(CaseFile, { id }));
  const change = (id: string, more: Partial<CaseFile>) => tables.manager.update(CaseFile, { id }, more);
  const happened = (caseId: string, type: EventType, facts: EventFacts, seq = 1) =>
    tables.put(HistoryEvent, eventRow({ caseId, seq, type, facts }));

  describe('can be', () => {
    const target = async (typed: string, from = 'later') =>
      merging.target(await context(from), HANDLER, typed);
    const fault = async (typed: string, from?: string) => {
      const { kind, detail } = await refusal(target(typed, from));
      return [kind, ...detail.fields!.map(({ field, code }) => `${field} ${code}`)].join(' ');
    };

    it('one that came in before, or at the same moment, however its number is typed', async () => {
      expect(await target(EARLIER.toLowerCase().replaceAll('-', ''))).toBe(EARLIER);
      await change('earlier', { receivedAt: 2 });
      expect(await target(EARLIER)).toBe(EARLIER);
    });

    it('not itself', async () => expect(await fault(LATER)).toBe('INVALID into same-case'));

    it('not one that came in later: both count from the earlier', async () => {
      expect(await fault(LATER, 'earlier')).toBe('INVALID into later-case');
    });

    it('not one that is answered already', async () => {
      await change('earlier', { status: 'REPLIED' });
      expect(await fault(EARLIER)).toBe('INVALID into answered-case');
    });

    it.each<[string, Partial<CaseFile>]>([
      ['closed', { open: false, status: 'CLOSED' }],
      ['of another agency', { organisationId: 'sme' }],
      ['not confirmed', { status: 'AWAITING_CONFIRMATION' }],
    ])('not one that is %s', async (_what, more) => {
      await change('earlier', more);
      expect(await fault(EARLIER)).toBe('INVALID into unknown-case');
    });

    it('not one that the actor does not see, nor a number that is none or of no case', async () => {
      unseen = ['earlier'];
      for (const typed of [EARLIER, 'nothing', formatCaseNumber('DEMO', NOW, 9)])
        expect(await fault(typed)).toBe('INVALID into unknown-case');
    });

    it.each([new Error('the database is gone'), new Problem('BUSY', 'x')])(
      'looked for in vain is not unknown: %s is passed on',
      async (error) => {
        failure = error;
        await expect(target(EARLIER)).rejects.toBe(error);
      },
    );
  });

  describe('is found', () => {
    it('as the end of the chain', async () => {
      expect(await merging.main(await context('later'))).toBeUndefined();
      await happened('later', 'MERGED', { into: EARLIER });
      expect(await merging.main(await context('later'))).toBe(EARLIER);
      await happened('earlier', 'MERGED', { into: THIRD });
      expect(await merging.main(await context('later'))).toBe(THIRD);
    });

    it('with those that were merged into it', async () => {
      await happened('earlier', 'CASE_JOINED', { from: LATER });
      await happened('third', 'CASE_JOINED', { from: EARLIER });
      await happened('earlier', 'NOTED', { from: 'x' }, 2);
      expect(await merging.joined(await context('earlier'))).toEqual([LATER]);
      expect(await merging.joined(await context('later'))).toEqual([]);
    });
  });

  describe('is told', () => {
    const hear = async (id: string, type: EventType, more: Partial<HistoryEvent> = {}) =>
      told(eventRow({ caseId: id, seq: 9, type, actorKind: 'staff', ...more }), await context(id));

    it('in the other, which is joined', async () => {
      await hear('later', 'MERGED', { facts: { into: EARLIER } });
      const facts = { from: LATER };
      expect(added).toEqual([['earlier', { type: 'CASE_JOINED', facts, at: NOW, actor: SYSTEM }]]);
    });

    it.each<[EventType, EventType]>([
      ['REPLIED', 'MERGED_REPLIED'],
      ['SUPPLEMENTARY_REPLIED', 'MERGED_REPLIED'],
      ['INTERIM_REPLIED', 'MERGED_TOLD'],
      ['MESSAGED', 'MERGED_TOLD'],
      ['MERGED_REPLIED', 'MERGED_REPLIED'],
    ])('of %s there, by %s in each that was joined', async (type, expected) => {
      await happened('third', 'CASE_JOINED', { from: EARLIER });
      await happened('third', 'CASE_JOINED', { from: LATER }, 2);
      await hear('third', type);
      expect(added).toEqual(
        ['earlier', 'later'].map((id) => [id, { type: expected, at: NOW, actor: SYSTEM }]),
      );
    });

    it('of nothing that the other petitioner writes, nor of what is said to nobody', async () => {
      await happened('third', 'CASE_JOINED', { from: EARLIER });
      await hear('third', 'MESSAGED', { actorKind: 'citizen' });
      await hear('third', 'NOTED');
      expect(added).toEqual([]);
    });
  });
});
