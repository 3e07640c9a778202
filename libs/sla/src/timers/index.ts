export * from './kinds.js';
export * from './timer.entity.js';
export * from './timer-book.js';
export * from './timer-runner.js';
/** @public The bench of timers asks for it. */
export { DueTimers } from './due-timers.js';
export { timersOfCases, type TimerRead } from './timers-of-cases.js';
import './invariants.js';
export * from './timers.module.js';
