import type { StaffActor } from '@app/people';
import { SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { caseRow, eventRow } from '../../../../test/support/case-rows.js';
import { refusal } from '../../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { ClockRow } from '../clocks/clock.entity.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess, CaseKeyed } from '../record/case-access.js';
import { CaseFile } from '../record/case-file.entity.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import type { CaseStatus } from '../record/statuses.js';
import { Adoption } from './adoption.js';

const NOW = Date.parse('2026-08-19T12:00:00+08:00');
const AGENT = { kind: 'staff', id: 'agent', unitId: 'demo.desk' } as StaffActor;

describe('an imported case put under the promises of its service', () => {
  let tables: Tables;
  let adoption: Adoption;
  let added: EventDraft[];

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent, ClockRow);
  });
  beforeEach(async () => {
    await tables.empty();
    added = [];
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const access = {
      enter: async (_manager: unknown, actor: unknown, where: CaseKeyed) => {
        if (actor !== AGENT) throw new Error('as somebody else');
        return { manager: tables.manager, file: await tables.manager.findOneByOrFail(CaseFile, where) };
      },
    } as unknown as CaseAccess;
    const history = {
      append: async (_context: unknown, drafts: EventDraft[]) => void added.push(...drafts),
    } as unknown as History;
    adoption = new Adoption(work, access, history, new SetTime(NOW));
  });
  afterAll(() => tables.close());

  const adopt = async (more: Partial<CaseFile> = {}) => {
    await tables.put(CaseFile, caseRow({ id: 'case', caseNumber: 'N', origin: 'IMPORTED', ...more }));
    return adoption.adopt(AGENT, 'N');
  };
  const clock = (id: string, dueAt: number, caseId = 'case'): ClockRow => ({
    ...{ id, caseId, organisationId: 'demo', unitId: 'demo.home', ownerUnitId: 'demo.home', occurrence: 0 },
    ...{ commitmentId: `demo.${id}`, commitmentVersion: '1', calendarVersion: '1', generation: 1 },
    ...{ subject: 'CASE', subjectId: caseId, state: 'RUNNING', startedAt: NOW, endedAt: null, dueAt },
    ...{ dueDate: null, warnAt: null, standing: null },
  });

  it('counts from now, in its unit, by who took it over', async () => {
    await adopt({ unitId: 'demo.other' });
    expect(added).toEqual([{ type: 'ADOPTED', at: NOW, actor: AGENT, facts: { unit: 'demo.other' } }]);
  });

  it('returns its clocks, the nearest due first', async () => {
    await tables.put(ClockRow, clock('b', 20), clock('a', 30), clock('c', 10), clock('d', 5, 'other'));
    expect((await adopt()).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it.each<[string, Partial<CaseFile>, HistoryEvent['type'][]]>([
    ['not-imported', { origin: 'LIVE' }, []],
    ['not-imported', { origin: 'DEMONSTRATION' }, ['ADOPTED']],
    ['not-open', { status: 'CLOSED' as CaseStatus }, []],
    ['not-open', { status: 'WITHDRAWN' as CaseStatus }, ['ADOPTED']],
    ['already-adopted', {}, ['IMPORTED', 'ADOPTED']],
  ])('is refused as %s (%j after %j)', async (code, more, before) => {
    const events = before.map((type, at) => eventRow({ seq: at + 1, type }));
    if (events.length > 0) await tables.put(HistoryEvent, ...events);
    expect(await refusal(adopt(more))).toMatchObject({ kind: 'NOT_ALLOWED', code });
    expect(added).toEqual([]);
  });

  it('is not refused for another case that was adopted', async () => {
    await tables.put(HistoryEvent, eventRow({ caseId: 'other', seq: 1, type: 'ADOPTED' }));
    await tables.put(HistoryEvent, eventRow({ seq: 1, type: 'IMPORTED' }));
    await adopt();
    expect(added).toHaveLength(1);
  });
});
