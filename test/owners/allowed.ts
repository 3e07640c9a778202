/** Queries of a room on tables that it does not own, each with its reason. Unused entries must be removed. */
export interface Allowed {
  /** Prefix of the paths. */
  by: string;
  tables: readonly string[];
  why: string;
}

export const ALLOWED: readonly Allowed[] = [
  {
    by: '',
    tables: ['installation'],
    why: 'a shelf that platform gives to all: each room keeps marks of its own under keys of its own',
  },
  {
    by: 'apps/desk/src/demonstration/',
    tables: ['referral', 'staff', 'survey'],
    why: 'it plays people who know their link, referral or account from a message',
  },
  {
    by: 'libs/notices/src/owed/',
    tables: ['case_file', 'clock', 'staff', 'timer'],
    why: 'who is told of an event, and of which moment of a promise, read in the transaction of the event',
  },
  {
    by: 'libs/notices/src/sending/outbound.ts',
    tables: ['case_file', 'staff'],
    why: 'origin and key of the case decide whether a message may go out; names of handlers stand in it',
  },
];
