import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ANYONE, StaffRegister, type Role, type StaffActor } from '@app/people';
import { Reader, sql, UnitOfWork } from '@app/platform';
import { startDesk, type TestDesk } from '../../../test/support/desk.js';
import { DATABASES } from '../../../test/support/databases.js';
import { FaqImport, Knowledge, KnowledgeEntry, SHARED } from './index.js';
import { KnowledgeShelf } from './entry.entity.js';
import { FAQ, file } from './spec-support.js';

describe.each(DATABASES)('questions and answers, on %s', (_name, postgres) => {
  let desk: TestDesk;
  let knowledge: Knowledge;
  let agent: StaffActor;
  let elsewhere: StaffActor;
  let auditor: StaffActor;

  const staff = async (login: string, unitId: string, role: Role): Promise<StaffActor> => {
    const who = { name: login, organisationId: unitId.split('.')[0]!, unitId, roles: [role] };
    const { id } = await desk.get(StaffRegister).create({ login, ...who }, { password: 'Correct-Horse-1' });
    return { kind: 'staff', id, ...who };
  };
  const load = (entries: unknown, shelf = SHARED) => desk.get(FaqImport).run(shelf, file(entries));
  const found = async (typed: string, actor = agent) =>
    (await knowledge.find(actor, typed)).map(({ number }) => number);
  const stored = () => desk.get(Reader).find(KnowledgeEntry, sql`ORDER BY shelf, number`);

  beforeAll(async () => {
    desk = await startDesk({ postgres });
    knowledge = desk.get(Knowledge);
    agent = await staff('agent', 'demo.service-desk', 'FRONTLINE_AGENT');
    elsewhere = await staff('planner', 'sme.planning', 'CASE_HANDLER');
    auditor = await staff('auditor', 'demo.service-desk', 'AUDITOR');
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.get(UnitOfWork).run((manager) => manager.deleteAll(KnowledgeEntry)));

  it('are imported once: again changes nothing', async () => {
    const version = async () =>
      (await desk.get(Reader).find(KnowledgeShelf, sql`WHERE id = ${SHARED}`))[0]?.version;
    const first = await version();
    expect(await load(FAQ)).toEqual({ added: 3, changed: 0, retired: 0, unchanged: 0 });
    const [before, then] = [await stored(), await version()];
    expect(await load(FAQ)).toEqual({ added: 0, changed: 0, retired: 0, unchanged: 3 });
    expect([await stored(), await version()]).toEqual([before, then]);
    expect(then).not.toBe(first);
  });

  it('follow their file: changed, retired, and there again under the same id', async () => {
    await load(FAQ);
    const [first] = await knowledge.find(agent, '營業稅');
    const changed = { ...FAQ[0], answer: '改為每雙月申報。' };
    expect(await load([changed, FAQ[1]])).toEqual({ added: 0, changed: 1, retired: 1, unchanged: 1 });
    expect((await knowledge.find(agent, '營業稅'))[0]).toMatchObject({
      id: first!.id,
      answer: changed.answer,
    });
    expect(await found('startup visa')).toEqual([]);
    expect(await load(FAQ)).toEqual({ added: 0, changed: 2, retired: 0, unchanged: 1 });
    expect(await found('startup visa')).toEqual(['A-9']);
  });

  it('stay as they are when one entry of a file is wrong', async () => {
    await load(FAQ);
    const before = await stored();
    await expect(
      load([
        { ...FAQ[0], question: '新' },
        { ...FAQ[1], answer: '' },
      ]),
    ).rejects.toThrow('entry 8');
    expect(await stored()).toEqual(before);
  });

  it('are imported by several at once as by one', async () => {
    const many = Array.from({ length: 250 }, (_, id) => ({ ...FAQ[0], id }));
    const done = await Promise.all(Array.from({ length: 4 }, () => load(many)));
    expect(done.reduce((sum, { added }) => sum + added, 0)).toBe(250);
    expect(await stored()).toHaveLength(250);
  });

  it('are imported by the thousand, and all of them are found', async () => {
    await load(Array.from({ length: 1_000 }, (_, id) => ({ ...FAQ[0], id, question: `第${id}號營業稅` })));
    expect((await found('第999號營業稅'))[0]).toBe('999');
  });

  it('of an organisation are shown to its staff alone, shared ones to all', async () => {
    await load([FAQ[0]]);
    await load([{ ...FAQ[0], id: 'own' }], 'demo');
    expect((await found('營業稅')).toSorted()).toEqual(['7', 'own']);
    expect(await found('營業稅', elsewhere)).toEqual(['7']);
    const own = (await stored()).find(({ number }) => number === 'own')!;
    expect(await knowledge.entry(agent, own.id)).toMatchObject({ number: 'own' });
    await expect(knowledge.entry(elsewhere, own.id)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    await expect(knowledge.entry(agent, 'x')).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('of two shelves are apart, also under the same id', async () => {
    await load([FAQ[0], FAQ[1]]);
    expect(await load([FAQ[0], FAQ[1]], 'demo')).toMatchObject({ added: 2, changed: 0 });
    expect(await load([FAQ[0]])).toMatchObject({ retired: 1, unchanged: 1 });
    const retired = (await stored()).map(({ shelf, number, retiredAt }) => [
      shelf,
      number,
      retiredAt !== null,
    ]);
    expect(retired).toEqual([
      [SHARED, '7', false],
      [SHARED, '8', true],
      ['demo', '7', false],
      ['demo', '8', false],
    ]);
  });

  it('that are gone from their file are found no more from then on, though nothing else has changed', async () => {
    await load([FAQ[0], { ...FAQ[1], question: FAQ[0]!.question }]);
    expect(await found('營業稅')).toHaveLength(2);
    await load([FAQ[0]]);
    expect(await found('營業稅')).toEqual(['7']);
  });

  it('are for staff who take calls', async () => {
    await load(FAQ);
    const { id } = (await stored())[0]!;
    for (const actor of [ANYONE, auditor]) {
      await expect(knowledge.find(actor, '營業稅')).rejects.toMatchObject({ kind: 'NOT_FOUND' });
      await expect(knowledge.entry(actor, id)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    }
  });

  it('are found by a hundred at once while their file is imported', async () => {
    const asked = Array.from({ length: 100 }, () => found('營業稅'));
    await Promise.all([load(FAQ), ...asked]);
    expect(await found('營業稅')).toEqual(['7']);
  });
});
