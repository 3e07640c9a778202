/** The kind of timer that waits while a case is in a status. */
export type CaseTimer = 'case.confirmation-lapses' | 'case.correction-lapses' | 'case.closes';

interface Status {
  /** Being worked on: it is in queues and has running clocks. */
  open: boolean;
  timer?: CaseTimer;
}

/**
 * The statuses of a case (docs/permissions.md). Everything else in its life is an event, not a status
 * (docs/case-life.md).
 */
const TABLE = {
  AWAITING_CONFIRMATION: { open: true, timer: 'case.confirmation-lapses' },
  RECEIVED: { open: true },
  ACCEPTED: { open: true },
  IN_PROGRESS: { open: true },
  AWAITING_CORRECTION: { open: true, timer: 'case.correction-lapses' },
  AWAITING_APPROVAL: { open: true },
  REPLIED: { open: true, timer: 'case.closes' },
  CLOSED: { open: false },
  NO_ACTION: { open: false },
  WITHDRAWN: { open: false },
  MERGED: { open: false },
  TRANSFERRED: { open: false },
  LAPSED: { open: false },
} as const satisfies Record<string, Status>;

export type CaseStatus = keyof typeof TABLE;
export const STATUSES = Object.keys(TABLE) as CaseStatus[];

const statusNamed = (name: CaseStatus): Status => TABLE[name];
export const isOpen = (status: CaseStatus): boolean => statusNamed(status).open;
export const timerOf = (status: CaseStatus): CaseTimer | undefined => statusNamed(status).timer;
export const OPEN_STATUSES: readonly CaseStatus[] = STATUSES.filter(isOpen);
