import { Flag, Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CaseFile, type ChaseState } from '@app/cases';

/** That the lists of an organisation were made on a day: once, also where none of them names a case. */
@Entity('morning_day')
export class MorningDay {
  @Id() organisationId: string;
  /** `YYYY-MM-DD` in Taipei. */
  @PrimaryColumn({ type: 'text' }) day: string;
  @Instant() begunAt: number;
}

/** 稽催清單: what was overdue in a unit on a morning, or due that day; and that its head has read it. */
@Entity('chase_list')
@Index('ix_chase_list_organisationId_day', ['organisationId', 'day'])
export class ChaseList {
  @Id() unitId: string;
  @PrimaryColumn({ type: 'text' }) day: string;
  @Text() organisationId: string;
  @Instant() madeAt: number;
  @Int() overdue: number;
  @Int() dueToday: number;
  /** There were more than the list names. */
  @Flag() more: boolean;
  @Instant({ nullable: true }) acknowledgedAt: number | null;
  @Text({ nullable: true }) acknowledgedBy: string | null;
  /** What will be done, in the words of who read it. */
  @Text({ nullable: true }) plan: string | null;
}

/** One promise on a list, as it stood that morning. */
@Entity('chase_list_row')
@Index('ix_chase_list_row_caseId', ['caseId'])
export class ChaseListRow {
  @Id() unitId: string;
  @PrimaryColumn({ type: 'text' }) day: string;
  /** From 1, the longest overdue first. */
  @PrimaryColumn({ type: 'integer' }) place: number;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_chase_list_row_caseId' }) caseId: string;
  @Text() caseNumber: string;
  @Text() clockId: string;
  @Text() commitmentId: string;
  /** Who had to act: the unit of the list, or another. */
  @Text() actingUnitId: string;
  /** Of the case, where its own unit had to act. */
  @Text({ nullable: true }) handlerId: string | null;
  @Instant() dueAt: number;
  @Text() dueDate: string;
  @Flag() late: boolean;
  /** Working days since the due date, or until it. */
  @Int() workingDays: number;
  /** What the acting unit was last asked (催辦): whether it had been answered, and until when it was to be. */
  @Text({ nullable: true }) chaseId: string | null;
  @Instant({ nullable: true }) chaseAskedAt: number | null;
  @Text({ nullable: true }) chaseDueDate: string | null;
  @Text({ nullable: true }) chaseState: ChaseState | null;
}

/** Who wants the morning sheet by mail; without a row she does. */
@Entity('morning_setting')
export class MorningSetting {
  @Id() staffId: string;
  @Flag() wanted: boolean;
  @Instant() changedAt: number;
}
