import { Id, Instant, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';

/** A due date that a new calendar would make earlier: it waits for a person's yes; until then the promised one holds. */
@Entity('earlier_date')
@Index('ix_earlier_date_organisationId', ['organisationId'])
export class EarlierDate {
  @Id() clockId: string;
  @Text() caseId: string;
  @Text() organisationId: string;
  @Text() unitId: string;
  @Text() commitmentId: string;
  /** What was promised. */
  @Text() promised: string;
  /** What it would be. */
  @Text() earlier: string;
  /** The calendar that would make it so. */
  @Text() calendarVersion: string;
  @Instant() proposedAt: number;
}
