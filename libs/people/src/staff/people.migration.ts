import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class People1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'staff', {
      columns: {
        id: 'text',
        login: 'text',
        name: 'text',
        email: 'text?',
        organisationId: 'text',
        unitId: 'text',
        roles: 'text',
        passwordHash: 'text',
        formerHashes: 'text',
        mustChangePassword: 'flag',
        active: 'flag',
        failures: 'int',
        lockedUntil: 'instant?',
        createdAt: 'instant',
      },
      primary: ['id'],
      uniques: [['login']],
      indexes: [['unitId']],
    });
    await createTable(runner, 'staff_session', {
      columns: { id: 'text', staffId: 'text', createdAt: 'instant', lastSeenAt: 'instant' },
      primary: ['id'],
      indexes: [['staffId']],
    });
    await createTable(runner, 'api_token', {
      columns: {
        id: 'text',
        staffId: 'text',
        label: 'text',
        createdAt: 'instant',
        expiresAt: 'instant?',
        revokedAt: 'instant?',
      },
      primary: ['id'],
      indexes: [['staffId']],
    });
    await createTable(runner, 'audit_event', {
      columns: { id: 'text', at: 'instant', type: 'text', staffId: 'text?', detail: 'text' },
      primary: ['id'],
      indexes: [['at']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['audit_event', 'api_token', 'staff_session', 'staff']) await runner.dropTable(table);
  }
}
