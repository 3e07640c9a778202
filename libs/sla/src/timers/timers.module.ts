import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { TimerBook } from './timer-book.js';
import { TimerRunner } from './timer-runner.js';
import { Timer } from './timer.entity.js';
import { Timers1764000000002 } from './timers.migration.js';

registerTables({ entities: [Timer], migrations: [Timers1764000000002] });

@Module({ providers: [TimerBook, TimerRunner], exports: [TimerBook, TimerRunner] })
export class TimersModule {}
