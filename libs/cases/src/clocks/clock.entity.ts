import { Id, Instant, Int, Text } from '@app/platform';
import type { ClockState, ClockSubject } from '@app/sla/clock';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from '../record/case-file.entity.js';
import type { Standing } from './clock-standing.js';

const RUNNING = '"standing" IS NOT NULL';
const LIVE = '"endedAt" IS NULL';
/** Clocks of a unit that acts in another unit's case; those of its own cases are found by owner. */
const ELSEWHERE = '"unitId" <> "ownerUnitId"';
const NEAREST = ['standing', 'dueAt', 'id'];
const OF_SUBJECT = ['subject', 'subjectId', 'commitmentId', 'occurrence'];
const ENDED = '"endedAt" IS NOT NULL';

/** A promise being counted: a projection of the history, replaced whole by the fold. */
@Entity('clock', { withoutRowid: true })
@Index(
  'ux_clock_caseId_commitmentId_subjectId_occurrence',
  ['caseId', 'commitmentId', 'subjectId', 'occurrence'],
  { unique: true },
)
@Index('ux_clock_subject_subjectId_commitmentId_occurrence', OF_SUBJECT, {
  unique: true,
  where: '"caseId" IS NULL',
})
// for lists of running clocks (nearest first) and ended ones (newest first); small, as each row is in at most one kind
@Index('ix_clock_organisationId_standing_dueAt_id', ['organisationId', ...NEAREST], { where: RUNNING })
@Index('ix_clock_ownerUnitId_standing_dueAt_id', ['ownerUnitId', ...NEAREST], { where: RUNNING })
@Index('ix_clock_unitId_standing_dueAt_id', ['unitId', ...NEAREST], { where: `${RUNNING} AND ${ELSEWHERE}` })
@Index('ix_clock_caseId', ['caseId'], { where: LIVE })
@Index('ix_clock_organisationId_endedAt', ['organisationId', 'endedAt'], { where: ENDED })
@Index('ix_clock_ownerUnitId_endedAt', ['ownerUnitId', 'endedAt'], { where: ENDED })
@Index('ix_clock_unitId_endedAt', ['unitId', 'endedAt'], { where: `${ENDED} AND ${ELSEWHERE}` })
export class ClockRow {
  @Id() id: string;
  @Text({ nullable: true })
  @ForeignKey(() => CaseFile, 'id', { name: 'fk_clock_caseId' })
  caseId: string | null;
  @Text() organisationId: string;
  /** Who must act: the responsible unit, or the partner of a referral. */
  @Text() unitId: string;
  /** Whose case it is: the responsible unit. */
  @Text() ownerUnitId: string;
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
  /** Set while it runs; updated by its timers and by each move. */
  @Text({ nullable: true }) standing: Standing | null;
  @Int() generation: number;
}
