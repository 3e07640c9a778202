import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM, type StaffActor } from '@app/people';
import { askWith, minutes, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import {
  CaseActs,
  CaseFile,
  CaseKey,
  CaseReader,
  CitizenActs,
  Erasing,
  markErased,
  Petitioner,
} from '../index.js';

describe.each(DATABASES)('erasing a case, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let head: StaffActor;
  let file: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    head = await story.staff('demo.guidance', ['UNIT_HEAD']);
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
  });

  const withdrawn = (of = file) => story.act(agent, of, 'withdraw', { reason: '已自行處理' });
  const erase = (actor: Parameters<Erasing['erase']>[0]['actor'] = SYSTEM, of = file) =>
    story.desk.get(Erasing).erase({ actor, caseNumber: of.caseNumber, ground: 'REQUESTED' });
  const refused = async (...of: Parameters<typeof erase>) => (await refusal(erase(...of))).code;
  const row = () => story.desk.get(CaseReader).file(file.id);

  it('is refused while it is open, and then changes nothing', async () => {
    const before = await story.everything();
    expect(await refused()).toBe('erase-open');
    expect(await story.everything()).toEqual(before);
  });

  it('is refused under a legal hold, until that is lifted', async () => {
    await withdrawn();
    await story.act(head, file, 'legal-hold', { reason: '訴訟中' });
    expect(await refused()).toBe('erase-held');
    await story.act(head, file, 'lift-legal-hold', { reason: '訴訟終結' });
    expect((await erase()).now).toBe(true);
  });

  it('is refused while the case it was merged into is open', async () => {
    const { file: later } = await story.open(agent);
    await story.act(agent, later, 'merge', { into: file.caseNumber });
    expect(await refused(SYSTEM, later)).toBe('erase-main-open');
    await story.act(agent, file, 'reply', { text: '已答復' });
    await story.act(agent, file, 'close');
    expect((await erase(SYSTEM, later)).now).toBe(true);
  });

  it('is for heads who see the case, never for others or the citizen', async () => {
    await withdrawn();
    const elsewhere = await story.staff('sme.planning', ['UNIT_HEAD', 'AGENCY_HEAD']);
    for (const actor of [agent, elsewhere, { kind: 'citizen', caseId: file.id } as const])
      expect((await refusal(erase(actor))).kind).toBe('NOT_FOUND');
    expect((await erase(head)).now).toBe(true);
    expect((await story.desk.get(CaseReader).events(file.id)).at(-1)).toMatchObject({
      ...{ type: 'ERASED', actorId: head.id, facts: { ground: 'REQUESTED' } },
    });
  });

  it('by 100 at once is one event, and all hear that it is erased', async () => {
    await withdrawn();
    const all = await Promise.all(Array.from({ length: 100 }, () => erase()));
    expect(all.filter(({ now }) => now)).toHaveLength(1);
    expect((await story.events(file)).filter((type) => type === 'ERASED')).toHaveLength(1);
  });

  it('that fails half way leaves everything as it was', async () => {
    await withdrawn();
    const before = await story.everything();
    const failing = story.desk.get(UnitOfWork).run(async () => {
      await erase();
      throw new Error('half way');
    });
    await expect(failing).rejects.toThrow('half way');
    expect(await story.everything()).toEqual(before);
  });

  it('leaves a case to which nothing can be added, and that offers nothing', async () => {
    await withdrawn();
    await erase();
    const erased = await row();
    expect(story.desk.get(CaseActs).offered(agent, erased)).toEqual([]);
    const closed = { ...erased, status: 'CLOSED' as const, closedAt: 1 };
    expect(story.desk.get(CitizenActs).reopenUntil(closed)).toBeNull();
    for (const act of ['note', 'message'] as const)
      expect((await refusal(story.act(agent, file, act, { text: '又來' }))).code).toBe('erased');
    expect((await refusal(story.act(head, file, 'legal-hold', { reason: '訴訟' }))).code).toBe('erased');
  });

  it.each<[string, Partial<CaseFile>, number]>([
    ['a person', { description: null }, 1],
    ['a person and a description', { locale: 'en' }, 1],
    ['nothing sealed', { description: null }, 0],
  ])('a restored case without a key that has %s is marked as erased: %s', async (what, change, marked) => {
    await story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.delete(CaseKey, { caseId: file.id });
      if (what === 'nothing sealed') await manager.delete(Petitioner, { caseId: file.id });
      await manager.update(CaseFile, { id: file.id }, change);
      const ask = (query: string, values: unknown[] = []) =>
        askWith<Record<string, unknown>>(manager, query, values);
      expect(await markErased(ask, 77)).toBe(marked);
    });
    expect(await story.desk.get(Erasing).finishRestored()).toBe(marked);
  });

  it('finishes what a restored backup only marked: no name, no subject, no hashes', async () => {
    await withdrawn();
    await story.desk.get(UnitOfWork).run(async (manager) => {
      await manager.delete(CaseKey, { caseId: file.id });
      await manager.update(CaseFile, { id: file.id }, { erasedAt: 77 });
    });
    story.desk.time.forward(minutes(1));
    expect(await story.desk.get(Erasing).finishRestored()).toBe(1);
    expect(await row()).toMatchObject({ subject: '', description: null, erasedAt: 77 });
    expect(await story.desk.get(Reader).repository(Petitioner).countBy({ caseId: file.id })).toBe(0);
    expect((await story.events(file)).at(-1)).toBe('ERASED');
    expect(await story.desk.get(Erasing).finishRestored()).toBe(0);
  });
});
