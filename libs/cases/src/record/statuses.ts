/** Case statuses (case-life table). Everything else in the glossary's life cycle is an event, not a status. */
export const STATUSES = [
  'AWAITING_CONFIRMATION',
  'RECEIVED',
  'ACCEPTED',
  'IN_PROGRESS',
  'AWAITING_CORRECTION',
  'AWAITING_APPROVAL',
  'REPLIED',
  'CLOSED',
  'NO_ACTION',
  'WITHDRAWN',
  'MERGED',
  'TRANSFERRED',
  'LAPSED',
] as const;
export type CaseStatus = (typeof STATUSES)[number];

export const OPEN_STATUSES = STATUSES.slice(0, 7) as readonly CaseStatus[];
export const isOpen = (status: CaseStatus): boolean => OPEN_STATUSES.includes(status);
