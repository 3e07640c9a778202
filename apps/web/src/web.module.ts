import { CasesModule } from '@app/cases';
import { IntakeModule } from '@app/intake';
import { LookupsModule } from '@app/lookups';
import { NoticesModule } from '@app/notices';
import { PlatformModule, type Clock, type Settings } from '@app/platform';
import { ReferralsModule } from '@app/referrals';
import { SatisfactionModule } from '@app/satisfaction';
import { Module, type DynamicModule } from '@nestjs/common';
import { apiControllers, apiProviders } from './api/index.js';
import { opsControllers, opsProviders } from './ops/index.js';
import { pageControllers, pageProviders } from './pages.js';

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
      controllers: [...apiControllers, ...opsControllers, ...pageControllers],
      providers: [...apiProviders, ...opsProviders, ...pageProviders],
    };
  }
}
