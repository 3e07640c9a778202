import { describe, expect, it } from '@jest/globals';
import { SetTime } from '@app/platform';
import type { Calendar, Clock } from '@app/sla/clock';
import type { EntityManager } from 'typeorm';
import type { ClockRow } from './clock.entity.js';
import type { CountedClock } from './counted-clocks.js';
import { EarlierDateBook } from './earlier-date-book.js';

const NOW = Date.parse('2026-08-19T10:00:00+08:00');
const row = {
  ...{ id: 'k', caseId: 'c', organisationId: 'demo', commitmentId: 'law.x', calendarVersion: 'old' },
} as ClockRow;
const running = { endedAt: null, dueDate: '2026-08-21' } as Clock;
const earlier = { dueDate: '2026-08-20', calendarVersion: 'new' } as Clock;

/** Changes that the book makes to the waiting dates. */
async function noted(counted: Partial<CountedClock> & { version: string }): Promise<unknown[]> {
  const done: unknown[] = [];
  const manager = {
    save: (_entity: unknown, date: object) => done.push(['saved', date]),
    delete: (_entity: unknown, which: object) => done.push(['deleted', which]),
  } as unknown as EntityManager;
  const calendar = { version: counted.version } as Calendar;
  await new EarlierDateBook(new SetTime(NOW)).note(manager, row, {
    ...{ clock: running, calendar, unitId: 'demo.a' },
    ...counted,
  } as CountedClock);
  return done;
}

describe('earlier dates that wait for consent', () => {
  const proposal = {
    ...{ clockId: 'k', caseId: 'c', organisationId: 'demo', unitId: 'demo.a', commitmentId: 'law.x' },
    ...{ promised: '2026-08-21', earlier: '2026-08-20', calendarVersion: 'new', proposedAt: NOW },
  };

  it('one waits while a running clock could end earlier', async () =>
    expect(await noted({ version: 'old', earlier })).toEqual([['saved', proposal]]));

  it('a clock paused without a last day has no date: it waits with an empty one', async () => {
    const clock = { ...running, dueDate: null };
    expect(await noted({ version: 'old', clock, earlier: { ...earlier, dueDate: null } })).toEqual([
      ['saved', { ...proposal, promised: '', earlier: '' }],
    ]);
  });

  it('none waits once the clock has ended', async () => {
    const ended = { version: 'old', earlier, clock: { ...running, endedAt: NOW } };
    expect(await noted(ended)).toEqual([['deleted', { clockId: 'k' }]]);
  });

  it('none waits once the clock uses the new calendar', async () =>
    expect(await noted({ version: 'new' })).toEqual([['deleted', { clockId: 'k' }]]));

  it('an unchanged clock does not query the database', async () =>
    expect(await noted({ version: 'old' })).toEqual([]));
});
