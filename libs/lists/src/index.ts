export * from './bulk-acts.js';
export { BULK_ACTS, type BulkAct, type BulkCase } from './bulk.entity.js';
export type { SavedList } from './saved-list.entity.js';
export * from './saved-lists.js';
export * from './lists.module.js';
