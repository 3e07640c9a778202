import { HouseModule } from '@app/house';
import type { TimeSource, Settings } from '@app/platform';
import { Module, type DynamicModule } from '@nestjs/common';
import { Rounds } from './rounds.js';
import { Watchdog } from './watchdog.js';

/** The worker process: rings and rounds, no requests. */
@Module({})
export class WorkerModule {
  static with(settings: Settings, time?: TimeSource): DynamicModule {
    return {
      module: WorkerModule,
      imports: [HouseModule.with(settings, time)],
      providers: [Rounds, Watchdog],
    };
  }
}
