import { Int } from '@app/platform';
import { Entity, PrimaryColumn } from 'typeorm';
import type { Standing } from './clock-standing.js';

const Key = () => PrimaryColumn({ type: 'text' });

/**
 * Number of clocks by standing, acting unit, owning unit and commitment: updated in the transaction that changes the
 * clocks, so that a board shows totals without reading the clocks. `bin/desk audit` verifies them.
 */
@Entity('clock_count', { withoutRowid: true })
export class ClockCount {
  /** Empty for running clocks; for `KEPT` the day on which the promise was kept. */
  @Key() day: string;
  @Key() organisationId: string;
  @Key() ownerUnitId: string;
  @Key() unitId: string;
  @Key() commitmentId: string;
  @Key() standing: Standing | 'KEPT';
  /** Each count is spread over several rows, so that concurrent transactions do not wait for one row. */
  @PrimaryColumn({ type: 'integer' }) slot: number;
  @Int() n: number;
}
