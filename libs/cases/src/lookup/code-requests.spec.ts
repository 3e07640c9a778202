import { days, hours, networkOf, SetTime, type Limit, type Limits, type UnitOfWork } from '@app/platform';
import type { Timer, TimerBook, TimerHandler, TimerRunner, WantedTimer } from '@app/sla/timers';
import { SYSTEM, type Actor } from '@app/people';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess, CaseKeyed } from '../record/case-access.js';
import { CaseFile, Petitioner } from '../record/case-file.entity.js';
import type { Seals } from '../record/seals.js';
import { CodeRequest } from './code-request.entity.js';
import { CodeRequests, type KnownContact } from './code-requests.js';

describe('a new lookup code', () => {
  let tables: Tables;
  let armed: WantedTimer[];
  let added: EventDraft[];
  let answers: TimerHandler;
  /** How often each limit lets through; undefined: always. */
  let left: Record<string, number>;
  let counted: string[];
  let requests: CodeRequests;
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, Petitioner, CodeRequest);
  });
  beforeEach(async () => {
    await tables.empty();
    [armed, added, counted, left] = [[], [], [], {}];
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const limits = {
      take: async ({ kind, most, withinMs }: Limit, of: string) => {
        counted.push(`${most} in ${withinMs} of ${of}`);
        left[kind] = (left[kind] ?? most) - 1;
        return left[kind] >= 0 ? 1 : undefined;
      },
    } as unknown as Limits;
    const seals = { blindIndex: (kind: string, value: string) => `${kind} of ${value}` } as unknown as Seals;
    const timers = { arm: async (wanted: WantedTimer[]) => void armed.push(...wanted) } as TimerBook;
    const runner = {
      handle: (kind: string, handler: TimerHandler) => {
        if (kind === 'case.code-asked') answers = handler;
      },
    } as TimerRunner;
    const access = {
      enter: async (_manager: unknown, actor: Actor, where: CaseKeyed) => {
        if (actor !== SYSTEM) throw new Error('a citizen who has no code sees nothing');
        return { file: await tables.manager.findOneByOrFail(CaseFile, where) };
      },
    } as unknown as CaseAccess;
    const history = {
      append: async (_context: unknown, drafts: EventDraft[]) => void added.push(...drafts),
    } as unknown as History;
    const time = new SetTime(1_000);
    requests = new CodeRequests(work, limits, seals, timers, runner, access, history, time);
    requests.onModuleInit();
  });
  afterAll(() => tables.close());

  const ask = (kind: KnownContact['kind'] = 'email') =>
    requests.ask('N', { kind, value: 'hers' }, '192.0.2.3');
  const answer = () => answers({ subjectId: armed.at(-1)!.subjectId } as Timer, 2_000);
  const put = async (more: Partial<CaseFile> = {}, emailIndex = 'email of hers') => {
    const plain = { caseNumber: 'N', erasedAt: null, confirmBy: null, codeVersion: 4 };
    await tables.put(CaseFile, caseRow({ id: 'case', ...plain, ...more }), caseRow({ id: 'another' }));
    const phoneIndex = 'phone of hers';
    await tables.put(Petitioner, { caseId: 'case', name: 'sealed', emailIndex, phoneIndex } as Petitioner);
    await tables.put(Petitioner, {
      caseId: 'another',
      name: 'sealed',
      emailIndex: 'email of another',
    } as Petitioner);
  };
  /** What follows when a code is asked of this case, whose citizen gave `known`. */
  const issued = async (more: Partial<CaseFile> = {}, known = 'email of hers') => {
    await put(more, known);
    await ask();
    await answer();
    expect(await tables.manager.count(CodeRequest)).toBe(0);
    return added.map(({ type }) => type);
  };

  it('is issued to the address on file', async () => {
    expect(await issued()).toEqual(['LOOKUP_CODE_ISSUED']);
    const actor = { kind: 'citizen', caseId: 'case' };
    expect(added).toMatchObject([{ at: 2_000, actor, facts: { codeVersion: 5 } }]);
  });

  it('is issued of the request that its timer names', async () => {
    await put();
    const waiting = { id: 'an earlier one', caseNumber: 'N', contactIndex: 'email of a stranger', at: 0 };
    await tables.put(CodeRequest, waiting);
    await ask();
    await answer();
    expect(added).toHaveLength(1);
    expect(await tables.manager.find(CodeRequest)).toEqual([waiting]);
  });

  it('is issued to the number on file', async () => {
    await put();
    await ask('phone');
    await answer();
    expect(added).toHaveLength(1);
  });

  it('is answered by a timer at once, of which the request says neither address nor case', async () => {
    await put();
    await ask();
    const [row] = await tables.manager.find(CodeRequest);
    expect(row).toMatchObject({ caseNumber: 'N', contactIndex: 'email of hers', at: 1_000 });
    const timer = { kind: 'case.code-asked', caseId: null, subjectId: row!.id };
    expect(armed).toEqual([{ ...timer, occurrence: 'first', dueAt: 1_000 }]);
  });

  it('is issued once of each request', async () => {
    await issued();
    await answer();
    expect(added).toHaveLength(1);
  });

  it('is not issued for another address', async () => {
    expect(await issued({}, 'email of a stranger')).toEqual([]);
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
    left = { 'code-asked': 0 };
    expect(await refusal(ask())).toMatchObject({
      ...{ kind: 'TOO_MANY', code: 'too-many-code-requests', detail: { retryAfterSeconds: 3_600 } },
    });
    expect(armed).toEqual([]);
  });

  it('is limited by network when asked for, and by case when issued: three in a day', async () => {
    await put();
    for (let time = 0; time < 4; time++) {
      await ask();
      await answer();
    }
    expect(added).toHaveLength(3);
    expect(counted.slice(0, 2)).toEqual([
      ...[`10 in ${hours(1)} of ${networkOf('192.0.2.3')}`, `3 in ${days(1)} of case`],
    ]);
  });

  it('counts nothing for a case whose address was not known', async () => {
    await issued({}, 'email of a stranger');
    expect(counted).toHaveLength(1);
  });

  it('of a case without a petitioner is not issued', async () => {
    await put();
    await tables.manager.delete(Petitioner, { caseId: 'case' });
    await ask();
    await answer();
    expect(added).toEqual([]);
  });
});
