import { Gauges, minutes, Reader, registeredInvariants, SetTime } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import { timerRow } from '../../../../test/support/timer-rows.js';
import { TimerGauges } from './gauges.js';
import './invariants.js';
import { Timer } from './timer.entity.js';
import { timersOfCases } from './timers-of-cases.js';

const NOW = Date.parse('2026-08-19T10:00:00+08:00');

/** What others learn of timers: the gauges of /metrics, the audit, and the tour of cases. */
describe('what is read of timers', () => {
  let tables: Tables;
  let reader: Reader;
  beforeAll(async () => {
    tables = await tablesInMemory(Timer);
    reader = new Reader(tables.manager);
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  describe('by the gauges', () => {
    const read = () => {
      const gauges = new Gauges();
      new TimerGauges(gauges, reader, new SetTime(NOW)).onModuleInit();
      return gauges.read();
    };

    it('nothing where none is due', async () => {
      await tables.put(
        Timer,
        timerRow({ id: 'future', dueAt: NOW + 1 }),
        timerRow({ id: 'fired', state: 'FIRED', dueAt: NOW - 1_000 }),
      );
      expect(await read()).toEqual({ oldestDueTimerAge: null, timersQuarantined: 0 });
    });

    it('the age in seconds of the one due first, also while it waits to be tried again', async () => {
      await tables.put(Timer, timerRow({ id: 'now', dueAt: NOW }));
      expect((await read())['oldestDueTimerAge']).toBe(0);
      await tables.put(
        Timer,
        timerRow({ id: 'older', dueAt: NOW - 90_000, retryAt: NOW + 1 }),
        timerRow({ id: 'later', dueAt: NOW - 5_000 }),
      );
      expect((await read())['oldestDueTimerAge']).toBe(90);
    });

    it('how many wait for a person', async () => {
      await tables.put(
        Timer,
        ...['a', 'b'].map((id) => timerRow({ id, state: 'QUARANTINED' })),
        timerRow({ id: 'c', dueAt: NOW }),
      );
      expect((await read())['timersQuarantined']).toBe(2);
    });
  });

  describe('by the audit', () => {
    const found = async (name: string) => {
      const { find } = registeredInvariants().find((one) => one.name === name)!;
      const asked = {
        missedBefore: NOW - minutes(2),
        database: 'sqlite' as const,
        slice: () => null as never,
      };
      return (await reader.ask<{ subject: string }>(find(asked))).map(({ subject }) => subject).toSorted();
    };

    it('those missed by two sweeps: armed and due, and not put off until later', async () => {
      const [missed, early] = [NOW - minutes(2) - 1, NOW - minutes(2)];
      await tables.put(
        Timer,
        timerRow({ id: 'missed', dueAt: missed }),
        timerRow({ id: 'missed-again', dueAt: missed, retryAt: missed }),
        timerRow({ id: 'put-off', dueAt: missed, retryAt: early }),
        timerRow({ id: 'in-time', dueAt: early }),
        ...(['FIRED', 'CANCELLED', 'QUARANTINED'] as const).map((state) =>
          timerRow({ id: state, state, dueAt: missed }),
        ),
      );
      expect(await found('timer-left-lying')).toEqual(['missed', 'missed-again']);
    });

    it('those that wait for a person', async () => {
      await tables.put(Timer, timerRow({ id: 'armed' }), timerRow({ id: 'apart', state: 'QUARANTINED' }));
      expect(await found('timer-quarantined')).toEqual(['apart']);
    });
  });

  describe('by a tour of cases', () => {
    const found = async (from: string, to: string) =>
      (await timersOfCases(reader, [from, to])).map(({ id }) => id).toSorted();

    it('those that wait, and of those fired what fell due', async () => {
      await tables.put(
        Timer,
        ...(['ARMED', 'QUARANTINED', 'FIRED', 'CANCELLED'] as const).flatMap((state) => [
          timerRow({ id: `${state} due`, state, kind: 'clock.due' }),
          timerRow({ id: `${state} other`, state, kind: 'clock.rung' }),
        ]),
      );
      expect(await found('case', 'case')).toEqual([
        ...['ARMED due', 'ARMED other', 'FIRED due', 'QUARANTINED due', 'QUARANTINED other'],
      ]);
    });

    it('of the first case to the last, with what the audit compares', async () => {
      await tables.put(Timer, ...['a', 'b', 'c', 'd'].map((id) => timerRow({ id, caseId: id })));
      expect(await found('b', 'c')).toEqual(['b', 'c']);
      expect(await timersOfCases(reader, ['b', 'b'])).toEqual([
        {
          ...{ id: 'b', caseId: 'b', kind: 'survey.expires', subjectId: 'subject', occurrence: 'b' },
          ...{ generation: 1, state: 'ARMED' },
        },
      ]);
    });
  });
});
