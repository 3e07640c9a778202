import { invalid, Limits, networkOf, Problem, Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Trail } from '../trail/trail.js';
import { firstPassword, hashPassword, verifyPassword, weakness } from './passwords.js';
import { Sessions } from './sessions.js';
import { BY_LOGIN, BY_NETWORK, BY_SESSION_OWNER } from './sign-in-limits.js';
import type { StaffActor } from '../staff/actor.js';
import { actorOf } from '../staff/staff-actor.js';
import { isLogin, Staff } from '../staff/staff.entity.js';

const FORMER_KEPT = 3;

export interface SignedIn {
  /** The cookie's value; only its hash is stored. */
  session: string;
  mustChangePassword: boolean;
  actor: StaffActor;
}

const refused = () => new Problem('UNAUTHENTICATED', 'sign-in-failed');
const tooMany = (code: string, { withinMs }: { withinMs: number }) =>
  new Problem('TOO_MANY', code, { retryAfterSeconds: withinMs / 1_000 });

const outcomeOf = (place: number | undefined) => {
  if (place === undefined) return 'SIGN_IN_REFUSED';
  return place === BY_LOGIN.most ? 'LOCKED' : 'SIGN_IN_FAILED';
};

/**
 * Sign-in and change of password. Each attempt is counted first, in one statement that refuses past the limit; then the
 * password is hashed, outside any transaction; a right one is uncounted. So concurrent attempts are tested no more
 * often than consecutive ones.
 */
@Injectable()
export class SignIn {
  /**
   * Hash that is checked when there is no such account, so that the answer takes as long; made at the first sign-in.
   */
  private dummyHash?: Promise<string>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly sessions: Sessions,
    private readonly limits: Limits,
    private readonly trail: Trail,
  ) {}

  /**
   * The same answer, the same writes and the same time for unknown, wrong and locked. Throws UNAUTHENTICATED, and
   * TOO_MANY when the network failed too often, on any accounts.
   */
  async signIn(login: string, password: string, address: string): Promise<SignedIn> {
    this.dummyHash ??= hashPassword(firstPassword());
    const network = networkOf(address);
    const place = await this.reserve(login, network);
    const staff = await this.find(login);
    const hash = place === undefined ? undefined : staff?.passwordHash;
    const right = await verifyPassword(hash ?? (await this.dummyHash), password);
    if (staff && hash && right) return this.welcome(staff, network);
    await this.trail.note(outcomeOf(place), staff?.id ?? null, {});
    throw refused();
  }

  /** Ends every session. Throws INVALID naming the field, TOO_MANY after wrong current passwords. */
  async changePassword(staffId: string, current: string, fresh: string): Promise<void> {
    if ((await this.limits.take(BY_SESSION_OWNER, staffId)) === undefined)
      throw tooMany('too-many-passwords', BY_SESSION_OWNER);
    const staff = await this.reader.repository(Staff).findOneByOrFail({ id: staffId });
    const wrong = invalid({ field: 'current', code: 'password-wrong' });
    if (!(await verifyPassword(staff.passwordHash, current))) throw wrong;
    await this.limits.clear(BY_SESSION_OWNER, staffId);
    const weak = weakness(fresh, staff.login);
    if (weak) throw invalid({ field: 'fresh', code: weak });
    const former = [staff.passwordHash, ...staff.formerHashes].slice(0, FORMER_KEPT);
    const reused = await Promise.all(former.map((hash) => verifyPassword(hash, fresh)));
    if (reused.includes(true)) throw invalid({ field: 'fresh', code: 'password-reused' });
    const passwordHash = await hashPassword(fresh);
    await this.work.run(async (manager) => {
      const changed = { passwordHash, formerHashes: former, mustChangePassword: false };
      const { affected } = await manager.update(Staff, this.asRead(staff), changed);
      if (!affected) throw wrong; // changed by another request meanwhile
      await this.sessions.endAll(staffId);
      await this.trail.note('PASSWORD_CHANGED', staffId, {});
    });
  }

  private reserve(login: string, network: string): Promise<number | undefined> {
    return this.work.run(async () => {
      const place = await this.limits.take(BY_NETWORK, network);
      if (place === undefined) throw tooMany('too-many-sign-ins', BY_NETWORK);
      return this.limits.take(BY_LOGIN, login);
    });
  }

  /**
   * Input that cannot be a login is replaced by one that does not exist: the same query, and none that a database
   * refuses.
   */
  private find(login: string): Promise<Staff | null> {
    const asked = isLogin(login) ? login : '';
    return this.reader.repository(Staff).findOneBy({ login: asked, active: true });
  }

  private welcome(staff: Staff, network: string): Promise<SignedIn> {
    return this.work.run(async (manager) => {
      await this.limits.release(BY_NETWORK, network);
      await this.limits.clear(BY_LOGIN, staff.login);
      // locks the row: if the password was changed meanwhile this fails; a later change ends this session too
      const { passwordHash } = staff;
      const { affected } = await manager.update(Staff, this.asRead(staff), { passwordHash });
      if (!affected) throw refused();
      await this.trail.note('SIGNED_IN', staff.id, {});
      const { mustChangePassword } = staff;
      return { session: await this.sessions.open(staff.id), mustChangePassword, actor: actorOf(staff) };
    });
  }

  private asRead({ id, passwordHash }: Staff) {
    return { id, passwordHash, active: true };
  }
}
