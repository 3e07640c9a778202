import { firstPassword, Staff, StaffRegister, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { DEMO_STAFF, type DemoLogin } from './staff.js';

export interface SignIns {
  actors: Record<DemoLogin, StaffActor>;
  lines: string[];
}

/** Accounts of the demonstration, with a new password at each start, which is stored only as a hash. */
export async function signInsOf(desk: INestApplicationContext): Promise<SignIns> {
  const password = firstPassword();
  const register = desk.get(StaffRegister);
  const actors = {} as Record<DemoLogin, StaffActor>;
  for (const [login, staff] of Object.entries(DEMO_STAFF) as [DemoLogin, (typeof DEMO_STAFF)[DemoLogin]][]) {
    const known = await desk.get(Reader).repository(Staff).findOneBy({ login });
    const id = known?.id ?? (await register.create(staff, { password })).id;
    if (known) await register.setPassword(id, password);
    actors[login] = {
      kind: 'staff',
      id,
      name: staff.name,
      organisationId: 'demo',
      unitId: staff.unitId,
      roles: staff.roles,
    };
  }
  return {
    actors,
    lines: [`sign in at /desk as ${Object.keys(DEMO_STAFF).join(', ')} — password of all: ${password}`],
  };
}
