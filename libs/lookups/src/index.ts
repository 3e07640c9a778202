export * from './board.js';
export * from './case-detail.js';
export * from './case-list.js';
export * from './partner-inbox.js';
export * from './progress.js';
export * from './public-clocks.js';
export * from './stages.js';
export * from './lookups.module.js';
