import { Int } from '@app/platform';
import { Entity, PrimaryColumn } from 'typeorm';
import type { Standing } from './clock-standing.js';

const Key = () => PrimaryColumn({ type: 'text' });

/**
 * How many clocks stand how, by who must act, whose case it is and which promise: kept beside the clocks in the same
 * transaction, so that a board shows totals without reading the clocks. `bin/desk audit` counts them again.
 */
@Entity('clock_count', { withoutRowid: true })
export class ClockCount {
  /** Empty for what runs; for `KEPT` the day on which it was kept. */
  @Key() day: string;
  @Key() organisationId: string;
  @Key() ownerUnitId: string;
  @Key() unitId: string;
  @Key() commitmentId: string;
  @Key() standing: Standing | 'KEPT';
  /** Several rows for each count, so that transactions side by side do not wait for one row. */
  @PrimaryColumn({ type: 'integer' }) slot: number;
  @Int() n: number;
}
