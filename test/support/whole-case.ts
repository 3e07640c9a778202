import type { Clock } from '@app/sla/clock';
import type { TimerRead } from '@app/sla/timers';
import type { ClockRead, EventRead } from '../../libs/cases/src/audit/case-slices.js';
import type { WholeCase } from '../../libs/cases/src/audit/whole-case.js';
import { CHAIN_START, hashOf } from '../../libs/cases/src/record/chain.js';

/** A valid case: received, with one broken promise (recorded as such), one running and one paused. */
export function whole(change: (of: WholeCase) => void = () => undefined): WholeCase {
  const clock = (id: string, more: Partial<ClockRead> = {}): ClockRead => ({
    ...{ id, caseId: 'c', commitmentId: `promise-${id}`, commitmentVersion: '1', calendarVersion: 'old' },
    ...{ subjectId: 'c', occurrence: 1, state: 'RUNNING', startedAt: 1, endedAt: null, dueAt: 100 },
    ...{ generation: 2, organisationId: 'demo', ownerUnitId: 'demo.guidance', standing: 'ON_TRACK', ...more },
  });
  const timer = (id: string, subjectId: string, more: Partial<TimerRead> = {}): TimerRead => ({
    ...{
      id,
      caseId: 'c',
      kind: 'clock.due',
      subjectId,
      occurrence: 'due',
      generation: 2,
      state: 'ARMED',
      ...more,
    },
  });
  const clocks = [
    clock('runs'),
    clock('broken', { standing: 'OVERDUE' }),
    clock('paused', { state: 'PAUSED', standing: null }),
    clock('kept', { state: 'ON_TIME', standing: null, endedAt: 50 }),
  ];
  const of: WholeCase = {
    file: {
      ...{ id: 'c', caseNumber: 'N', organisationId: 'demo', serviceId: 's', unitId: 'demo.guidance' },
      ...{ status: 'IN_PROGRESS', origin: 'LIVE', historySeq: 2, historyHead: '' },
      ...{ receivedAt: 0, confirmBy: null, listOrder: 100, waitsFor: 'START', correctionBy: null },
    },
    events: events([
      ['RECEIVED', {}],
      ['OVERDUE', { clockId: 'broken' }],
    ]),
    clocks,
    timers: [timer('t1', 'runs'), timer('t2', 'broken', { state: 'FIRED' })],
    folded: clocks.map((one) => ({ ...one }) as unknown as Clock),
    recounting: false,
  };
  of.file.historyHead = of.events.at(-1)!.hash;
  change(of);
  return of;
}

function events(said: [EventRead['type'], object][]): EventRead[] {
  let previousHash = CHAIN_START;
  return said.map(([type, facts], at) => {
    const who = { actorKind: 'system', actorId: null, actorUnitId: null, sealed: null };
    const event = { caseId: 'c', seq: at + 1, type, at, ...who, facts: JSON.stringify(facts), previousHash };
    previousHash = hashOf(event);
    return { ...event, hash: previousHash };
  });
}
/** Replaces the history: received, and what is given. */
export const told = (of: WholeCase, ...said: [EventRead['type'], object][]) => {
  of.events = events([['RECEIVED', {}], ...said]);
  of.file.historySeq = of.events.length;
  of.file.historyHead = of.events.at(-1)!.hash;
};

export const clockOf = (of: WholeCase, id: string) => of.clocks.find((one) => one.id === id)!;
export const foldOf = (of: WholeCase, id: string) =>
  (of.folded as Clock[]).find(({ commitmentId }) => commitmentId === `promise-${id}`)!;
