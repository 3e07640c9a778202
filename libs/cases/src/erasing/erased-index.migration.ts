import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const UNFINISHED = new TableIndex({
  name: 'ix_case_file_erasedAt',
  columnNames: ['erasedAt'],
  where: `"erasedAt" IS NOT NULL AND "subject" <> ''`,
});

/** Cases marked as erased by a restored backup that still have the rest of their data; mostly none. */
export class ErasedIndex1765300000020 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<void> => runner.createIndex('case_file', UNFINISHED);
  down = (runner: QueryRunner): Promise<void> => runner.dropIndex('case_file', UNFINISHED.name!);
}
