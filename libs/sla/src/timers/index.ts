export * from './kinds.js';
export * from './timer.entity.js';
export * from './timer-book.js';
export * from './timer-runner.js';
export { ARMED_AT_MOST, HORIZON_MS } from './ring-ahead.js';
export { FAILURES_ALLOWED } from './timer-claims.js';
export * from './timers.module.js';
