import { Flag, Instant, Text } from '@app/platform';
import { Entity, PrimaryColumn } from 'typeorm';

/**
 * Of config/ (`plan-order`: the ids of an organisation's promises in the order of their file), but for two: a
 * `declared-day` is given by hand, and a `working-calendar` says what a calendar that clocks name was made of.
 */
export type EntryKind =
  | 'organisation'
  | 'service'
  | 'commitment'
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
  /** The version new cases start with; older ones stay for the clocks that name them. */
  @Flag() current: boolean;
  @Instant() loadedAt: number;
}
