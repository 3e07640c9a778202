import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertRows, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { Story } from '../../../../test/support/story.js';
import { CaseFile } from '../index.js';
import { caseSlices, type CaseRead, type Share } from './case-slices.js';

describe.each(DATABASES)('cases read in slices, on %s', (_name, postgres) => {
  let story: Story;
  let real: CaseFile[];
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    real = [(await story.open(agent)).file, (await story.open(agent)).file];
  });
  afterAll(() => story.close());

  const read = async (share: Share) => {
    const seen: string[][] = [];
    const cases: CaseRead[][] = [];
    for await (const slice of caseSlices(story.desk.get(Reader), share)) {
      seen.push(slice.seen.map(({ id }) => id));
      cases.push(slice.cases);
    }
    return { seen, cases };
  };

  it('have the events, clocks and timers of each case, and of no other', async () => {
    const { seen, cases } = await read({ nth: 0, of: 1 });
    const ids = real.map(({ id }) => id).toSorted();
    expect(seen).toEqual([ids]);
    for (const { file, events, clocks, timers } of cases[0]!) {
      expect(events.map(({ type, seq }) => [type, seq])).toEqual([
        ['RECEIVED', 1],
        ['ACCEPTED', 2],
      ]);
      expect(clocks.length).toBeGreaterThan(0);
      expect(timers.length).toBeGreaterThan(0);
      for (const row of [...events, ...clocks, ...timers]) expect(row.caseId).toBe(file.id);
    }
  });

  it('are seen once each, also by a process that reads only every other slice', async () => {
    const copies = Array.from({ length: 600 }, (_, n) => ({
      ...real[0]!,
      id: `copy-${String(n).padStart(3, '0')}`,
      caseNumber: `COPY-${n}`,
    }));
    const { work, ids } = {
      work: story.desk.get(UnitOfWork),
      ids: [...real, ...copies].map(({ id }) => id).toSorted(),
    };
    await work.run((manager) => insertRows(manager, CaseFile, copies));
    const [first, second] = [await read({ nth: 0, of: 2 }), await read({ nth: 1, of: 2 })];
    await work.run((manager) => manager.query(`DELETE FROM case_file WHERE "caseNumber" LIKE 'COPY-%'`));
    for (const { seen } of [first, second]) expect(seen.flat()).toEqual(ids);
    expect(first.seen.map(({ length }) => length)).toEqual([250, 250, 102]);
    expect(first.cases.map(({ length }) => length)).toEqual([250, 0, 102]);
    expect(second.cases.map(({ length }) => length)).toEqual([0, 250, 0]);
    const empty = first.cases.flat().find(({ file }) => file.id === 'copy-000')!;
    expect([empty.events, empty.clocks, empty.timers]).toEqual([[], [], []]);
  });
});
