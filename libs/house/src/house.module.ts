import { AttachmentsModule } from '@app/attachments';
import { CasesModule } from '@app/cases';
import { FiguresModule } from '@app/figures';
import { IntakeModule } from '@app/intake';
import { KnowledgeModule } from '@app/knowledge';
import { ListsModule } from '@app/lists';
import { LookupsModule } from '@app/lookups';
import { MorningModule } from '@app/morning';
import { NoticesModule } from '@app/notices';
import { PlatformModule, type TimeSource, type Settings } from '@app/platform';
import { ReferralsModule } from '@app/referrals';
import { RightsModule } from '@app/rights';
import { SatisfactionModule } from '@app/satisfaction';
import { TimersModule } from '@app/sla/timers';
import { Module, type DynamicModule } from '@nestjs/common';

/** Each imports the rooms below it. */
const ROOMS = [
  ...[CasesModule, AttachmentsModule, IntakeModule, ReferralsModule, NoticesModule],
  ...[
    SatisfactionModule,
    RightsModule,
    KnowledgeModule,
    ListsModule,
    LookupsModule,
    FiguresModule,
    MorningModule,
    TimersModule,
  ],
];

/**
 * All rooms on one database, as web, worker, command line and tests use them. `clock`: for tests; otherwise the
 * machine's.
 */
@Module({})
export class HouseModule {
  static with(settings: Settings, time?: TimeSource): DynamicModule {
    return { module: HouseModule, imports: [PlatformModule.with(settings, time), ...ROOMS], exports: ROOMS };
  }
}
