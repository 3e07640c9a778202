export { BulkImport } from './bulk-import.js';
export { csvRow } from './csv-cell.js';
export type { ImportProgress, ImportResult } from './pass.js';
