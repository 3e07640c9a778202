import { describe, expect, it } from '@jest/globals';
import type { Health, HealthReport } from './health.js';
import { MetricsApi } from './metrics.api.js';

const REPORT: HealthReport = {
  ...{ status: 'degraded', troubles: [], database: true, workerSweepAge: 11, oldestDueTimerAge: 12 },
  ...{ oldestUnsentNoticeAge: 13, outboxDepth: 14, timersQuarantined: 15, noticesFailed: 16 },
  ...{ noticesPutAside: 17, chasesUnheard: 18, clockSane: true, hostClockSane: false, clockSkewMs: 19_000 },
  ...{ redis: null, freeDiskBytes: 20, calendarEnds: '2027-12-31', promisesBeyondCalendar: ['a', 'b'] },
};
/** By hand: each figure under its name. */
const SHOWN = `
desk_age_seconds{of="due_timer"} 12
desk_age_seconds{of="unsent_notice"} 13
desk_age_seconds{of="worker_sweep"} 11
desk_bytes{of="disk_free"} 20
desk_bytes{of="redis_used"} -1
desk_clock_skew_seconds{of="host"} 19
desk_count{of="chases_unheard"} 18
desk_count{of="notices_failed"} 16
desk_count{of="notices_put_aside"} 17
desk_count{of="outbox"} 14
desk_count{of="promises_beyond_calendar"} 2
desk_count{of="timers_quarantined"} 15
desk_up{of="clock"} 1
desk_up{of="database"} 1
desk_up{of="host_clock"} 0
desk_up{of="redis"} 1`;

describe('the metrics', () => {
  const shown = async (report: HealthReport) => {
    const health = { report: () => Promise.resolve(report) } as unknown as Health;
    const api = new MetricsApi(health, {} as never);
    const request = { headers: {}, socket: { remoteAddress: '127.0.0.1' } } as never;
    const lines = (await api.show(request)).split('\n').filter((line) => line.startsWith('desk_'));
    return lines.toSorted();
  };

  it('have each figure of the health report under its own name', async () => {
    expect(await shown(REPORT)).toEqual(SHOWN.trim().split('\n'));
  });

  it('say of what is not known that it is not, and of what does not wait that it is 0 s old', async () => {
    const nothing = {
      ...{ workerSweepAge: null, oldestDueTimerAge: null, oldestUnsentNoticeAge: null, outboxDepth: null },
      ...{ timersQuarantined: null, noticesFailed: null, noticesPutAside: null, chasesUnheard: null },
      freeDiskBytes: null,
    };
    const lines = await shown({ ...REPORT, ...nothing } as HealthReport);
    const unknown = lines.filter((line) => line.endsWith(' -1')).map((line) => /of="(\w+)"/.exec(line)![1]);
    expect(unknown).toEqual([
      ...['worker_sweep', 'disk_free', 'redis_used', 'chases_unheard', 'notices_failed'],
      ...['notices_put_aside', 'outbox', 'timers_quarantined'],
    ]);
    for (const waits of ['due_timer', 'unsent_notice'])
      expect(lines).toContain(`desk_age_seconds{of="${waits}"} 0`);
  });
});
