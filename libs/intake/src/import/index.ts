export { BulkImport, type ImportOrder } from './bulk-import.js';
export { csvCell, csvRow } from './csv-cell.js';
export { ImportError } from './import-error.js';
export type { ImportProgress, ImportResult } from './pass.js';
