import { findRowBy, findRows, findRowsBy, inList, rawSql, sql, type Sql } from '@app/platform';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { deputyOn, isAway } from './absences.js';
import { isOfTeam, type Role } from './roles.js';
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
  findRowsBy(manager, Staff, { organisationId, active: true });

/** Names by id, also of those who left; what is null is left out. */
export async function staffNames(
  manager: EntityManager,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const staff = await findRows(manager, Staff, sql`WHERE ${inList('id', wanted)}`);
  return new Map(staff.map(({ id, name }) => [id, name]));
}

/** Who stands in, by id. Of a partner's team no one does: she would act for the agency by the rights of the absent. */
type Deputy = Pick<Staff, 'id'> & { roles: readonly Role[] };

/** The people whose deputy someone is, while they are away. */
export async function absentFor(manager: EntityManager, deputy: Deputy, today: string): Promise<Staff[]> {
  if (isOfTeam(deputy)) return [];
  const deputyId = deputy.id;
  // absences are a JSON list, and ids are unlike any other text
  const named = `%"${deputyId}"%`;
  const all = await findRows(
    manager,
    Staff,
    sql`WHERE active AND ("deputyId" = ${deputyId} OR absences LIKE ${named})`,
  );
  return all.filter((one) => isAway(one, today) && deputyOn(one, today) === deputyId);
}

/** The person, if she is away on that day and the other is her deputy. */
export async function awayBehind(
  manager: EntityManager,
  { id, deputy }: { id: string; deputy: Deputy },
  today: string,
): Promise<Staff | undefined> {
  if (isOfTeam(deputy)) return undefined;
  const staff = await findRowBy(manager, Staff, { id, active: true });
  return staff && isAway(staff, today) && deputyOn(staff, today) === deputy.id ? staff : undefined;
}

/** The name of a staff member, for rooms above; `id`: a column of the query. */
export const nameOfStaff = (id: string): Sql =>
  sql`(SELECT staff.name FROM staff WHERE staff.id = ${rawSql(id)})`;
