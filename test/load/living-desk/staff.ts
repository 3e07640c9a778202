import type { UnitEntry } from '@app/catalogue';
import type { NewStaff, Role, StaffActor } from '@app/people';
import type { INestApplicationContext } from '@nestjs/common';
import { ORGANISATIONS } from './mix.ts';
import { rooms } from './rooms.ts';

/** Password of everybody on a measured desk; its data is made up. */
export const PASSWORD = 'Living-Desk-2026';

/** Who works at a measured desk, by login: an agent and a supervisor per organisation, a handler and a head per unit. */
export type StaffByLogin = Map<string, StaffActor>;

export const agentOf = (organisation: string) => `${organisation}.agent`;
export const supervisorOf = (organisation: string) => `${organisation}.supervisor`;
export const handlerOf = (unit: string) => `${unit}.handler`;
export const headOf = (unit: string) => `${unit}.head`;

/** Creates the accounts through the register. Units without a parent have an agency's agent and supervisor beside them. */
export async function hireStaff(desk: INestApplicationContext): Promise<StaffByLogin> {
  const { Catalogue, StaffRegister } = await rooms();
  const [catalogue, register] = [desk.get(Catalogue), desk.get(StaffRegister)];
  const staff: StaffByLogin = new Map();
  for (const organisation of Object.keys(ORGANISATIONS))
    for (const wanted of accounts(organisation, catalogue.unitsOf(organisation))) {
      const { id } = await register.create(wanted, { password: PASSWORD });
      const { name, organisationId, unitId } = wanted;
      staff.set(wanted.login, {
        ...{ kind: 'staff', id, name, organisationId, unitId },
        roles: wanted.roles,
      });
    }
  return staff;
}

function accounts(organisation: string, units: Pick<UnitEntry, 'id' | 'kind'>[]): NewStaff[] {
  const account = (login: string, unitId: string, roles: Role[]): NewStaff => ({
    ...{ login, name: `承辦 ${login}`, organisationId: organisation, unitId, roles },
    email: `${login}@agency.example`,
  });
  return [
    account(agentOf(organisation), units[0]!.id, ['FRONTLINE_AGENT', 'REGISTRY_CLERK']),
    account(supervisorOf(organisation), units[0]!.id, ['CONTROL_OFFICER', 'AGENCY_HEAD']),
    ...units.flatMap(({ id, kind }) => [
      account(handlerOf(id), id, kind === 'PARTNER' ? ['PARTNER'] : ['CASE_HANDLER']),
      account(headOf(id), id, kind === 'PARTNER' ? ['PARTNER'] : ['UNIT_HEAD', 'CASE_HANDLER']),
    ]),
  ];
}
