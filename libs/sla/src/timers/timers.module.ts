import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { DueTimers } from './due-timers.js';
import { TimerGauges } from './gauges.js';
import { RingAhead } from './ring-ahead.js';
import { TimerBook } from './timer-book.js';
import { TimerClaims } from './timer-claims.js';
import { TimerRunner } from './timer-runner.js';
import { Timer } from './timer.entity.js';
import { LivingSpeed1764400000002 } from './living-speed.migration.js';
import { Subjects1764500000002 } from './subjects.migration.js';
import { SweepIndex1764100000002 } from './sweep-index.migration.js';
import { Timers1764000000002 } from './timers.migration.js';

registerTables({
  entities: [Timer],
  migrations: [Timers1764000000002, SweepIndex1764100000002, LivingSpeed1764400000002, Subjects1764500000002],
});

@Module({
  providers: [DueTimers, RingAhead, TimerClaims, TimerBook, TimerRunner, TimerGauges],
  exports: [TimerBook, TimerRunner],
})
export class TimersModule {}
