import type { StaffActor } from './actor.js';
import type { Staff } from './staff.entity.js';

export const actorOf = ({ id, name, organisationId, unitId, roles }: Staff): StaffActor => ({
  kind: 'staff',
  id,
  name,
  organisationId,
  unitId,
  roles,
});
