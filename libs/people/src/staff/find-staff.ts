import { rawSql, sql, type Sql } from '@app/platform';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { isAway } from './deputies.js';
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

/** All active staff of an organisation. */
export const colleaguesOf = (manager: EntityManager, organisationId: string): Promise<Staff[]> =>
  manager.findBy(Staff, { organisationId, active: true });

/** The people whose deputy someone is, while they are away. */
export async function absentFor(manager: EntityManager, deputyId: string, today: string): Promise<Staff[]> {
  const all = await manager.findBy(Staff, { deputyId, active: true });
  return all.filter((one) => isAway(one, today));
}

/** The person, if she is away on that day and the other is her deputy. */
export async function awayBehind(
  manager: EntityManager,
  { id, deputyId }: { id: string; deputyId: string },
  today: string,
): Promise<Staff | undefined> {
  const staff = await manager.findOneBy(Staff, { id, deputyId, active: true });
  return staff && isAway(staff, today) ? staff : undefined;
}

/** The name of a staff member, for rooms above; `id`: a column of the query. */
export const nameOfStaff = (id: string): Sql =>
  sql`(SELECT staff.name FROM staff WHERE staff.id = ${rawSql(id)})`;
