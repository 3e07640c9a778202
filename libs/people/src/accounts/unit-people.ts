import { Reader, sql } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { staffWho, type Actor } from '../staff/actor.js';
import type { Role } from '../staff/roles.js';

/** The active accounts of a unit. */
export interface PeopleOfUnit {
  active: number;
  /** Of a person with several roles each is counted. */
  roles: Partial<Record<Role, number>>;
}

/** How many people each unit of an organisation has, without naming them. */
@Injectable()
export class UnitPeople {
  constructor(private readonly reader: Reader) {}

  /** By the id of the unit; units without an active account are not in it. */
  async count(actor: Actor): Promise<Map<string, PeopleOfUnit>> {
    const { organisationId } = staffWho(actor, 'see-configuration');
    const rows = await this.reader.ask<{ unitId: string; roles: string; n: number }>(
      sql`SELECT "unitId", roles, COUNT(*) AS n FROM staff
        WHERE "organisationId" = ${organisationId} AND active = TRUE GROUP BY "unitId", roles`,
    );
    const units = new Map<string, PeopleOfUnit>();
    for (const { unitId, roles, n } of rows) {
      const unit = units.get(unitId) ?? { active: 0, roles: {} };
      unit.active += Number(n);
      for (const role of JSON.parse(roles) as Role[]) unit.roles[role] = (unit.roles[role] ?? 0) + Number(n);
      units.set(unitId, unit);
    }
    return units;
  }
}
