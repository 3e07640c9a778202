import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '@app/people';
import { SetTime, type Reader, type UnitOfWork } from '@app/platform';
import type { ClockRow } from '../clocks/clock.entity.js';
import { EarlierDate } from '../clocks/earlier-date.entity.js';
import type { EventDraft, History } from '../history/history.js';
import type { CaseAccess } from '../record/case-access.js';
import { EarlierDates } from './earlier-dates.js';

const WAITING = {
  ...{ clockId: 'k', caseId: 'c', commitmentId: 'law.x', calendarVersion: 'shown' },
  ...{ promised: '2026-08-21', earlier: '2026-08-20' },
};

/** Accepts a date and returns the events; the clock is then counted by this calendar. */
async function accepted(calendarVersion: string): Promise<EventDraft[]> {
  const said: EventDraft[] = [];
  const manager = {
    findOneBy: async (entity: unknown) => (entity === EarlierDate ? WAITING : null),
    findOneByOrFail: async () => ({ calendarVersion }) as ClockRow,
  };
  const dates = new EarlierDates(
    {} as Reader,
    { run: (work: (one: unknown) => unknown) => work(manager) } as unknown as UnitOfWork,
    {
      sees: () => true,
      enter: async (manager: unknown) => ({ manager, file: { id: 'c' } }),
    } as unknown as CaseAccess,
    {
      append: async (_context: unknown, drafts: EventDraft[]) => void said.push(...drafts),
    } as unknown as History,
    new SetTime(7),
  );
  await dates.accept(SYSTEM, 'k');
  return said;
}

describe('consent to an earlier date', () => {
  it('is recorded with both dates and the calendar by which they were shown', async () => {
    const facts = { clockId: 'k', commitment: 'law.x', before: '2026-08-21', dueDate: '2026-08-20' };
    expect(await accepted('shown')).toEqual([
      { type: 'EARLIER_DATE_ACCEPTED', at: 7, actor: SYSTEM, facts: { ...facts, calendarVersion: 'shown' } },
    ]);
  });

  it('is refused when the calendar has changed again since it was shown', async () =>
    expect(accepted('newer')).rejects.toMatchObject({ kind: 'STALE', code: 'stale' }));
});
