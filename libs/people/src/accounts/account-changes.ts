import { invalid, Limits, notFound, parseInput, Problem, TimeSource, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { staffWho, type Actor, type StaffActor } from '../staff/actor.js';
import { isStaffId, Staff } from '../staff/staff.entity.js';
import type { UnitTree } from '../staff/unit-tree.js';
import { Trail } from '../trail/trail.js';
import { accountForm, checkPlace, newAccountForm } from './account-forms.js';
import { ApiToken, StaffSession } from './credentials.entities.js';
import { firstPassword, hashPassword } from './passwords.js';
import { BY_LOGIN, BY_SESSION_OWNER } from './sign-in-limits.js';
import { StaffRegister } from './staff-register.js';

const CHANGED = ['name', 'email', 'unitId', 'roles'] as const;
const notNow = (code: string) => new Problem('NOT_ALLOWED', code);

/** What an administrator does with the accounts of the own organisation; each act is noted in the trail. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly work: UnitOfWork,
    private readonly register: StaffRegister,
    private readonly limits: Limits,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  /** Returns the temporary password, shown once. Throws INVALID. */
  async create(actor: Actor, input: object, units: UnitTree): Promise<{ id: string; password: string }> {
    const { id: by, organisationId } = staffWho(actor, 'manage-accounts');
    const form = parseInput(newAccountForm, input);
    checkPlace(units, form, organisationId);
    return this.register.create({ ...form, organisationId }, { by });
  }

  /** Name, address, unit and roles. Throws INVALID, and NOT_ALLOWED for the last administrator. */
  async change(actor: Actor, id: string, input: object, units: UnitTree): Promise<void> {
    staffWho(actor, 'manage-accounts');
    const change = parseInput(accountForm, input);
    await this.within(actor, id, async (staff, by, manager) => {
      checkPlace(units, change, staff.organisationId);
      const added = change.roles.filter((role) => !staff.roles.includes(role));
      if (by.id === id && added.length > 0) throw invalid({ field: 'roles', code: 'own-roles' });
      const differs = CHANGED.filter((key) => JSON.stringify(staff[key]) !== JSON.stringify(change[key]));
      if (differs.length === 0) return;
      const part = (of: typeof change) =>
        Object.fromEntries(differs.map((key) => [key, key === 'email' ? of[key] !== null : of[key]]));
      await this.trail.note('STAFF_CHANGED', id, { by: by.id, from: part(staff), to: part(change) });
      await manager.update(Staff, { id }, change);
      await this.oneAdminLeft(manager, staff);
    });
  }

  /** Ends sessions and tokens, too. Throws NOT_ALLOWED for the last administrator. */
  async deactivate(actor: Actor, id: string): Promise<void> {
    await this.within(actor, id, async (staff, by, manager) => {
      if (!staff.active) throw notNow('account-inactive');
      await this.trail.note('STAFF_DEACTIVATED', id, { by: by.id });
      await manager.update(Staff, { id }, { active: false });
      await manager.delete(StaffSession, { staffId: id });
      await manager.update(ApiToken, { staffId: id, revokedAt: IsNull() }, { revokedAt: this.time.now() });
      await this.oneAdminLeft(manager, staff);
    });
  }

  /** With the password as before; tokens stay revoked. */
  async reactivate(actor: Actor, id: string): Promise<void> {
    await this.within(actor, id, async (staff, by, manager) => {
      if (staff.active) throw notNow('account-active');
      await this.trail.note('STAFF_REACTIVATED', id, { by: by.id });
      await manager.update(Staff, { id }, { active: true });
    });
  }

  /** Ends the quarter of an hour after five wrong passwords. */
  async unlock(actor: Actor, id: string): Promise<void> {
    await this.within(actor, id, async (staff, by) => {
      await this.trail.note('STAFF_UNLOCKED', id, { by: by.id });
      await this.limits.clear(BY_LOGIN, staff.login);
      await this.limits.clear(BY_SESSION_OWNER, id);
    });
  }

  /** A temporary password, shown once and to be changed at the next sign-in; ends the sessions of the old one. */
  async newPassword(actor: Actor, id: string): Promise<string> {
    staffWho(actor, 'manage-accounts');
    const password = firstPassword();
    const passwordHash = await hashPassword(password);
    await this.within(actor, id, async (staff, by, manager) => {
      if (!staff.active) throw notNow('account-inactive');
      if (by.id === id) throw notNow('own-password');
      await this.trail.note('PASSWORD_SET', id, { by: by.id });
      await manager.update(Staff, { id }, { passwordHash, mustChangePassword: true });
      await manager.delete(StaffSession, { staffId: id });
      await this.limits.clear(BY_LOGIN, staff.login);
    });
    return password;
  }

  /** Throws NOT_FOUND for a person of another organisation. */
  private async within(
    actor: Actor,
    id: string,
    work: (staff: Staff, by: StaffActor, manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    const by = staffWho(actor, 'manage-accounts');
    await this.work.run(async (manager) => {
      // acts on accounts wait for each other, so that each sees what the other did
      await this.trail.hold();
      const { organisationId } = by;
      const staff = isStaffId(id) && (await manager.findOneBy(Staff, { id, organisationId }));
      if (!staff) throw notFound();
      await work(staff, by, manager);
    });
  }

  /** An organisation that had an administrator keeps one. */
  private async oneAdminLeft(manager: EntityManager, { roles, organisationId }: Staff): Promise<void> {
    if (!roles.includes('ADMIN')) return;
    const others = await manager.findBy(Staff, { organisationId, active: true });
    if (!others.some((one) => one.roles.includes('ADMIN'))) throw notNow('last-admin');
  }
}
