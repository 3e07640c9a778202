import { HouseModule } from '@app/house';
import type { TimeSource, Settings } from '@app/platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { jsonRoutes, operations, pages, providers } from './subjects.js';

/** HTTP: pages for citizens, agents, partners and supervisors, the JSON API, health and metrics. */
@Module({})
export class WebModule {
  static with(settings: Settings, time?: TimeSource): DynamicModule {
    return {
      module: WebModule,
      imports: [HouseModule.with(settings, time)],
      controllers: [...jsonRoutes, ...operations, ...pages],
      providers,
    };
  }
}
