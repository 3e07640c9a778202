import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Cases1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'case_file', {
      columns: {
        id: 'text',
        caseNumber: 'text',
        organisationId: 'text',
        serviceId: 'text',
        unitId: 'text',
        handlerId: 'text?',
        status: 'text',
        open: 'flag',
        channel: 'text',
        hotline: 'text?',
        subject: 'text',
        description: 'text?',
        district: 'text?',
        locale: 'text',
        origin: 'text',
        confidential: 'flag',
        receivedAt: 'instant',
        acceptedAt: 'instant?',
        repliedAt: 'instant?',
        closedAt: 'instant?',
        noticeVersion: 'text?',
        codeVersion: 'int',
        historySeq: 'int',
        historyHead: 'text',
        mapping: 'text?',
        externalId: 'text?',
        givenTargetAt: 'instant?',
        givenOutcome: 'text?',
        erasedAt: 'instant?',
      },
      primary: ['id'],
      uniques: [['caseNumber'], ['mapping', 'externalId']],
      indexes: [
        ['organisationId', 'receivedAt', 'id'],
        ['organisationId', 'open', 'receivedAt', 'id'],
        ['organisationId', 'status', 'receivedAt'],
        ['unitId', 'open', 'receivedAt', 'id'],
        ['handlerId', 'status'],
      ],
    });
    await createTable(runner, 'case_serial', {
      columns: { organisationId: 'text', day: 'text', n: 'int' },
      primary: ['organisationId', 'day'],
    });
    await createTable(runner, 'case_key', {
      columns: { caseId: 'text', wrapped: 'text' },
      primary: ['caseId'],
      references: { caseId: 'case_file' },
    });
    await createTable(runner, 'petitioner', {
      columns: {
        caseId: 'text',
        name: 'text',
        email: 'text?',
        phone: 'text?',
        emailIndex: 'text?',
        phoneIndex: 'text?',
      },
      primary: ['caseId'],
      indexes: [['emailIndex'], ['phoneIndex']],
      references: { caseId: 'case_file' },
    });
    await createTable(runner, 'history_event', {
      columns: {
        position: 'serial',
        caseId: 'text',
        seq: 'int',
        type: 'text',
        at: 'instant',
        actorKind: 'text',
        actorId: 'text?',
        actorUnitId: 'text?',
        facts: 'text',
        sealed: 'text?',
        previousHash: 'text',
        hash: 'text',
      },
      primary: ['position'],
      uniques: [['caseId', 'seq']],
      references: { caseId: 'case_file' },
    });
    await createTable(runner, 'clock', {
      columns: {
        id: 'text',
        caseId: 'text',
        organisationId: 'text',
        unitId: 'text',
        commitmentId: 'text',
        commitmentVersion: 'text',
        calendarVersion: 'text',
        subject: 'text',
        subjectId: 'text',
        occurrence: 'int',
        state: 'text',
        startedAt: 'instant',
        endedAt: 'instant?',
        dueAt: 'instant?',
        dueDate: 'text?',
        warnAt: 'instant?',
        generation: 'int',
      },
      primary: ['id'],
      indexes: [
        ['state', 'dueAt'],
        ['organisationId', 'state', 'dueAt'],
        ['organisationId', 'endedAt'],
      ],
      uniques: [['caseId', 'commitmentId', 'subjectId', 'occurrence']],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['clock', 'history_event', 'petitioner', 'case_key', 'case_serial', 'case_file']) {
      await runner.dropTable(table);
    }
  }
}
