import { Id, Instant, Int, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';
import type { TimerKind, TimerState } from './kinds.js';
import { ARMED, LIVE, QUARANTINED, SWEEP_COLUMNS } from './timer-indexes.js';

/** Something that must happen at an instant. The row is the truth; a job in Redis only wakes it in time. */
@Entity('timer', { withoutRowid: true })
@Index('ux_timer_liveKey', ['liveKey'], { unique: true, where: '"liveKey" IS NOT NULL' })
@Index(`ix_timer_${SWEEP_COLUMNS.join('_')}`, SWEEP_COLUMNS, { where: ARMED })
@Index('ix_timer_subjectId', ['subjectId'], { where: LIVE })
@Index('ix_timer_state', ['state'], { where: QUARANTINED })
@Index('ix_timer_caseId', ['caseId'])
export class Timer {
  @Id() id: string;
  @Text() kind: TimerKind;
  @Text({ nullable: true }) caseId: string | null;
  /** The row it is about: a clock, a case, a questionnaire. */
  @Text() subjectId: string;
  /** Which of several timers of its kind for the subject: the rung of a ladder, or `due`. */
  @Text() occurrence: string;
  /** Increases each time the due instant is set again; a ring with an older generation does nothing. */
  @Int() generation: number;
  @Instant() dueAt: number;
  @Text() state: TimerState;
  /** `kind|subject|occurrence` while armed, null afterwards: unique, so exactly one is live. */
  @Text({ nullable: true }) liveKey: string | null;
  @Instant({ nullable: true }) rungAt: number | null;
  @Instant({ nullable: true }) firedAt: number | null;
  /** Attempts that began and did not succeed, including those that killed the process. */
  @Int() failures: number;
  /** No attempt before this instant: the back-off after a failure. */
  @Instant({ nullable: true }) retryAt: number | null;
}
