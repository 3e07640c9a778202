import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile } from '@app/cases';
import { Staff, type StaffActor } from '@app/people';
import { minutes, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseNeighbours } from './case-neighbours.js';
import { CaseLists, cursorOf, type ListedCase } from './case-list.js';
import type { CaseQuery } from './case-query.js';
import { ListExport } from './list-export.js';
import { SavedFilters } from './saved-filters.js';

const CASES = 8;

describe.each(DATABASES)('the ways through a list, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let registry: StaffActor;
  let auditor: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    registry = await story.staff('demo.registry', ['CASE_HANDLER']);
    auditor = await story.staff('demo.service-desk', ['AUDITOR']);
    for (let n = 0; n < CASES; n++) {
      const { file } = await story.open(agent, {
        channel: n % 2 ? 'PHONE' : 'COUNTER',
        subject: `路燈 ${n}`,
      });
      if (n < 3) await story.act(agent, file, 'assign', { unit: 'demo.registry' });
    }
  });
  afterAll(() => story.close());

  const list = async (query: CaseQuery, who = agent) =>
    (await story.desk.get(CaseLists).list(who, query)).cases;
  const around = (listed: ListedCase, query: CaseQuery, who = agent) =>
    story.desk.get(CaseNeighbours).of(who, { ...query, cursor: cursorOf(listed, query as { q?: string }) });

  it.each<CaseQuery>([
    { queue: 'open' },
    { queue: 'all' },
    { queue: 'open', channel: 'PHONE' },
    { queue: 'open', unit: 'demo.registry' },
    { status: 'ACCEPTED' },
    { q: '路燈' },
    { q: '路燈', channel: 'COUNTER' },
  ])('are in its order, with the place of each case: %j', async (query) => {
    const cases = await list(query);
    expect(cases.length).toBeGreaterThan(2);
    for (const [at, listed] of cases.entries()) {
      const { previous, next, before, all } = await around(listed, query);
      const numbers = [cases[at - 1], cases[at + 1]].map((one) => one?.caseNumber);
      expect([previous?.caseNumber, next?.caseNumber]).toEqual(numbers);
      expect([before, all]).toEqual([at, cases.length]);
    }
  });

  it('are within what a person sees', async () => {
    const own = await list({ queue: 'open' }, registry);
    expect(own).toHaveLength(3);
    const foreign = (await list({ queue: 'open' })).find(({ unitId }) => unitId !== 'demo.registry')!;
    const { previous, next, all } = await around(foreign, { queue: 'open' }, registry);
    const seen = [previous, next].flatMap((one) => one?.caseNumber ?? []);
    expect(own.map(({ caseNumber }) => caseNumber)).toEqual(expect.arrayContaining(seen));
    expect(all).toBe(3);
  });

  it('go on from where the case stood when its date has moved', async () => {
    const cases = await list({ queue: 'open' });
    const here = cases[3]!;
    const moved = { listOrder: Number(here.listOrder) + minutes(60 * 24 * 365) };
    await story.desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: here.id }, moved));
    const { previous, next } = await around(here, { queue: 'open' });
    expect([previous?.caseNumber, next?.caseNumber]).toEqual([cases[2]!.caseNumber, cases[4]!.caseNumber]);
    const back = { listOrder: Number(here.listOrder) };
    await story.desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id: here.id }, back));
  });

  describe('an export', () => {
    const written = async (query: CaseQuery, most?: number) => {
      const pages = [];
      for await (const page of story.desk.get(ListExport).pages(auditor, query, most)) pages.push(page);
      return { rows: pages.flatMap(({ rows }) => rows), more: pages.at(-1)!.more };
    };

    it('has the cases of the list in its order, with masked contacts', async () => {
      const query: CaseQuery = { queue: 'open', channel: 'PHONE' };
      const { rows, more } = await written(query);
      const listed = (await list(query)).map(({ caseNumber }) => caseNumber);
      expect([rows.map(({ caseNumber }) => caseNumber), more]).toEqual([listed, false]);
      expect(rows[0]!.contact).toEqual({ name: '王○明', email: 'm***@example.tw', phone: null });
    });

    it.each([
      [5, 5, true],
      [CASES, CASES, false],
      [CASES + 1, CASES, false],
    ])('of at most %i cases has %i, and says whether there are more', async (most, rows, more) => {
      const found = await written({ queue: 'open' }, most);
      expect([found.rows.length, found.more]).toEqual([rows, more]);
    });

    it('is for those who may export', async () => {
      const of = (who: StaffActor) => story.desk.get(ListExport).pages(who, { queue: 'open' }).next();
      for (const who of [agent, registry]) expect((await refusal(of(who))).kind).toBe('NOT_FOUND');
      expect((await of(auditor)).done).toBe(false);
    });
  });

  describe('the filters of a saved list', () => {
    const today = (saved: Record<string, string>, who = agent) =>
      story.desk.get(SavedFilters).today(who, saved);

    it('stay as they are while their values exist', async () => {
      const saved = { queue: 'open', unit: 'demo.registry', handler: registry.id, status: 'ACCEPTED' };
      expect(await today(saved)).toEqual({ query: saved, lost: [] });
    });

    it('that are gone are left out and named', async () => {
      const saved = {
        queue: 'old',
        unit: 'demo.gone',
        service: 'demo.gone',
        handler: 'gone',
        status: 'RECEIVED',
      };
      const { query, lost } = await today(saved);
      expect(query).toEqual({ status: 'RECEIVED' });
      expect(lost.map(({ field, how }) => `${field} ${how}`).toSorted()).toEqual(
        ['handler GONE', 'queue GONE', 'service GONE', 'unit GONE'].toSorted(),
      );
    });

    it('of a person who has left still find what is in that name, and say so', async () => {
      const left = await story.staff('demo.registry', ['CASE_HANDLER']);
      await story.desk
        .get(UnitOfWork)
        .run((manager) => manager.update(Staff, { id: left.id }, { active: false }));
      const { query, lost } = await today({ queue: 'open', handler: left.id });
      expect([query.handler, lost]).toEqual([left.id, [{ field: 'handler', how: 'LEFT' }]]);
    });

    it('that name a unit which the actor does not see are left out', async () => {
      const { query, lost } = await today({ unit: 'demo.guidance' }, registry);
      expect([query, lost]).toEqual([{}, [{ field: 'unit', how: 'GONE' }]]);
    });
  });
});
