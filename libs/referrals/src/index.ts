export * from './referral.entity.js';
export * from './referral-acts.js';
export * from './referrals.js';
export * from './partner-view.js';
export * from './referrals.module.js';
