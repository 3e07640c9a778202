import { remakeTable, type TableSpec } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE: TableSpec = {
  columns: {
    ...{ id: 'text', organisationId: 'text', unitId: 'text', staffId: 'text' },
    ...{ channel: 'text', hotline: 'text?', serviceId: 'text', topic: 'text', answer: 'text' },
    ...{ seconds: 'int?', at: 'instant' },
  },
  primary: ['id'],
  indexes: [['organisationId', 'at']],
};
const AFTER: TableSpec = {
  ...BEFORE,
  columns: { ...BEFORE.columns, ending: 'text', caseId: 'text?', undoneAt: 'instant?' },
  references: { caseId: 'case_file' },
};
/** Every call counted so far was solved at once. */
const SOLVED = { ending: `'SOLVED'`, caseId: 'CAST(NULL AS text)', undoneAt: 'CAST(NULL AS bigint)' };

/** A call can also end on an existing case, and be undone. */
export class CallEndings1766100000006 implements MigrationInterface {
  up = (runner: QueryRunner) => remakeTable(runner, 'contact', AFTER, SOLVED);
  down = (runner: QueryRunner) => remakeTable(runner, 'contact', BEFORE);
}
