import { AttachmentsModule } from '@app/attachments';
import { CasesModule } from '@app/cases';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { PartnerViews } from './partner-view.js';
import { Disclosure, Referral } from './referral.entity.js';
import { InboxIndex1764400000005 } from './inbox-index.migration.js';
import { Referrals1764000000005 } from './referrals.migration.js';
import { PartnerWork } from './partner-work.js';
import { Referrals } from './referrals.js';

registerTables({
  entities: [Referral, Disclosure],
  migrations: [Referrals1764000000005, InboxIndex1764400000005],
});

@Module({
  imports: [CasesModule, AttachmentsModule],
  providers: [PartnerWork, Referrals, PartnerViews],
  exports: [Referrals, PartnerViews],
})
export class ReferralsModule {}
