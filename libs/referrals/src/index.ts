export * from './referral.entity.js';
export * from './referral-acts.js';
export { ATTEMPTS, courseOf, WORK_EVENTS, type Course } from './referral-course.js';
export * from './referrals.js';
export * from './partner-view.js';
export * from './referrals.module.js';
