export { BulkImport, type ImportOrder, type ImportProgress, type ImportResult } from './bulk-import.js';
export { csvCell, csvRow } from './csv-cell.js';
export { ImportError } from './import-error.js';
