import { quarantinedRows, type OutboxStates } from '@app/platform';

/** The states of a file, as the scanner has them. Only the scanner's own answer makes a file CLEAN or INFECTED. */
export const ATTACHMENT_STATES = [
  'PENDING_SCAN',
  'SCANNING',
  'CLEAN',
  'INFECTED',
  /** There was no answer for three days, or scanning failed five times on our own side. */
  'SCAN_FAILED',
  /** No scanner is set up. */
  'NOT_SCANNED',
] as const;
export type AttachmentState = (typeof ATTACHMENT_STATES)[number];

/** Files that can be downloaded. */
export const isOpenable = (state: AttachmentState): boolean => state === 'CLEAN' || state === 'NOT_SCANNED';

export const SCANS: OutboxStates<AttachmentState> = {
  waiting: 'PENDING_SCAN',
  taken: 'SCANNING',
  givenUp: 'SCAN_FAILED',
  quarantined: 'SCAN_FAILED',
};
export const QUARANTINED = quarantinedRows(SCANS.quarantined);
