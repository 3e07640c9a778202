export { Audit } from './audit.js';
export { CASE_INVARIANTS, type RowInvariant } from './row-invariants.js';
export { WHOLE_CASE_INVARIANTS } from './case-invariants.js';
export type { Violation } from './violation.js';
export type { Share } from './case-slices.js';
