import { createTable } from '@app/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Referrals1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'referral', {
      columns: {
        id: 'text',
        caseId: 'text',
        organisationId: 'text',
        chainId: 'text',
        partnerUnitId: 'text',
        partnerOrganisationId: 'text',
        status: 'text',
        offeredAt: 'instant',
        acceptedAt: 'instant?',
        endedAt: 'instant?',
        suggestedPartner: 'text?',
        version: 'int',
      },
      primary: ['id'],
      indexes: [['caseId'], ['partnerUnitId', 'status']],
      references: { caseId: 'case_file' },
    });
    await createTable(runner, 'disclosure', {
      columns: {
        id: 'text',
        caseId: 'text',
        referralId: 'text',
        unitId: 'text',
        staffId: 'text',
        fields: 'text',
        at: 'instant',
      },
      primary: ['id'],
      indexes: [['caseId']],
      references: { caseId: 'case_file' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('disclosure');
    await runner.dropTable('referral');
  }
}
