import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { isSqlite, readSource, writeSource } from './data-source.js';
import { Failure, Heartbeat, IdempotencyKey, Installation, LockRow, Tally } from './platform.entities.js';
import { DraftRow } from '../drafts/draft.entity.js';
import { Drafts1765000000000 } from '../drafts/drafts.migration.js';
import { Failures1764400000000 } from './failures.migration.js';
import { LivingSpeed1764400000003 } from './living-speed.migration.js';
import { Platform1764000000000 } from './platform.migration.js';
import { PostgresDoor } from './postgres-door.js';
import { Reader } from './reader.js';
import { registerTables } from './registry.js';
import { SqliteDoor } from './sqlite-door.js';
import { UnitOfWork } from './unit-of-work.js';

registerTables({
  entities: [LockRow, Installation, Heartbeat, IdempotencyKey, Failure, Tally, DraftRow],
  migrations: [Platform1764000000000, Failures1764400000000, LivingSpeed1764400000003, Drafts1765000000000],
});

export const WRITE_SOURCE = Symbol('write source');
const READ_SOURCE = Symbol('read source');

@Global()
@Module({
  providers: [
    {
      provide: WRITE_SOURCE,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => writeSource(settings).initialize(),
    },
    {
      provide: READ_SOURCE,
      // after the one that writes, which makes the file of SQLite
      inject: [SETTINGS, WRITE_SOURCE],
      useFactory: (settings: Settings) => readSource(settings).initialize(),
    },
    {
      provide: UnitOfWork,
      inject: [WRITE_SOURCE],
      useFactory: (source: DataSource) =>
        new UnitOfWork(isSqlite(source) ? new SqliteDoor(source) : new PostgresDoor(source)),
    },
    { provide: Reader, inject: [READ_SOURCE], useFactory: (source: DataSource) => new Reader(source) },
  ],
  exports: [UnitOfWork, Reader, WRITE_SOURCE],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(WRITE_SOURCE) private readonly write: DataSource,
    @Inject(READ_SOURCE) private readonly read: DataSource,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    for (const source of [this.write, this.read]) if (source.isInitialized) await source.destroy();
  }
}
