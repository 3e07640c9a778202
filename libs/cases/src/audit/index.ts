export { Audit } from './audit.js';
export { WHOLE_CASE_INVARIANTS } from './case-invariants.js';
export type { Share } from './case-slices.js';
