import { Id, Instant, Text } from '@app/platform';
import { Entity, Index } from 'typeorm';

/** A shelf that staff of every organisation read; other shelves have the id of their organisation. */
export const SHARED = 'all';

/** A question with its answer, for staff who answer calls. The number is that of the file it came from. */
@Entity('knowledge_entry')
@Index('ux_knowledge_entry_shelf_number', ['shelf', 'number'], { unique: true })
export class KnowledgeEntry {
  @Id() id: string;
  @Text() shelf: string;
  @Text() number: string;
  @Text() question: string;
  @Text() answer: string;
  /** Where the answer is published. */
  @Text() source: string;
  /** Name of the unit that answers for it. */
  @Text() unit: string;
  /** Last day before it has to be reviewed. */
  @Text() reviewOn: string;
  /** Since when its file no longer has it. */
  @Instant({ nullable: true }) retiredAt: number | null;
}

/** A version for each shelf, which changes with any of its entries. */
@Entity('knowledge_shelf')
export class KnowledgeShelf {
  @Id() id: string;
  @Text() version: string;
}
