import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import { join } from 'node:path';
import { BlobStore } from './blobs/blob-store.js';
import { FileBlobs } from './blobs/file-blobs.js';
import { Keyring } from './crypto/keyring.js';
import { readSecret } from './crypto/secret-file.js';
import { DatabaseModule } from './database/database.module.js';
import { Gauges } from './database/gauges.js';
import { Limits } from './database/limits.js';
import { Tallies } from './database/tallies.js';
import { WriteAheadLog } from './database/write-ahead-log.js';
import { Housekeeping } from './database/housekeeping.js';
import { Idempotency } from './database/idempotency.js';
import { Drafts } from './drafts/drafts.js';
import { QueueModule } from './queue/queue.module.js';
import { SETTINGS, type Settings } from './settings/settings.js';
import { TimeSource, SystemTime } from './time/time-source.js';
import { TimeWatch } from './time/time-watch.js';
import { Heartbeats } from './time/heartbeats.js';
import { TransportsModule } from './transports/transports.module.js';

/** Where the blobs of this installation lie. */
export const blobFolder = ({ DATA_DIR }: Pick<Settings, 'DATA_DIR'>): string => join(DATA_DIR, 'attachments');

/** Technical services for every process: settings, time, keys, database, queue, transports. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, time: TimeSource = new SystemTime()): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DatabaseModule, QueueModule, TransportsModule as Type],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: TimeSource, useValue: time },
        { provide: Keyring, useFactory: () => new Keyring(readSecret(settings)) },
        { provide: BlobStore, useFactory: () => new FileBlobs(blobFolder(settings)) },
        Idempotency,
        Limits,
        Tallies,
        Drafts,
        Housekeeping,
        WriteAheadLog,
        Gauges,
        Heartbeats,
        TimeWatch,
      ],
      exports: [
        SETTINGS,
        TimeSource,
        Keyring,
        BlobStore,
        Idempotency,
        Limits,
        Tallies,
        Drafts,
        Housekeeping,
        WriteAheadLog,
        Gauges,
        Heartbeats,
        TimeWatch,
      ],
    };
  }
}
