import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { UnitOfWork } from '@app/platform';
import * as fc from 'fast-check';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseLists } from './case-list.js';
import type { CaseQuery } from './case-query.js';

const numRuns = Number(process.env['FC_RUNS'] ?? 15);
const WORDS = '分頁測試';

/** A case that comes in, one that is answered, one whose time of receipt is that of another. */
type Write = 'open' | 'close';

describe.each(DATABASES)('paging, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let reader: StaffActor;
  let ids: string[];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    reader = await story.staff('demo.registry', ['CASE_HANDLER']);
    ids = [];
    for (let n = 0; n < 60; n++) ids.push((await story.open(agent)).file.id);
  }, 60_000);
  afterAll(() => story.close());

  const change = (id: string, to: Partial<CaseFile>) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(CaseFile, { id }, to));

  const WRITES: Record<Write, () => Promise<unknown>> = {
    open: async () => {
      const { id } = (await story.open(agent)).file;
      // before everything listed
      const later = { listOrder: 0, receivedAt: story.desk.time.now() };
      await change(id, { unitId: reader.unitId, subject: WORDS, ...later });
    },
    close: () => story.act(agent, { caseNumber: closing.pop()! }, 'withdraw', { reason: '不需要了' }),
  };
  let closing: string[] = [];

  it.each([
    ['a queue', { queue: 'open' }],
    ['a search', { q: WORDS }],
  ] as [string, CaseQuery][])('%s shows each case exactly once while others write', async (_what, query) => {
    const property = fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 30, maxLength: 60 }),
      fc.array(fc.array(fc.constantFrom<Write>('open', 'close'), { maxLength: 2 }), { maxLength: 3 }),
      async (times, writes) => {
        await story.desk
          .get(UnitOfWork)
          .run((manager) =>
            manager.update(CaseFile, { unitId: reader.unitId }, { unitId: 'demo.guidance', subject: '其他' }),
          );
        const wanted = ids.slice(0, times.length);
        for (const [index, id] of wanted.entries()) {
          const is = { unitId: reader.unitId, subject: WORDS, status: 'ACCEPTED' as const, open: true };
          await change(id, { ...is, receivedAt: times[index]!, listOrder: times[index]! });
        }
        const seen: string[] = [];
        for (let cursor: string | undefined; ;) {
          const { cases, next } = await story.desk
            .get(CaseLists)
            .list(reader, { ...query, ...(cursor && { cursor }) });
          seen.push(...cases.map(({ id }) => id));
          expect(seen.length).toBeLessThan(999); // paging ends
          closing = cases.filter(({ status }) => status === 'ACCEPTED').map(({ caseNumber }) => caseNumber);
          for (const write of writes.shift() ?? [])
            if (write === 'open' || closing.length > 0) await WRITES[write]();
          if (next === null) break;
          cursor = next;
        }
        expect(seen.toSorted()).toEqual(wanted.toSorted());
      },
    );
    await fc.assert(property, { numRuns });
  });
});
