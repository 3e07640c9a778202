import { Id, Instant, Int, Text } from '@app/platform';
import { Entity, ForeignKey } from 'typeorm';
import { CaseFile } from '../record/case-file.entity.js';

/** A browser that gave number and code of a case. The id is a keyed hash of its cookie and the case, so neither can be found from the row. */
@Entity('citizen_session')
export class CitizenSession {
  @Id() id: string;
  @Text() @ForeignKey(() => CaseFile, 'id', { name: 'fk_citizen_session_caseId' }) caseId: string;
  /** The code that was given: a later code ends the session. */
  @Int() codeVersion: number;
  @Instant() createdAt: number;
  @Instant() lastSeenAt: number;
}
