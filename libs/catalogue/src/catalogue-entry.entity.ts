import { Flag, Instant, Text } from '@app/platform';
import { Entity, PrimaryColumn } from 'typeorm';

/**
 * All from config/ (`plan-order`: the ids of an organisation's promises in the order of their file) except two: a
 * `declared-day` is declared by hand, and a `working-calendar` stores the parts of a calendar that clocks name.
 */
export type EntryKind =
  | 'organisation'
  | 'service'
  | 'commitment'
  | 'form'
  | 'class'
  | 'task'
  | 'plan-order'
  | 'calendar'
  | 'special-day'
  | 'declared-day'
  | 'working-calendar';

/** One version of one entry, never changed once stored. `version` is a hash of its content. */
@Entity('catalogue_entry')
export class CatalogueEntry {
  @PrimaryColumn({ type: 'text' }) kind: EntryKind;
  @PrimaryColumn({ type: 'text' }) id: string;
  @PrimaryColumn({ type: 'text' }) version: string;
  @Text() content: string;
  /** Whether new cases start with this version; older ones are kept for the clocks that name them. */
  @Flag() current: boolean;
  @Instant() loadedAt: number;
}
