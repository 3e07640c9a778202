import { askWith, Int } from '@app/platform';
import { Entity, PrimaryColumn, type EntityManager } from 'typeorm';

/** Last serial given per organisation and day. Gaps are allowed. */
@Entity('case_serial', { withoutRowid: true })
export class CaseSerial {
  @PrimaryColumn({ type: 'text' }) organisationId: string;
  @PrimaryColumn({ type: 'text' }) day: string;
  @Int() n: number;
}

/** Takes the next `count` serials of a day; returns the first. */
export async function takeSerials(
  manager: EntityManager,
  organisationId: string,
  day: string,
  count = 1,
): Promise<number> {
  const sql = `INSERT INTO case_serial ("organisationId", day, n) VALUES ($1, $2, $3)
    ON CONFLICT ("organisationId", day) DO UPDATE SET n = case_serial.n + $3 RETURNING n`;
  const rows = await askWith<{ n: number }>(manager, sql, [organisationId, day, count]);
  return Number(rows[0]!.n) - count + 1;
}
