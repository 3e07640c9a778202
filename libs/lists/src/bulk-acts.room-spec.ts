import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseAccess, CaseActs, ChaseRequest, UndoChase, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { minutes, newId, Problem, Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Bulk, BulkCase } from './bulk.entity.js';
import { BulkActs, numbersIn, type BulkAct } from './index.js';

describe.each(DATABASES)('an act on several cases, on %s', (_name, postgres) => {
  let story: Story;
  let bulks: BulkActs;
  let agent: StaffActor;
  let head: StaffActor;
  let handler: StaffActor;
  let keys = 0;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    bulks = story.desk.get(BulkActs);
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    head = await story.staff('demo.guidance', ['UNIT_HEAD', 'CONTROL_OFFICER']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
  });
  afterAll(() => story.close());

  async function opened(n: number): Promise<CaseFile[]> {
    const all: CaseFile[] = [];
    for (let at = 0; at < n; at++) all.push((await story.open(agent)).file);
    return all;
  }
  const perform = (
    actor: StaffActor,
    act: BulkAct,
    files: readonly Pick<CaseFile, 'caseNumber'>[],
    input: object,
    key = `key-${++keys}`,
  ) => bulks.perform({ actor, act, cases: files.map(({ caseNumber }) => caseNumber), input, key });
  const toHandler = () => ({ unit: 'demo.guidance', handler: handler.id });
  const states = async (actor: StaffActor, id: string) =>
    (await bulks.show(actor, id)).cases.map(({ state, refusal: why }) => [state, why?.code]);
  const holder = async ({ caseNumber }: CaseFile) => {
    const { unitId, handlerId } = await story.desk.get(CaseAccess).find(agent, caseNumber);
    return [unitId, handlerId];
  };
  const assigned = async (file: CaseFile) =>
    (await story.events(file)).filter((type) => ['ASSIGNED', 'REASSIGNED'].includes(type)).length;

  it('does with each case what the act does with one', async () => {
    const files = await opened(3);
    const id = await perform(agent, 'assign', files, toHandler());
    expect(await states(agent, id)).toEqual(Array(3).fill(['DONE', undefined]));
    for (const file of files) {
      expect(await holder(file)).toEqual(['demo.guidance', handler.id]);
      expect(await assigned(file)).toBe(1);
    }
  });

  it('says of each case that refuses why, and goes on with the others', async () => {
    const [one, two] = (await opened(2)) as [CaseFile, CaseFile];
    await story.act(agent, one, 'withdraw', { reason: '不需要了' });
    const id = await perform(agent, 'assign', [one, two], toHandler());
    expect(await states(agent, id)).toEqual([
      ['REFUSED', 'act-not-allowed'],
      ['DONE', undefined],
    ]);
  });

  it('does nothing to a case that the actor does not see, and says no more of it than of one that is not there', async () => {
    const [file] = (await opened(1)) as [CaseFile];
    const registry = await story.staff('demo.registry', ['UNIT_HEAD']);
    const id = await perform(registry, 'assign', [file], { unit: 'demo.registry' });
    expect(await states(registry, id)).toEqual([['REFUSED', 'not-found']]);
    expect(await assigned(file)).toBe(0);
  });

  it('checks what was chosen before anything is done', async () => {
    const files = await opened(1);
    const faults = async (input: object, act: BulkAct = 'assign', who = agent) =>
      (await refusal(perform(who, act, files, input))).detail.fields?.map(
        ({ field, code }) => `${field} ${code}`,
      );
    expect(await faults({})).toEqual(['unit required']);
    expect(await faults({ unit: 'sme.service-desk' })).toEqual(['unit unknown-unit']);
    expect(await faults({ unit: 'demo.registry', handler: handler.id })).toEqual(['handler unknown-handler']);
    expect(await faults({ days: '0', text: '' }, 'chase', head)).toEqual([
      ...[expect.stringMatching(/^days /), 'text required'],
    ]);
    expect(await assigned(files[0]!)).toBe(0);
  });

  it('takes 1 to 100 case numbers', async () => {
    const code = async (cases: string[]) =>
      (await refusal(bulks.perform({ actor: agent, act: 'assign', cases, input: toHandler(), key: 'k' })))
        .detail.fields![0];
    const [{ caseNumber }] = (await opened(1)) as [CaseFile];
    expect(await code([])).toMatchObject({ field: 'cases', code: 'choose-cases' });
    expect(await code(Array(101).fill(caseNumber))).toMatchObject({
      ...{ code: 'too-many-cases', params: { max: 100 } },
    });
    expect(await code([caseNumber, `' OR 1=1 --`])).toMatchObject({ code: 'not-a-case-number' });
    // each once, however often it is named
    expect(numbersIn(Array(100).fill(caseNumber))).toEqual([caseNumber]);
  });

  it('keeps of a refusal what a person needs to read: which field, and its numbers', async () => {
    const [tracked, over] = (await opened(2)) as [CaseFile, CaseFile];
    await story.act(head, tracked, 'track', { tracker: handler.id });
    await story.act(agent, over, 'withdraw', { reason: '不需要了' });
    const id = await perform(agent, 'assign', [tracked, over], toHandler());
    const [first, second] = (await bulks.show(agent, id)).cases.map(({ refusal: why }) => why);
    expect(first).toEqual({ kind: 'INVALID', code: 'is-tracker', field: 'handler' });
    const alone = await refusal(story.act(agent, over, 'assign', toHandler()));
    const { params } = alone.detail;
    expect(second).toEqual({ kind: 'NOT_ALLOWED', code: 'act-not-allowed', ...(params && { params }) });
  });

  it('stops where the desk itself fails or is busy, and goes on when it is sent again', async () => {
    for (const failure of [new Error('the disk is full'), new Problem('BUSY', 'busy')]) {
      const files = await opened(2);
      const acts = jest.spyOn(story.desk.get(CaseActs), 'perform').mockRejectedValueOnce(failure);
      const key = `after ${failure.message}`;
      await expect(perform(agent, 'assign', files, toHandler(), key)).rejects.toBe(failure);
      acts.mockRestore();
      const id = await perform(agent, 'assign', files, toHandler(), key);
      expect(await states(agent, id)).toEqual(Array(2).fill(['DONE', undefined]));
    }
  });

  it('is shown in the order in which the cases were chosen, however they are stored', async () => {
    const id = newId(story.desk.time.now());
    const row = { bulkId: id, caseNumber: 'x', state: 'DONE' as const, createdAt: 0 };
    const places = [2, 0, 1].map((place): BulkCase => ({
      ...{ ...row, id: `${id}-${2 - place}`, place, refusal: null },
      ...{ unitBefore: null, handlerBefore: null, seq: null, doneAt: null },
    }));
    await story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.insert(Bulk, { id, staffId: agent.id, act: 'assign', createdAt: 0 });
      await manager.insert(BulkCase, places);
    });
    expect((await bulks.show(agent, id)).cases.map(({ place }) => place)).toEqual([0, 1, 2]);
  });

  it('of another person, or of another kind, is another even with the same key', async () => {
    const both = await story.staff('demo.service-desk', ['FRONTLINE_AGENT', 'UNIT_HEAD', 'CONTROL_OFFICER']);
    const files = await opened(1);
    const ids = [
      await perform(agent, 'assign', files, toHandler(), 'shared key'),
      await perform(both, 'assign', files, { unit: 'demo.guidance' }, 'shared key'),
    ];
    expect(new Set(ids).size).toBe(2);
    const chase = { days: '3', text: '如何？' };
    await expect(perform(head, 'chase', files, chase, 'shared key')).resolves.toEqual(expect.any(String));
    await expect(perform(head, 'assign', files, toHandler(), 'shared key')).resolves.toEqual(
      expect.any(String),
    );
  });

  it('is done once where the same form is sent again, also 20 times at once', async () => {
    const files = await opened(3);
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => perform(agent, 'assign', files, toHandler(), 'the same form')),
    );
    expect(new Set(ids).size).toBe(1);
    for (const file of files) expect(await assigned(file)).toBe(1);
    const other = perform(agent, 'assign', files, { unit: 'demo.registry' }, 'the same form');
    expect((await refusal(other)).code).toBe('idempotency-key-reused');
  });

  it('goes on where it was interrupted when the same form is sent again', async () => {
    const files = await opened(3);
    const id = await perform(agent, 'assign', files, toHandler(), 'interrupted');
    const waits = { state: 'WAITING' } as const;
    const change = { bulkId: id, place: 2 };
    await story.desk.get(UnitOfWork).run((manager) => manager.update(BulkCase, change, waits));
    expect((await states(agent, id)).map(([state]) => state)).toEqual(['DONE', 'DONE', 'WAITING']);
    await story.act(agent, files[2]!, 'assign', { unit: 'demo.guidance' });
    await perform(agent, 'assign', files, toHandler(), 'interrupted');
    expect(await states(agent, id)).toEqual(Array(3).fill(['DONE', undefined]));
    expect(await Promise.all(files.map(assigned))).toEqual([1, 1, 3]);
  });

  it('that crosses another leaves each case with one of the two, and its history says both', async () => {
    const files = await opened(4);
    const ids = await Promise.all([
      perform(agent, 'assign', files, toHandler()),
      perform(agent, 'assign', files.toReversed(), { unit: 'demo.registry' }),
    ]);
    for (const id of ids) expect(await states(agent, id)).toEqual(Array(4).fill(['DONE', undefined]));
    for (const file of files) {
      expect([`demo.guidance ${handler.id}`, 'demo.registry ']).toContain((await holder(file)).join(' '));
      expect(await assigned(file)).toBe(2);
    }
  });

  it('is for the roles that may do it with one case', async () => {
    const files = await opened(1);
    expect((await refusal(perform(handler, 'assign', files, toHandler()))).kind).toBe('NOT_FOUND');
    expect((await refusal(perform(agent, 'chase', files, { days: '3', text: '如何？' }))).kind).toBe(
      'NOT_FOUND',
    );
  });

  describe('of 催辦', () => {
    it('asks the handler of each case, or its unit; once until it is answered', async () => {
      const [one, two] = (await opened(2)) as [CaseFile, CaseFile];
      await story.act(agent, one, 'assign', toHandler());
      const asked = () => perform(head, 'chase', [one, two], { days: '3', text: '進度如何？' });
      expect(await states(head, await asked())).toEqual(Array(2).fill(['DONE', undefined]));
      const again = await states(head, await asked());
      expect(again.map(([state]) => state)).toEqual(['REFUSED', 'REFUSED']);
      expect((await story.events(one)).filter((type) => type === 'CHASE_SENT')).toHaveLength(1);
      const askedOf = async ({ id }: CaseFile) => {
        const rows = await story.desk.get(Reader).repository(ChaseRequest).findBy({ caseId: id });
        return rows.map(({ side, unitId, handlerId }) => [side, unitId, handlerId]);
      };
      expect([await askedOf(one), await askedOf(two)]).toEqual([
        [['HANDLER', 'demo.guidance', handler.id]],
        [['UNIT', two.unitId, null]],
      ]);
    });

    describe('is undone', () => {
      const ask = { days: '3', text: '進度如何？' };
      const chases = (of: CaseFile) =>
        story.desk.get(Reader).repository(ChaseRequest).findBy({ caseId: of.id });
      const chaseStates = async (files: readonly CaseFile[]) =>
        (await Promise.all(files.map(chases))).map(([chase]) => chase?.state);

      it('by taking back each that waits for an answer; of the others it says why not', async () => {
        const files = (await opened(4)) as [CaseFile, CaseFile, CaseFile, CaseFile];
        const [answered, moved, byHand, open] = files;
        for (const file of files) await story.act(agent, file, 'assign', toHandler());
        const id = await perform(head, 'chase', files, ask);
        await story.act(handler, answered, 'answer-chase', { text: '辦理中' });
        await story.act(agent, moved, 'assign', { unit: 'demo.registry' });
        const [{ id: chase }] = (await chases(byHand)) as [ChaseRequest];
        await story.desk.get(UndoChase).undo(head, byHand.caseNumber, chase);
        // what else happens to a case does not matter
        await story.act(handler, open, 'note', { text: '已聯絡' });
        expect((await bulks.show(head, id)).undoUntil).not.toBeNull();
        await bulks.undo(head, id);
        expect(await states(head, id)).toEqual([
          ['KEPT', 'chase-answered'],
          ...[
            ['KEPT', 'chase-over'],
            ['UNDONE', undefined],
            ['UNDONE', undefined],
          ],
        ]);
        expect(await chaseStates(files)).toEqual(['ANSWERED', 'VOID', 'UNDONE', 'UNDONE']);
        expect((await story.events(byHand)).filter((type) => type === 'CHASE_UNDONE')).toHaveLength(1);
        expect((await bulks.show(head, id)).undoUntil).toBeNull();
      });

      it('once, also when asked 10 times at once; and they can be chased again', async () => {
        const files = await opened(2);
        const id = await perform(head, 'chase', files, ask);
        await Promise.all(Array.from({ length: 10 }, () => bulks.undo(head, id)));
        expect(await states(head, id)).toEqual(Array(2).fill(['UNDONE', undefined]));
        for (const file of files)
          expect((await story.events(file)).filter((type) => type === 'CHASE_UNDONE')).toHaveLength(1);
        const again = await perform(head, 'chase', files, ask);
        expect(await states(head, again)).toEqual(Array(2).fill(['DONE', undefined]));
      });

      it('for ten minutes from when each was sent, by the person who sent them', async () => {
        const files = await opened(2);
        const id = await perform(head, 'chase', [files[0]!], ask, 'two chases');
        const second = await story.staff('demo.guidance', ['UNIT_HEAD', 'CONTROL_OFFICER']);
        expect((await refusal(bulks.undo(second, id))).kind).toBe('NOT_FOUND');
        story.desk.time.forward(minutes(10) - 1);
        expect((await bulks.show(head, id)).undoUntil).toBe(story.desk.time.now() + 1);
        story.desk.time.forward(1);
        expect((await bulks.show(head, id)).undoUntil).toBeNull();
        expect(await refusal(bulks.undo(head, id))).toMatchObject({
          ...{ kind: 'NOT_ALLOWED', code: 'undo-too-late' },
        });
        expect(await chaseStates([files[0]!])).toEqual(['OPEN']);
      });
    });
  });

  it('of which a part was done later is undone by part: ten minutes from when each was done', async () => {
    const files = await opened(2);
    const acts = story.desk.get(CaseActs);
    const original = acts.perform.bind(acts);
    let calls = 0;
    const fails = jest.spyOn(acts, 'perform').mockImplementation((request) => {
      if (++calls === 2) throw new Error('the disk is full');
      return original(request);
    });
    await expect(perform(agent, 'assign', files, toHandler(), 'in two parts')).rejects.toThrow('the disk');
    fails.mockRestore();
    story.desk.time.forward(minutes(9));
    const id = await perform(agent, 'assign', files, toHandler(), 'in two parts');
    story.desk.time.forward(minutes(1));
    expect((await bulks.show(agent, id)).undoUntil).toBe(story.desk.time.now() + minutes(9));
    await bulks.undo(agent, id);
    expect(await states(agent, id)).toEqual([
      ['KEPT', 'bulk-undo-too-late'],
      ['UNDONE', undefined],
    ]);
  });

  describe('is undone', () => {
    it('by assigning each case back to who had it', async () => {
      const [one, two] = (await opened(2)) as [CaseFile, CaseFile];
      await story.act(agent, one, 'assign', toHandler());
      const before = [await holder(one), await holder(two)];
      const id = await perform(agent, 'assign', [one, two], { unit: 'demo.registry' });
      expect((await bulks.show(agent, id)).undoUntil).not.toBeNull();
      await bulks.undo(agent, id);
      expect(await states(agent, id)).toEqual(Array(2).fill(['UNDONE', undefined]));
      expect([await holder(one), await holder(two)]).toEqual(before);
    });

    it('also where the cases went to a unit that one does not see', async () => {
      const giver = await story.staff('demo.guidance', ['UNIT_HEAD']);
      const files = await opened(2);
      const [given, moved] = files.map(({ caseNumber }) => caseNumber) as [string, string];
      for (const file of files) await story.act(agent, file, 'assign', toHandler());
      const id = await perform(giver, 'assign', files, { unit: 'demo.registry' });
      expect((await bulks.show(giver, id)).seen).toEqual(new Set());
      await story.act(agent, files[1]!, 'note', { text: '已聯絡' });
      await bulks.undo(giver, id);
      expect(await states(giver, id)).toEqual([
        ['UNDONE', undefined],
        ['KEPT', 'stale'],
      ]);
      expect(await holder(files[0]!)).toEqual(['demo.guidance', handler.id]);
      expect(await holder(files[1]!)).toEqual(['demo.registry', null]);
      expect((await bulks.show(giver, id)).seen).toEqual(new Set([given]));
      expect((await bulks.show(giver, id)).seen.has(moved)).toBe(false);
    });

    it('only where nothing has happened to the case since', async () => {
      const [one, two] = (await opened(2)) as [CaseFile, CaseFile];
      const id = await perform(agent, 'assign', [one, two], toHandler());
      await story.act(handler, one, 'note', { text: '已聯絡' });
      await bulks.undo(agent, id);
      expect(await states(agent, id)).toEqual([
        ['KEPT', 'stale'],
        ['UNDONE', undefined],
      ]);
      expect(await holder(one)).toEqual(['demo.guidance', handler.id]);
    });

    it('where it was done; what was refused stays refused', async () => {
      const [over, one] = (await opened(2)) as [CaseFile, CaseFile];
      await story.act(agent, over, 'withdraw', { reason: '不需要了' });
      const none = await perform(agent, 'assign', [over], toHandler());
      expect((await bulks.show(agent, none)).undoUntil).toBeNull();
      const id = await perform(agent, 'assign', [over, one], toHandler());
      expect((await bulks.show(agent, id)).undoUntil).not.toBeNull();
      await bulks.undo(agent, id);
      expect(await states(agent, id)).toEqual([
        ['REFUSED', 'act-not-allowed'],
        ['UNDONE', undefined],
      ]);
      expect((await bulks.show(agent, id)).undoUntil).toBeNull();
    });

    it('once, also when asked 10 times at once', async () => {
      const files = await opened(2);
      const id = await perform(agent, 'assign', files, toHandler());
      await Promise.all(Array.from({ length: 10 }, () => bulks.undo(agent, id)));
      expect(await states(agent, id)).toEqual(Array(2).fill(['UNDONE', undefined]));
      for (const file of files) expect(await assigned(file)).toBe(2);
    });

    it('for ten minutes, by the person who did it', async () => {
      const id = await perform(agent, 'assign', await opened(1), toHandler());
      expect((await refusal(bulks.show(head, id))).kind).toBe('NOT_FOUND');
      expect((await refusal(bulks.undo(head, id))).kind).toBe('NOT_FOUND');
      story.desk.time.forward(minutes(10));
      expect((await bulks.show(agent, id)).undoUntil).toBeNull();
      expect(await refusal(bulks.undo(agent, id))).toMatchObject({
        ...{ kind: 'NOT_ALLOWED', code: 'bulk-undo-too-late' },
      });
      expect(await states(agent, id)).toEqual([['DONE', undefined]]);
    });
  });
});
