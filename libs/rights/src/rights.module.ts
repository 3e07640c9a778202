import { CasesModule } from '@app/cases';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { DataRequest } from './requests/data-request.entity.js';
import { DataRequests } from './requests/data-requests.js';
import { DataRequests1765300000030 } from './requests/data-requests.migration.js';
import { DataDecisions } from './requests/decisions.js';
import { RetentionItem } from './retention/retention-item.entity.js';
import { RetentionItems1765300000031 } from './retention/retention-items.migration.js';
import { Retention } from './retention/retention.js';

registerTables({
  entities: [DataRequest, RetentionItem],
  migrations: [DataRequests1765300000030, RetentionItems1765300000031],
});

/** What a person may ask about her data, and how it is decided (個資法第3條). */
@Module({
  imports: [CasesModule],
  providers: [DataRequests, DataDecisions, Retention],
  exports: [DataRequests, DataDecisions, Retention],
})
export class RightsModule {}
