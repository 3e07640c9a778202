import { CasesModule } from '@app/cases';
import { IntakeModule } from '@app/intake';
import { LookupsModule } from '@app/lookups';
import { NoticesModule } from '@app/notices';
import { PlatformModule, type Clock, type Settings } from '@app/platform';
import { ReferralsModule } from '@app/referrals';
import { SatisfactionModule } from '@app/satisfaction';
import { Module, type DynamicModule } from '@nestjs/common';
import { jsonRoutes, operations, pages, providers } from './subjects.js';

/** HTTP: pages for citizens, agents, partners and supervisors, the JSON API, health and metrics. */
@Module({})
export class WebModule {
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: WebModule,
      imports: [
        PlatformModule.with(settings, clock),
        CasesModule,
        IntakeModule,
        ReferralsModule,
        NoticesModule,
        SatisfactionModule,
        LookupsModule,
      ],
      controllers: [...jsonRoutes, ...operations, ...pages],
      providers,
    };
  }
}
