import { CasesModule } from '@app/cases';
import { IntakeModule } from '@app/intake';
import { LookupsModule } from '@app/lookups';
import { NoticesModule } from '@app/notices';
import { PlatformModule, type Clock, type Settings } from '@app/platform';
import { ReferralsModule } from '@app/referrals';
import { SatisfactionModule } from '@app/satisfaction';
import { TimersModule } from '@app/sla/timers';
import { Module, type DynamicModule } from '@nestjs/common';
import { Rounds } from './rounds.js';
import { Watchdog } from './watchdog.js';

/** The same rooms as the web process, without its pages: rings and rounds instead of requests. */
@Module({})
export class WorkerModule {
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.with(settings, clock),
        CasesModule,
        IntakeModule,
        ReferralsModule,
        NoticesModule,
        SatisfactionModule,
        LookupsModule,
        TimersModule,
      ],
      providers: [Rounds, Watchdog],
    };
  }
}
