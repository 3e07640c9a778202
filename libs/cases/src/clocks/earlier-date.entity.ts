import { Id, Instant, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';

/**
 * A due date that a new calendar would make earlier: it waits until a person agrees; until then the promised date
 * applies.
 */
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
  /** The version of the calendar that makes it earlier. */
  @Text() calendarVersion: string;
  @Instant() proposedAt: number;
}
