import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SYSTEM, type StaffActor } from '@app/people';
import { Drafts, insertRows, minutes, Reader, UnitOfWork, WriteAheadLog } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { CaseFile, CaseReader, ClockRow, CitizenSessions, CodeRequests, Erasing } from '../index.js';
import { ApprovalRequest } from '../record/approval-request.entity.js';
import { CaseTask } from '../record/case-task.entity.js';

/** Tables with rows that hold what she gave, or lead to it. */
const EMPTIED = ['case_key', 'petitioner', 'citizen_session', 'approval_request', 'case_task'] as const;

describe.each(DATABASES)('what erasing a case removes, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let file: CaseFile;
  let other: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    [file, other] = [await ended(), await ended()];
  });

  const get: Story['desk']['get'] = (type) => story.desk.get(type);
  const ended = async () => {
    const { file: opened } = await story.open(agent);
    await story.act(agent, opened, 'withdraw', { reason: '已自行處理' });
    return opened;
  };
  const erase = (more: Partial<Parameters<Erasing['erase']>[0]> = {}) =>
    get(Erasing).erase({ actor: SYSTEM, caseNumber: file.caseNumber, ground: 'REQUESTED', ...more });
  const write = (change: Partial<CaseFile>) =>
    get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: file.id }, change));
  const row = ({ id }: CaseFile) => get(CaseReader).file(id);
  const last = async () => (await get(CaseReader).events(file.id)).at(-1)!;
  const left = async ({ id, caseNumber }: CaseFile) => {
    const all: Record<string, string[]> = await story.everything();
    const own = EMPTIED.map((table) => [table, all[table]!.filter((one) => one.includes(id)).length]);
    const asked = all['code_request']!.filter((one) => one.includes(caseNumber)).length;
    return { ...Object.fromEntries(own), code_request: asked } as Record<string, number>;
  };
  /** A row of each kind. */
  const filled = async (of: CaseFile) => {
    const where = { organisationId: 'demo', unitId: 'demo.guidance' };
    const asked = { id: `ask ${of.id}`, caseId: of.id, ...where, act: 'extend', askedBy: agent.id };
    const decided = { version: 1, state: 'VOID' as const, decidedBy: null, decidedAt: null };
    const request = { level: 'UNIT' as const, approverId: null, input: null, askedAt: 1 };
    const task = { id: `task ${of.id}`, caseId: of.id, ...where, handlerId: null, kind: 'call' };
    const open = { outcome: null, attempts: 0, cause: null, addedAt: 1, endedAt: null };
    await get(UnitOfWork).run(async (manager) => {
      await insertRows(manager, ApprovalRequest, [{ ...asked, ...decided, ...request }]);
      await insertRows(manager, CaseTask, [{ ...task, ...open, dueDate: '2026-09-01', state: 'OPEN' }]);
    });
    await get(CitizenSessions).start(await row(of));
    await get(CodeRequests).ask(of.caseNumber, { kind: 'email', value: 'ming@example.tw' }, '192.0.2.3');
  };

  it('are the rows of the case in all tables that hold her data, and of no other case', async () => {
    await filled(file);
    await filled(other);
    const each = { case_key: 1, petitioner: 1, citizen_session: 1, approval_request: 1, case_task: 1 };
    expect(await left(file)).toEqual({ ...each, code_request: 1 });
    await erase();
    expect(Object.values(await left(file))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await left(other)).toEqual({ ...each, code_request: 1 });
  });

  it('is what was begun to be written on it, in any browser, and nothing of another', async () => {
    const owner = { token: 'x'.repeat(22) };
    const place = (of: CaseFile) => `case ${of.caseNumber} message`;
    for (const each of [file, other]) await get(Drafts).save({ owner, place: place(each) }, { text: '草稿' });
    await erase();
    expect(await get(Drafts).find({ owner, place: place(file) })).toEqual({ state: 'none' });
    expect((await get(Drafts).find({ owner, place: place(other) })).state).toBe('kept');
  });

  it('is all that she gave outside the sealed texts', async () => {
    await write({ district: '大安區', givenOutcome: '已派員' });
    expect((await row(file)).description).not.toBeNull();
    await erase();
    expect(await row(file)).toMatchObject({
      ...{ subject: '', description: null, district: null, givenOutcome: null },
      ...{ erasedAt: story.desk.time.now(), status: 'WITHDRAWN', receivedAt: file.receivedAt },
    });
  });

  it('is named by an event: why, and who approved it where the system carries it out', async () => {
    await erase({ ground: 'RETENTION_OVER', by: 'a-head' });
    expect(await last()).toMatchObject({ type: 'ERASED', actorKind: 'system', at: story.desk.time.now() });
    expect((await last()).facts).toEqual({ ground: 'RETENTION_OVER', approver: 'a-head' });
  });

  it('is erased for someone else where the caller has checked it, never for a citizen', async () => {
    const citizen = { kind: 'citizen', caseId: file.id } as const;
    expect((await refusal(erase({ actor: citizen, decided: true }))).kind).toBe('NOT_FOUND');
    expect((await refusal(erase({ actor: agent }))).kind).toBe('NOT_FOUND');
    const elsewhere = await story.staff('sme.planning', ['CASE_HANDLER']);
    expect(await erase({ actor: elsewhere, decided: true })).toMatchObject({
      ...{ now: true, file: { id: file.id } },
    });
    expect(await last()).toMatchObject({ actorId: elsewhere.id });
    expect((await last()).facts).toEqual({ ground: 'REQUESTED' });
  });

  it('says when it was erased before, and then keeps that time', async () => {
    await erase();
    const { erasedAt } = await row(file);
    story.desk.time.forward(minutes(5));
    expect(await erase()).toMatchObject({ now: false, file: { erasedAt } });
    expect((await row(file)).erasedAt).toBe(erasedAt);
  });

  it('is nothing while a promise still runs on it, such as a further answer', async () => {
    const [clock] = await get(Reader).repository(ClockRow).findBy({ caseId: file.id });
    await get(UnitOfWork).run((manager) => manager.update(ClockRow, { id: clock!.id }, { endedAt: null }));
    expect(await get(Erasing).refusal(file.caseNumber)).toBe('erase-promise-runs');
    expect(await refusal(erase())).toMatchObject({ kind: 'NOT_ALLOWED', code: 'erase-promise-runs' });
    expect(await get(Erasing).refusal(other.caseNumber)).toBeUndefined();
  });

  it('is told beforehand why it cannot be erased; asking changes nothing', async () => {
    const { file: open } = await story.open(agent);
    const before = await story.everything();
    expect(await get(Erasing).refusal(open.caseNumber)).toBe('erase-open');
    expect(await get(Erasing).refusal(file.caseNumber)).toBeUndefined();
    expect(await story.everything()).toEqual(before);
  });

  it('of a restored backup keeps the time of the first erasing, and says what it is', async () => {
    await write({ erasedAt: 77 });
    expect(await get(Erasing).finishRestored()).toBe(1);
    expect(await last()).toMatchObject({ actorKind: 'system', at: story.desk.time.now() });
    expect((await last()).facts).toEqual({ ground: 'RESTORED' });
    expect((await row(file)).erasedAt).toBe(77);
    expect((await row(other)).subject).not.toBe('');
    expect(await get(Erasing).finishRestored()).toBe(0);
  });

  it('is gone from the log of the database, once it is committed, before it is settled', async () => {
    let done: () => void = () => undefined;
    const emptied = jest
      .spyOn(get(WriteAheadLog), 'empty')
      .mockReturnValueOnce(new Promise((resolve) => (done = () => resolve(true))));
    const half = get(UnitOfWork).run(async () => {
      await erase();
      throw new Error('half way');
    });
    await expect(half).rejects.toThrow('half way');
    expect(emptied).not.toHaveBeenCalled();
    await erase();
    expect(emptied).toHaveBeenCalledTimes(1);
    const seen: string[] = [];
    const settled = get(Erasing)
      .settled()
      .then(() => seen.push('settled'));
    await new Promise(setImmediate);
    seen.push('log emptied');
    done();
    await settled;
    expect(seen).toEqual(['log emptied', 'settled']);
    emptied.mockRestore();
  });

  it('is erased also where the log cannot be emptied now', async () => {
    const failing = jest.spyOn(get(WriteAheadLog), 'empty').mockRejectedValueOnce(new Error('busy'));
    expect((await erase()).now).toBe(true);
    await expect(get(Erasing).settled()).resolves.toBeUndefined();
    failing.mockRestore();
  });
});
