import type { ServiceEntry } from '@app/catalogue';
import type { CaseFile, CaseKey, Petitioner } from '../record/case-file.entity.js';
import { CHAIN_START, hashOf } from '../record/chain.js';
import type { EventFacts, EventType } from '../record/events.js';
import type { HistoryEvent } from '../record/history-event.entity.js';
import type { PetitionerDetails } from '../record/petition.js';
import type { CaseStatus } from '../record/statuses.js';

/** Statuses that an imported case can have; those that end it leave an event of the same name. */
export const IMPORT_STATUSES = [
  'RECEIVED',
  'ACCEPTED',
  'IN_PROGRESS',
  'CLOSED',
  'NO_ACTION',
  'WITHDRAWN',
  'TRANSFERRED',
] as const satisfies readonly CaseStatus[];
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** A case of another system, checked and translated to our values. */
export interface ImportedCase {
  externalId: string;
  service: ServiceEntry;
  unitId: string;
  status: ImportStatus;
  channel: string;
  locale: string;
  subject: string;
  description: string | null;
  district: string | null;
  receivedAt: number;
  closedAt: number | null;
  givenTargetAt: number | null;
  givenOutcome: string | null;
  petitioner: PetitionerDetails | null;
}

export interface Rows {
  file: CaseFile;
  events: HistoryEvent[];
  key?: CaseKey;
  petitioner?: Petitioner | undefined;
}

export interface Happened {
  type: EventType;
  at: number;
  facts: EventFacts;
}

export function chained(caseId: string, happened: readonly Happened[]): HistoryEvent[] {
  let previousHash = CHAIN_START;
  return happened.map(({ type, at, facts }, index) => {
    const who = { actorKind: 'system', actorId: null, actorUnitId: null };
    const event = { caseId, seq: index + 1, type, at, ...who, facts, sealed: null, previousHash };
    const hash = hashOf(event);
    previousHash = hash;
    // the database assigns the position
    return { ...event, hash } as HistoryEvent;
  });
}
