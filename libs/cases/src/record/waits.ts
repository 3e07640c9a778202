/**
 * On whom an open case waits. `START`: no one has worked on it; `RETURNED`: its last referral came back, and it was not
 * referred again; `CLOSING`: it is answered; `NONE`: it has ended, or was not confirmed.
 */
export type WaitsFor =
  | 'START'
  | 'UNIT'
  | 'CITIZEN'
  | 'PARTNER'
  | 'RETURNED'
  | 'APPROVAL'
  | 'CLOSING'
  | 'NONE';
