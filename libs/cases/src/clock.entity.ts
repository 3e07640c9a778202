import { Id, Instant, Int, Text } from '@app/platform';
import type { ClockState, ClockSubject } from '@app/sla/clock';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

/** A promise at work: a projection of the history, replaced whole by the fold. WARNING and OVERDUE are derived when read. */
@Entity('clock')
@Index(
  'ux_clock_caseId_commitmentId_subjectId_occurrence',
  ['caseId', 'commitmentId', 'subjectId', 'occurrence'],
  { unique: true },
)
@Index('ix_clock_state_dueAt', ['state', 'dueAt'])
@Index('ix_clock_organisationId_state_dueAt', ['organisationId', 'state', 'dueAt'])
@Index('ix_clock_organisationId_endedAt', ['organisationId', 'endedAt'])
export class ClockRow {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_clock_caseId' }) caseId: string;
  @Text() organisationId: string;
  /** Who must act: the responsible unit, or the partner of a referral. */
  @Text() unitId: string;
  @Text() commitmentId: string;
  @Text() commitmentVersion: string;
  @Text() calendarVersion: string;
  @Text() subject: ClockSubject;
  @Text() subjectId: string;
  @Int() occurrence: number;
  @Text() state: ClockState;
  @Instant() startedAt: number;
  @Instant({ nullable: true }) endedAt: number | null;
  @Instant({ nullable: true }) dueAt: number | null;
  @Text({ nullable: true }) dueDate: string | null;
  /** First warning of the ladder: from then on the clock shows as WARNING. */
  @Instant({ nullable: true }) warnAt: number | null;
  @Int() generation: number;
}
