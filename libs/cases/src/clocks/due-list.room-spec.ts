import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StaffActor } from '@app/people';
import { rawSql, Reader, UnitOfWork } from '@app/platform';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { ClockRow, DueList, type CaseFile } from '../index.js';

/** A break of four days: the last working day before it, and the first after it. */
const OFF = { offFrom: '2026-09-25', backOn: '2026-09-29' };
const at = (text: string) => Date.parse(`${text}+08:00`);

describe.each(DATABASES)('what falls due over a long holiday, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let files: CaseFile[];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    owner = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER'], 'handler');
    files = [];
    for (let n = 0; n < 6; n++) files.push((await story.open(owner)).file);
    await story.act(owner, files[2]!, 'assign', { unit: 'demo.guidance', handler: 'handler' });
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    const instants = [
      '2026-09-25T00:00:00', // 24:00 of the last working day: still before the break
      '2026-09-25T00:00:00.001',
      '2026-09-27T12:00:00',
      '2026-09-30T00:00:00', // 24:00 of the first day back
      '2026-09-30T00:00:00.001',
      '2026-09-26T00:00:00',
    ];
    for (const [n, instant] of instants.entries()) {
      const change = { dueAt: at(instant), unitId: 'demo.guidance', standing: 'ON_TRACK' as const };
      await due(files[n]!, change);
    }
    await due(files[5]!, { standing: null, state: 'PAUSED' });
  });

  const due = (file: CaseFile, change: Partial<ClockRow>) => {
    const where = { caseId: file.id, commitmentId: 'law.petition' };
    return story.desk.get(UnitOfWork).run((manager) => manager.update(ClockRow, where, change));
  };
  const list = async (
    scope = `k."organisationId" = 'demo'`,
    most = 10,
    after?: { dueAt: number; clockId: string },
  ) => story.desk.get(DueList).overBreak(OFF, [rawSql(scope)], { after, most });
  const numbers = (rows: { caseId: string | null }[]) =>
    rows.map(({ caseId }) => files.findIndex(({ id }) => id === caseId));

  it('lists running clocks that end after the last working day before it and by the end of the first day after it', async () => {
    expect(numbers(await list())).toEqual([1, 2, 3]);
  });

  it('names case number, promise, day and handler', async () => {
    const [first, second] = await list();
    expect(first).toMatchObject({
      ...{
        caseNumber: files[1]!.caseNumber,
        commitmentId: 'law.petition',
        unitId: 'demo.guidance',
        handler: null,
      },
      dueAt: at('2026-09-25T00:00:00.001'),
    });
    expect(second!.handler).toBe('handler');
  });

  it('names no handler where a partner must act', async () => {
    await due(files[2]!, { unitId: 'demo.finance-team' });
    expect((await list())[1]).toMatchObject({ unitId: 'demo.finance-team', handler: null });
  });

  it.each(['ON_TRACK', 'WARNING', 'OVERDUE'] as const)('includes clocks that stand %s', async (standing) => {
    await due(files[1]!, { standing });
    expect(numbers(await list())).toEqual([1, 2, 3]);
  });

  it('is paged without gaps, also among clocks due at the same instant', async () => {
    for (const n of [1, 2, 3]) await due(files[n]!, { dueAt: at('2026-09-26T00:00:00') });
    const pages: number[] = [];
    let after: { dueAt: number; clockId: string } | undefined;
    for (let page = await list(undefined, 1); page.length > 0; page = await list(undefined, 1, after)) {
      expect(page).toHaveLength(1);
      pages.push(...numbers(page));
      after = page[0]!;
    }
    const rows = await story.desk.get(Reader).repository(ClockRow).findBy({ commitmentId: 'law.petition' });
    const order = numbers(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    expect(pages).toEqual(order.filter((n) => [1, 2, 3].includes(n)));
  });

  it('lists the scopes asked for and no other', async () => {
    expect(await list(`k."organisationId" = 'sme'`)).toEqual([]);
    expect(numbers(await list(`k."ownerUnitId" = 'demo.guidance'`))).toEqual([1, 2, 3]);
  });
});
