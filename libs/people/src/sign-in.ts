import { Clock, minutes, Problem, Reader, UnitOfWork, invalid } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import { firstPassword, hashPassword, verifyPassword, weakness } from './passwords.js';
import { Sessions } from './sessions.js';
import { Staff } from './staff.entity.js';

const FAILURES_ALLOWED = 5;
const LOCKED_FOR_MINUTES = 15;
const FORMER_KEPT = 3;

export interface SignedIn {
  /** The cookie's value; only its hash is stored. */
  session: string;
  mustChangePassword: boolean;
}

/** Sign-in with lock-out after 5 failures for 15 minutes (附表十 item 33), and change of password. */
@Injectable()
export class SignIn {
  /** Checked against when there is no such account, so that the answer takes as long; made at the first sign-in. */
  private nobody?: Promise<string>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly sessions: Sessions,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The same answer, in the same time, for unknown, wrong and locked. Throws UNAUTHENTICATED. */
  async signIn(login: string, password: string): Promise<SignedIn> {
    this.nobody ??= hashPassword(firstPassword());
    const staff = await this.reader.repository(Staff).findOneBy({ login, active: true });
    const right = await verifyPassword(staff?.passwordHash ?? (await this.nobody), password);
    const locked = (staff?.lockedUntil ?? 0) > this.clock.now();
    if (staff && right && !locked) return this.welcome(staff);
    if (staff && !locked) await this.countFailure(staff.id);
    throw new Problem('UNAUTHENTICATED', 'sign-in-failed');
  }

  /** Throws INVALID that names the field; ends every other session. */
  async changePassword(staffId: string, current: string, fresh: string): Promise<void> {
    const staff = await this.reader.repository(Staff).findOneByOrFail({ id: staffId });
    if (!(await verifyPassword(staff.passwordHash, current)))
      throw invalid({ field: 'current', code: 'password-wrong' });
    const weak = weakness(fresh, staff.login);
    if (weak) throw invalid({ field: 'fresh', code: weak });
    const former = [staff.passwordHash, ...staff.formerHashes].slice(0, FORMER_KEPT);
    const reused = await Promise.all(former.map((hash) => verifyPassword(hash, fresh)));
    if (reused.includes(true)) throw invalid({ field: 'fresh', code: 'password-reused' });
    const passwordHash = await hashPassword(fresh);
    await this.work.run(async (manager) => {
      await manager.update(
        Staff,
        { id: staffId },
        { passwordHash, formerHashes: former, mustChangePassword: false },
      );
      await this.sessions.endAll(staffId);
      await this.audit.note('PASSWORD_CHANGED', staffId, {});
    });
  }

  private welcome(staff: Staff): Promise<SignedIn> {
    return this.work.run(async (manager) => {
      await manager.update(Staff, { id: staff.id }, { failures: 0, lockedUntil: null });
      await this.audit.note('SIGNED_IN', staff.id, {});
      return { session: await this.sessions.open(staff.id), mustChangePassword: staff.mustChangePassword };
    });
  }

  private countFailure(staffId: string): Promise<void> {
    return this.work.run(async (manager) => {
      const { failures } = await manager.findOneByOrFail(Staff, { id: staffId });
      const full = failures + 1 >= FAILURES_ALLOWED;
      const lockedUntil = full ? this.clock.now() + minutes(LOCKED_FOR_MINUTES) : null;
      await manager.update(Staff, { id: staffId }, { failures: full ? 0 : failures + 1, lockedUntil });
      await this.audit.note(full ? 'LOCKED' : 'SIGN_IN_FAILED', staffId, {});
    });
  }
}
