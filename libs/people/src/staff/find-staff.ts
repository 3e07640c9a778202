import { rawSql, sql, type Sql } from '@app/platform';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { Staff } from './staff.entity.js';

/** Active staff member by id or login; null if none matches. */
export function activeStaff(
  manager: EntityManager,
  name: string,
  where: FindOptionsWhere<Staff>,
): Promise<Staff | null> {
  const active = { ...where, active: true };
  return manager.findOneBy(Staff, [
    { ...active, id: name },
    { ...active, login: name.toLowerCase() },
  ]);
}

/** The name of a staff member, for rooms above; `id`: a column of the query. */
export const nameOfStaff = (id: string): Sql =>
  sql`(SELECT staff.name FROM staff WHERE staff.id = ${rawSql(id)})`;
