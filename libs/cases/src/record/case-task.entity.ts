import { Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey, Index } from 'typeorm';
import { CaseFile } from './case-file.entity.js';

/** `ENDED`: there was nothing left to do, because the case went on or ended. */
export type TaskState = 'OPEN' | 'DONE' | 'CANCELLED' | 'ENDED';

/** 待辦: something to do on a case by a day, such as a call. Its words stand in the history; no promise moves. */
@Entity('case_task')
@Index('ux_case_task_caseId_cause', ['caseId', 'cause'], { unique: true, where: `"cause" IS NOT NULL` })
@Index('ix_case_task_caseId', ['caseId'])
@Index('ix_case_task_unitId_state_dueDate', ['unitId', 'state', 'dueDate'])
@Index('ix_case_task_handlerId_state_dueDate', ['handlerId', 'state', 'dueDate'])
@Index('ix_case_task_organisationId_state_dueDate', ['organisationId', 'state', 'dueDate'])
export class CaseTask {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_case_task_caseId' }) caseId: string;
  /** The organisation of the case. */
  @Text() organisationId: string;
  /** The unit that does it. */
  @Text() unitId: string;
  /** The person who does it; null: anyone of the unit. */
  @Text({ nullable: true }) handlerId: string | null;
  /** Id of the kind, as in config/tasks/. */
  @Text() kind: string;
  /** Last day to do it, `YYYY-MM-DD`. */
  @Text() dueDate: string;
  @Text() state: TaskState;
  @Text({ nullable: true }) outcome: string | null;
  /** How often someone tried. */
  @Int() attempts: number;
  /** Of one made by a timer: what it was made for, once. */
  @Text({ nullable: true }) cause: string | null;
  @Instant() addedAt: number;
  @Instant({ nullable: true }) endedAt: number | null;
}
