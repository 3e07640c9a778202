import type { CaseStatus, WaitsFor } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, rawSql, sql, taipeiDate, taipeiMidnight, type Sql } from '@app/platform';

/** Who asks for a queue, and when. */
export interface QueueAsker {
  actor: StaffActor;
  /** Ids of people who are away and whose deputy the actor is. */
  absent: readonly string[];
  now: number;
}

/**
 * A queue as conditions on the case (`f`), each of which is one look into an index that is in the order of lists.
 * `reads`: what the index begins with; those of a handler or a unit need no other way to be found.
 */
interface Queue {
  conditions: (asker: QueueAsker) => Sql[];
  reads: 'SCOPE' | 'OWN';
  /** What is to be done: its number is shown. */
  work: boolean;
}

/** What waits to be confirmed is no work, and what never was confirmed never was. */
const received = sql`f."confirmBy" IS NULL`;
const open = sql`f.open = TRUE AND ${received}`;
const closed = sql`f.open = FALSE AND ${received}`;
const statusIs = (status: CaseStatus): Sql => sql`f.status = ${status}`;
const waits = (whom: WaitsFor): Queue => ({
  conditions: () => [sql`f."waitsFor" = ${whom}`],
  reads: 'SCOPE',
  work: true,
});
/** A promise in days is kept until 24:00. */
const endOfDay = (now: number): number => taipeiMidnight(taipeiDate(now)) + days(1);
const CORRECTION_SOON = days(3);

/** All queues, in the order of their tabs. */
const TABLE = {
  open: { conditions: () => [open], reads: 'SCOPE', work: true },
  mine: {
    conditions: ({ actor, absent }) =>
      [actor.id, ...absent].map((id) => sql`f."handlerId" = ${id} AND ${open}`),
    reads: 'OWN',
    work: true,
  },
  tracked: {
    conditions: ({ actor }) => [sql`f."trackerId" = ${actor.id} AND ${open}`],
    reads: 'OWN',
    work: true,
  },
  unit: {
    conditions: ({ actor }) => [sql`f."unitId" = ${actor.unitId} AND ${open}`],
    reads: 'OWN',
    work: true,
  },
  unassigned: {
    conditions: () => [
      rawSql(`f."handlerId" IS NULL AND f."waitsFor" <> 'CLOSING' AND f."waitsFor" <> 'NONE'`),
    ],
    reads: 'SCOPE',
    work: true,
  },
  overdue: {
    conditions: ({ now }) => [sql`${open} AND f."listOrder" <= ${now}`],
    reads: 'SCOPE',
    work: true,
  },
  today: {
    conditions: ({ now }) => [sql`${open} AND f."listOrder" > ${now} AND f."listOrder" <= ${endOfDay(now)}`],
    reads: 'SCOPE',
    work: true,
  },
  untouched: waits('START'),
  returned: waits('RETURNED'),
  approval: waits('APPROVAL'),
  citizen: waits('CITIZEN'),
  correction: {
    conditions: ({ now }) => [
      // its place in the list is never after its last day
      sql`${statusIs('AWAITING_CORRECTION')} AND f."listOrder" <= ${endOfDay(now) + CORRECTION_SOON}
        AND f."correctionBy" <= ${taipeiDate(now + CORRECTION_SOON)}`,
    ],
    reads: 'SCOPE',
    work: true,
  },
  partner: waits('PARTNER'),
  answered: { conditions: () => [statusIs('REPLIED')], reads: 'SCOPE', work: true },
  closed: { conditions: () => [closed], reads: 'SCOPE', work: false },
  all: { conditions: () => [open, closed], reads: 'SCOPE', work: false },
} as const satisfies Record<string, Queue>;

export type QueueName = keyof typeof TABLE;
export const QUEUES = Object.keys(TABLE) as [QueueName, ...QueueName[]];
/** Whose cases a queue lists, and whether its number is shown. */
export const reachOf = (name: QueueName): Pick<Queue, 'reads' | 'work'> => TABLE[name];
export const queueNamed = (name: QueueName): Queue => TABLE[name];
