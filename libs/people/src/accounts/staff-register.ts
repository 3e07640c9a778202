import { TimeSource, invalid, Limits, line, newId, parseInput, Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Trail } from '../trail/trail.js';
import { absenceSetting, checkDeputy, type AbsenceSetting } from '../staff/deputies.js';
import { firstPassword, hashPassword } from './passwords.js';
import { ROLES } from '../staff/roles.js';
import { BY_LOGIN } from './sign-in-limits.js';
import { isLogin, Staff } from '../staff/staff.entity.js';
import { StaffSession } from './credentials.entities.js';

const newStaff = z.object({
  login: line(64).refine(isLogin, 'login'),
  name: line(100),
  email: z
    .email('email')
    .nullish()
    .transform((v) => v ?? null),
  organisationId: line(64),
  unitId: line(64),
  roles: z.array(z.enum(ROLES)).min(1),
  deputyId: z
    .string()
    .nullish()
    .transform((v) => v ?? null),
});
export type NewStaff = z.input<typeof newStaff>;

/**
 * Creates, changes and disables accounts (附表十 item 1). Called by the operators' command line and by
 * `AccountChanges`, which check organisation and unit.
 */
@Injectable()
export class StaffRegister {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly limits: Limits,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  /** Returns the first password, which must be changed at first sign-in unless `keepPassword`. */
  async create(
    input: NewStaff,
    options: { password?: string; by?: string } = {},
  ): Promise<{ id: string; password: string }> {
    const staff = parseInput(newStaff, input);
    const { login } = staff;
    const taken = () => invalid({ field: 'login', code: 'login-taken' });
    if (await this.reader.repository(Staff).existsBy({ login })) throw taken();
    const password = options.password ?? firstPassword();
    const passwordHash = await hashPassword(password);
    const id = newId(this.time.now());
    if (staff.deputyId) checkDeputy({ ...staff, id }, await this.byId(staff.deputyId));
    const account = {
      active: true,
      mustChangePassword: !options.password,
      formerHashes: [],
      awayUntil: null,
      absences: [],
    };
    const by = options.by === undefined ? {} : { by: options.by };
    await this.work.run(async (manager) => {
      // the same login may have been taken while the password was hashed
      await this.trail.hold();
      if (await manager.existsBy(Staff, { login })) throw taken();
      await manager.insert(Staff, { ...staff, ...account, id, passwordHash, createdAt: this.time.now() });
      await this.trail.note('STAFF_CREATED', id, { roles: staff.roles, unit: staff.unitId, ...by });
    });
    return { id, password };
  }

  /** Sets a password on behalf of an operator; ends the sessions of the old one. */
  async setPassword(id: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.work.run(async (manager) => {
      await manager.update(Staff, { id }, { passwordHash });
      const { login } = await manager.findOneByOrFail(Staff, { id });
      await manager.delete(StaffSession, { staffId: id });
      await this.limits.clear(BY_LOGIN, login);
      await this.trail.note('PASSWORD_SET', id, {});
    });
  }

  /** Sets or removes a deputy, begins or ends an absence; returns the result. Throws INVALID. */
  async setAbsence(id: string, input: AbsenceSetting): Promise<Pick<Staff, 'deputyId' | 'awayUntil'>> {
    const change = parseInput(absenceSetting, input);
    return this.work.run(async (manager) => {
      const staff = await manager.findOneByOrFail(Staff, { id });
      if (change.deputyId) checkDeputy(staff, await manager.findOneBy(Staff, { id: change.deputyId }));
      const { deputyId = staff.deputyId, awayUntil = staff.awayUntil } = change;
      await manager.update(Staff, { id }, { deputyId, awayUntil });
      await this.trail.note('ABSENCE_SET', id, { deputy: deputyId, awayUntil });
      return { deputyId, awayUntil };
    });
  }

  byLogin(login: string): Promise<Staff | null> {
    return this.reader.repository(Staff).findOneBy({ login });
  }

  count(): Promise<number> {
    return this.reader.repository(Staff).countBy({ active: true });
  }

  /** Names and addresses of the active staff of a unit who hold one of the roles. */
  async ofUnit(unitId: string): Promise<Staff[]> {
    return this.reader.repository(Staff).findBy({ unitId, active: true });
  }

  byId(id: string): Promise<Staff | null> {
    return this.reader.repository(Staff).findOneBy({ id });
  }
}
