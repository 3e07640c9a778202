import type { Catalogue } from '@app/catalogue';
import type { CitizenActor } from '@app/people';
import { days, Idempotency, IdempotencyKey, Keyring, SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { CaseFile } from '../record/case-file.entity.js';
import type { CaseReader } from '../record/case-reader.js';
import type { EventType } from '../record/events.js';
import type { CaseStatus } from '../record/statuses.js';
import { actNamed, type ActName } from './acts.js';
import type { ActRequest, CaseActs } from './case-acts.js';
import {
  CITIZEN_ACTS,
  citizenActNamed,
  CitizenActs,
  isCitizenAct,
  type CitizenActName,
} from './citizen-acts.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const HER: CitizenActor = { kind: 'citizen', caseId: 'case' };
const WITHIN = 30;
const TAKEN_OVER: EventType[] = ['CORRECTION_REQUESTED', 'CORRECTION_LAPSED'];

describe('what a citizen does on her case', () => {
  let tables: Tables;
  let time: SetTime;
  let acts: CitizenActs;
  let performed: ActRequest[];
  /** What role and status allow. */
  let allowed: ActName[];
  let history: EventType[];
  let service: { reopenWithinDays: number } | undefined;

  beforeAll(async () => {
    tables = await tablesInMemory(IdempotencyKey);
  });
  beforeEach(async () => {
    await tables.empty();
    time = new SetTime(NOW);
    [performed, history, service] = [[], [], { reopenWithinDays: WITHIN }];
    allowed = ['change-contact', 'message', 'receive-correction', 'reopen', 'withdraw'];
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const caseActs = {
      offered: () => allowed,
      perform: async (request: ActRequest) => ({ historySeq: performed.push(request) }),
    } as unknown as CaseActs;
    const reader = {
      events: async (id: string) =>
        id === 'case' ? history.map((type, at) => eventRow({ seq: at + 1, type })) : [],
    } as unknown as CaseReader;
    const catalogue = {
      serviceOfCase: (id: string) => (id === 'hers' ? service : { reopenWithinDays: 1 }),
    } as unknown as Catalogue;
    const idempotency = new Idempotency(work, new Keyring('the secret of this spec'), time);
    acts = new CitizenActs(caseActs, reader, catalogue, idempotency, time);
  });
  afterAll(() => tables.close());

  const file = (more: Partial<CaseFile> = {}): CaseFile =>
    caseRow({
      ...{ id: 'case', caseNumber: 'N', serviceId: 'hers', confirmBy: null, erasedAt: null },
      ...{ repliedAt: null, closedAt: null },
      ...more,
    });
  const replied = (more: Partial<CaseFile> = {}) => file({ status: 'REPLIED', repliedAt: NOW, ...more });
  const perform = (name: CitizenActName, more: Partial<Parameters<CitizenActs['perform']>[0]> = {}) =>
    acts.perform({ actor: HER, file: file(), name, text: '我的話', key: 'key', ...more });

  it('has a name for each, and nothing else is one', () => {
    expect(CITIZEN_ACTS.every(isCitizenAct)).toBe(true);
    expect(['close', 'toString', ''].some(isCitizenAct)).toBe(false);
  });

  it.each(CITIZEN_ACTS)('%s: its form counts as many characters as the act takes', (name) => {
    const { acts: each, field, most } = citizenActNamed(name);
    const taken = each.map((act) => {
      const asked = actNamed(act).fields[field];
      return asked?.kind === 'text' && asked.most;
    });
    expect(taken).toEqual(each.map(() => most));
  });

  describe('is offered', () => {
    it('what role and status allow: an answer where a correction or a supplement is taken', () => {
      expect(acts.offered(HER, replied())).toEqual(['answer', 'message', 'reopen', 'withdraw']);
      allowed = ['receive-supplement'];
      expect(acts.offered(HER, replied())).toEqual(['answer']);
      allowed = ['change-contact'];
      expect(acts.offered(HER, replied())).toEqual([]);
    });

    it('a message only once the report is confirmed: before, no one works on it', () => {
      allowed = ['message', 'withdraw'];
      expect(acts.offered(HER, file({ confirmBy: '2026-08-22' }))).toEqual(['withdraw']);
      expect(acts.offered(HER, file())).toEqual(['message', 'withdraw']);
    });

    it('reopening up to the last moment of its days, not after it; the rest goes on', () => {
      time.set(NOW + days(WITHIN));
      expect(acts.offered(HER, replied())).toContain('reopen');
      time.forward(1);
      expect(acts.offered(HER, replied())).toEqual(['answer', 'message', 'withdraw']);
    });
  });

  describe('may reopen it', () => {
    it('for the days of its service after the closing, or after the reply of what is not closed', () => {
      expect(acts.reopenUntil(replied())).toBe(NOW + days(WITHIN));
      const closed = replied({ status: 'CLOSED', closedAt: NOW + days(1) });
      expect(acts.reopenUntil(closed)).toBe(NOW + days(1 + WITHIN));
    });

    it('until the moment it ended where its service is gone', () => {
      service = undefined;
      expect(acts.reopenUntil(replied())).toBe(NOW);
    });

    it.each<[string, Partial<CaseFile>]>([
      ['not answered yet', { status: 'IN_PROGRESS', repliedAt: null }],
      ['answered once, and open again', { status: 'IN_PROGRESS' as CaseStatus }],
      ['withdrawn', { status: 'WITHDRAWN', closedAt: NOW }],
      ['erased', { erasedAt: NOW }],
      ['imported as replied, at an unknown time', { repliedAt: null }],
    ])('at no time when %s', (_what, more) => {
      expect(acts.reopenUntil(replied(more))).toBeNull();
    });
  });

  describe('is performed', () => {
    it.each<[CitizenActName, ActName, object]>([
      ['answer', 'receive-correction', { text: '我的話' }],
      ['message', 'message', { text: '我的話' }],
      ['reopen', 'reopen', { reason: '我的話' }],
      ['withdraw', 'withdraw', { reason: '我的話' }],
    ])('%s as the act %s, with what she wrote in its field', async (name, act, input) => {
      expect(await perform(name)).toBe(1);
      expect(performed).toEqual([{ actor: HER, caseNumber: 'N', act, input, facts: {} }]);
    });

    it('what is not allowed any more goes to the act itself, which refuses it by its own words', async () => {
      allowed = [];
      await perform('answer');
      expect(performed).toMatchObject([{ act: 'receive-correction' }]);
    });

    it('what was asked for, after its last day: as a supplement that is said to be late', async () => {
      [allowed, history] = [['receive-supplement'], TAKEN_OVER];
      await perform('answer');
      expect(performed).toMatchObject([{ act: 'receive-supplement', facts: { late: true } }]);
    });

    it.each<[string, CitizenActName, EventType[]]>([
      ['an answer within its days', 'answer', ['CORRECTION_REQUESTED']],
      ['an answer to nothing that was asked', 'answer', []],
      ['a message, whatever has passed', 'message', TAKEN_OVER],
    ])('%s is not late', async (_what, name, before) => {
      history = before;
      await perform(name);
      expect(performed[0]!.facts).toEqual({});
    });

    it.each([null, 'another'])('not by the citizen of case %j: there it does not exist', async (caseId) => {
      expect((await refusal(perform('message', { actor: { kind: 'citizen', caseId } }))).kind).toBe(
        'NOT_FOUND',
      );
      expect(performed).toEqual([]);
    });
  });

  describe('sent twice', () => {
    it('has one effect, and the same receipt', async () => {
      expect([await perform('message'), await perform('message')]).toEqual([1, 1]);
      expect(performed).toHaveLength(1);
    });

    it.each<[string, Partial<Parameters<CitizenActs['perform']>[0]>]>([
      ['with another text', { text: '另一段話' }],
      ['from another form', { key: 'another key' }],
      ['as another act', { name: 'withdraw' }],
      ['on another case', { file: file({ id: 'other' }), actor: { kind: 'citizen', caseId: 'other' } }],
    ])('%s it is another act', async (_what, more) => {
      expect([await perform('message'), await perform('message', more)]).toEqual([1, 2]);
    });

    it('what comes with it is joined to its event, once', async () => {
      const joined: number[] = [];
      const along = async (seq: number) => void joined.push(seq);
      await perform('message', { key: 'other' });
      for (let time = 0; time < 2; time++) await perform('message', { along });
      expect(joined).toEqual([2]);
    });
  });
});
