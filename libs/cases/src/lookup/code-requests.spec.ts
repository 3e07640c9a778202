import { SetTime, type Limits, type UnitOfWork } from '@app/platform';
import type { Timer, TimerBook, TimerHandler, TimerRunner, WantedTimer } from '@app/sla/timers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess } from '../record/case-access.js';
import { CaseFile, Petitioner } from '../record/case-file.entity.js';
import type { Seals } from '../record/seals.js';
import { CodeRequest } from './code-request.entity.js';
import { CodeRequests } from './code-requests.js';

describe('a new lookup code', () => {
  let tables: Tables;
  let armed: WantedTimer[];
  let added: EventDraft[];
  let answers: TimerHandler;
  let left: number | undefined;
  let requests: CodeRequests;
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, Petitioner, CodeRequest);
  });
  beforeEach(async () => {
    await tables.empty();
    [armed, added, left] = [[], [], 1];
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const limits = { take: async () => left } as unknown as Limits;
    const seals = { blindIndex: (_kind: string, value: string) => `index of ${value}` } as unknown as Seals;
    const timers = { arm: async (wanted: WantedTimer[]) => void armed.push(...wanted) } as TimerBook;
    const runner = {
      handle: (_kind: string, handler: TimerHandler) => void (answers = handler),
    } as TimerRunner;
    const access = { enter: async () => ({ file: { codeVersion: 1 } }) } as unknown as CaseAccess;
    const history = {
      append: async (_context: unknown, drafts: EventDraft[]) => void added.push(...drafts),
    } as unknown as History;
    const time = new SetTime(1_000);
    requests = new CodeRequests(work, limits, seals, timers, runner, access, history, time);
    requests.onModuleInit();
  });
  afterAll(() => tables.close());

  const ask = () => requests.ask('N', { kind: 'email', value: 'hers' }, '192.0.2.3');
  /** What follows when a code is asked of this case, whose citizen gave `known`. */
  const issued = async (more: Partial<CaseFile> = {}, known = 'index of hers') => {
    await tables.put(CaseFile, caseRow({ id: 'case', caseNumber: 'N', ...more }));
    await tables.put(Petitioner, { caseId: 'case', name: 'sealed', emailIndex: known } as Petitioner);
    await ask();
    await answers({ subjectId: armed[0]!.subjectId } as Timer, 1_000);
    expect(await tables.manager.count(CodeRequest)).toBe(0);
    return added.map(({ type }) => type);
  };

  it('is issued to the address on file', async () => {
    expect(await issued()).toEqual(['LOOKUP_CODE_ISSUED']);
  });

  it('is not issued for another address', async () => {
    expect(await issued({}, 'index of a stranger')).toEqual([]);
  });

  it.each<[string, Partial<CaseFile>]>([
    ['an erased case', { erasedAt: 1 }],
    ['an imported case, which has no code', { origin: 'IMPORTED' }],
    ['a case whose address is not confirmed and may be that of a stranger', { confirmBy: '2026-08-26' }],
    ['a case of another number', { caseNumber: 'other' }],
  ])('is not issued for %s', async (_what, more) => {
    expect(await issued(more)).toEqual([]);
  });

  it('is refused past the limit, saying after how many seconds to come back', async () => {
    left = undefined;
    expect(await refusal(ask())).toMatchObject({
      ...{ kind: 'TOO_MANY', code: 'too-many-code-requests', detail: { retryAfterSeconds: 3_600 } },
    });
    expect(armed).toEqual([]);
  });
});
