import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for approval. Cases that wait for approval already get theirs from their history. */
export class ApprovalRequests1767100000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'approval_request', {
      columns: {
        id: 'text',
        caseId: 'text',
        organisationId: 'text',
        act: 'text',
        askedBy: 'text',
        unitId: 'text',
        level: 'text',
        approverId: 'text?',
        input: 'text?',
        version: 'int',
        state: 'text',
        askedAt: 'instant',
        decidedBy: 'text?',
        decidedAt: 'instant?',
      },
      primary: ['id'],
      uniques: [{ columns: ['caseId'], where: `"state" = 'PENDING'` }],
      indexes: [['caseId'], ['organisationId', 'state', 'askedAt']],
      references: { caseId: 'case_file' },
    });
    await runner.query(WAITING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('approval_request');
  }
}

const WAITING = `INSERT INTO approval_request
  (id, "caseId", "organisationId", act, "askedBy", "unitId", level, version, state, "askedAt")
  SELECT f.id, f.id, f."organisationId", 'submit', e."actorId", e."actorUnitId", 'UNIT', e.seq, 'PENDING', e.at
  FROM case_file f JOIN history_event e ON e."caseId" = f.id
  WHERE f.status = 'AWAITING_APPROVAL' AND e."actorId" IS NOT NULL AND e.seq =
    (SELECT MAX(s.seq) FROM history_event s WHERE s."caseId" = f.id AND s.type = 'SUBMITTED')`;
