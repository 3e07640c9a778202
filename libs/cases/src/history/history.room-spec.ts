import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANYONE, SYSTEM, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import {
  CaseContext,
  CaseFile,
  CaseKey,
  CaseReader,
  ClockRow,
  firstBreak,
  History,
  HistoryEvent,
  Seals,
  type EventDraft,
} from '../index.js';

describe.each(DATABASES)('the history of a case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  /** What a listener saw at each event: its type, the state of the first clock, the stored number of events. */
  const seen: [string, string | undefined, number][] = [];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    story.desk.get(History).listen(async ({ type, caseId }, { manager }) => {
      const clock = await manager.findOneBy(ClockRow, { caseId, commitmentId: 'house.first-step' });
      const { historySeq } = await manager.findOneByOrFail(CaseFile, { id: caseId });
      seen.push([type, clock?.state, historySeq]);
      if (failing === type) throw new Error('a listener that fails');
    });
  });
  afterAll(() => story.close());
  let failing: string | undefined;

  const row = (id: string) => story.desk.get(Reader).repository(CaseFile).findOneByOrFail({ id });
  const rows = async (caseId: string) => {
    const found = await story.desk.get(Reader).repository(HistoryEvent).findBy({ caseId });
    return found.toSorted((a, b) => a.seq - b.seq);
  };
  const append = (id: string, drafts: EventDraft[], change: Partial<CaseFile> = {}) =>
    story.desk.get(UnitOfWork).run(async (manager) => {
      const file = await manager.findOneByOrFail(CaseFile, { id });
      const context = new CaseContext(manager, file, story.desk.get(Seals));
      Object.assign(file, change);
      await story.desk.get(History).append(context, drafts);
    });

  it('calls listeners for each event in order, when row and clocks are up to date', async () => {
    const { file } = await story.open(agent);
    seen.length = 0;
    const at = story.desk.time.now();
    await append(file.id, [
      { type: 'NOTED', at, actor: agent, text: '一' },
      { type: 'INTERIM_REPLIED', at, actor: agent, text: '二' },
    ]);
    expect(seen).toEqual([
      ['NOTED', 'ON_TIME', 4],
      ['INTERIM_REPLIED', 'ON_TIME', 4],
    ]);
  });

  it('rolls an act back when a listener fails', async () => {
    const { file } = await story.open(agent);
    const before = await story.everything();
    failing = 'NOTED';
    await expect(story.act(agent, file, 'note', { text: '記' })).rejects.toThrow('a listener that fails');
    failing = undefined;
    expect(await story.everything()).toEqual(before);
    await story.act(agent, file, 'note', { text: '記' });
  });

  it('numbers, chains and dates its events, each with its actor', async () => {
    const { file } = await story.open(agent);
    const at = story.desk.time.now();
    await append(file.id, [
      { type: 'MESSAGED', at, actor: { kind: 'citizen', caseId: file.id }, text: '我的話' },
      { type: 'NOTED', at: at + 1, actor: SYSTEM, facts: { unit: 'demo.guidance' } },
      { type: 'NOTED', at: at + 2, actor: ANYONE },
    ]);
    const all = await rows(file.id);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(all.slice(2).map((e) => [e.at - at, e.actorKind, e.actorId, e.actorUnitId, e.facts])).toEqual([
      [0, 'citizen', null, null, {}],
      [1, 'system', null, null, { unit: 'demo.guidance' }],
      [2, 'citizen', null, null, {}],
    ]);
    expect(all[0]).toMatchObject({ actorKind: 'staff', actorId: agent.id, actorUnitId: 'demo.guidance' });
    const { historySeq, historyHead } = await row(file.id);
    expect([historySeq, historyHead]).toEqual([5, all.at(-1)!.hash]);
    expect(firstBreak(all, historyHead)).toBeUndefined();
    const positions = all.map(({ position }) => Number(position));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it.each([
    ['CLOSED', false],
    ['REPLIED', true],
    ['AWAITING_APPROVAL', true],
    ['LAPSED', false],
    ['MERGED', false],
  ] as const)('keeps beside the status %s whether it is open: %s', async (status, open) => {
    const { file } = await story.open(agent);
    const note = { type: 'NOTED' as const, at: story.desk.time.now(), actor: SYSTEM };
    await append(file.id, [note], { status });
    expect(await row(file.id)).toMatchObject({ status, open });
  });

  it('a hundred notes at once are a hundred events in one chain', async () => {
    const { file } = await story.open(agent);
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => story.act(agent, file, 'note', { text: `第 ${n}` })),
    );
    const all = await rows(file.id);
    expect(all).toHaveLength(102);
    expect(firstBreak(all, (await row(file.id)).historyHead)).toBeUndefined();
    expect(new Set((await story.desk.get(CaseReader).events(file.id)).map(({ text }) => text)).size).toBe(
      101,
    );
  });

  describe('of a case whose key was destroyed', () => {
    const erased = async () => {
      const { file } = await story.open(agent);
      await story.act(agent, file, 'note', { text: '她的話' });
      await story.desk.get(UnitOfWork).run(async (manager) => {
        await manager.delete(CaseKey, { caseId: file.id });
        await manager.update(CaseFile, { id: file.id }, { erasedAt: story.desk.time.now() });
      });
      return row(file.id);
    };

    it('has no readable text, and its chain is intact', async () => {
      const file = await erased();
      const reader = story.desk.get(CaseReader);
      expect([await reader.petitioner(file.id), await reader.description(file)]).toEqual([null, null]);
      expect((await reader.events(file.id)).map(({ text }) => text)).toEqual([null, null, null]);
      expect(firstBreak(await rows(file.id), file.historyHead)).toBeUndefined();
    });

    it('accepts no further text, but events without text', async () => {
      const file = await erased();
      const before = await story.everything();
      const refused = await refusal(story.act(agent, file, 'note', { text: '又一句' }));
      expect(refused).toMatchObject({ kind: 'NOT_ALLOWED', code: 'erased' });
      expect(await story.everything()).toEqual(before);
      expect((await story.act(agent, file, 'assign', { unit: 'demo.guidance' })).status).toBe('IN_PROGRESS');
      expect(await story.desk.get(Reader).repository(CaseKey).countBy({ caseId: file.id })).toBe(0);
    });
  });

  it('opens only text sealed for its own event: a text moved to another event cannot be read', async () => {
    const { file } = await story.open(agent);
    await story.act(agent, file, 'note', { text: '甲' });
    const [, , note] = await rows(file.id);
    await story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(HistoryEvent, { caseId: file.id, seq: 1 }, { sealed: note!.sealed }));
    await expect(story.desk.get(CaseReader).events(file.id)).rejects.toThrow(/authenticate/);
  });
});
