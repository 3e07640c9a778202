import { Flag, Id, Instant, Json, Text } from '@app/platform';
import { Entity, Index, PrimaryColumn } from 'typeorm';

/** Filters of the desk's lists that a person saved under a name. */
@Entity('saved_list')
@Index('ux_saved_list_staffId_nameKey', ['staffId', 'nameKey'], { unique: true })
@Index('ix_saved_list_unitId', ['unitId'])
export class SavedList {
  @Id() id: string;
  @Text() staffId: string;
  /** The unit of that person when it was shared; only its staff see it. */
  @Text() unitId: string;
  @Flag() shared: boolean;
  @Text() name: string;
  /** The name as it is compared: case, width and spaces are alike. */
  @Text() nameKey: string;
  /** Queue and filters, by name. Never the text of a search, which may be a person's. */
  @Json() filters: Record<string, string>;
  @Instant() createdAt: number;
}

/** One row a person: it is locked while her lists change, so that their number holds under many at once. */
@Entity('saved_list_owner')
export class SavedListOwner {
  @PrimaryColumn({ type: 'text' }) staffId: string;
  @Instant() changedAt: number;
}
