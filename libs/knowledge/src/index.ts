export { KnowledgeEntry, SHARED } from './entry.entity.js';
export { FaqFileError } from './faq-file.js';
export { FaqImport } from './faq-import.js';
export * from './knowledge.js';
export * from './knowledge.module.js';
