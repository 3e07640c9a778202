import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CallRecords1767400000006 implements MigrationInterface {
  up = (runner: QueryRunner) =>
    createTable(runner, 'call_record', {
      columns: {
        ...{ id: 'text', organisationId: 'text', at: 'instant' },
        ...{ openedCaseId: 'text?', knowledgeId: 'text?', matter: 'text?', readBack: 'flag?' },
        ...{ named: 'flag?', topicCode: 'text?', need: 'text?', waited: 'int?', transferredTo: 'text?' },
        ...{ reference: 'text?', rating: 'int?' },
      },
      primary: ['id'],
      indexes: [
        ['organisationId', 'at'],
        ['organisationId', 'reference'],
      ],
      references: { openedCaseId: 'case_file', knowledgeId: 'knowledge_entry' },
    });
  down = (runner: QueryRunner) => runner.dropTable('call_record');
}
