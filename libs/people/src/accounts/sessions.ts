import { randomBytes } from 'node:crypto';
import { TimeSource, Keyring, minutes, Reader, SETTINGS, UnitOfWork, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { StaffActor } from '../staff/actor.js';
import { sessionIsOver } from './ends.js';
import { actorOf } from '../staff/staff-actor.js';
import { Staff } from '../staff/staff.entity.js';
import { StaffSession } from './credentials.entities.js';

/** How often the time of the last activity is stored. */
const SEEN_EVERY_MS = minutes(1);

export interface OpenSession {
  actor: StaffActor;
  mustChangePassword: boolean;
}

/** Sessions of browsers: opaque random ids, idle time-out, revocable at once. */
@Injectable()
export class Sessions {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async open(staffId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.time.now();
    const row = { id: this.keyring.hash('session', token), staffId, createdAt: now, lastSeenAt: now };
    await this.work.run((manager) => manager.insert(StaffSession, row));
    return token;
  }

  /**
   * The session of this cookie, or undefined when it is unknown, idle too long or its owner was disabled.
   * `unattended`: requested by a script of the page, not by the person, so it does not count as activity.
   */
  async find(token: string, { unattended = false } = {}): Promise<OpenSession | undefined> {
    const session = await this.reader.findOneBy(StaffSession, { id: this.keyring.hash('session', token) });
    const { IDLE_LOGOUT_MINUTES } = this.settings;
    if (!session || sessionIsOver(session, this.time.now(), IDLE_LOGOUT_MINUTES)) return undefined;
    const staff = await this.reader.findOneBy(Staff, { id: session.staffId, active: true });
    if (!staff) return undefined;
    if (!unattended) await this.seen(session);
    return { actor: actorOf(staff), mustChangePassword: staff.mustChangePassword };
  }

  /**
   * Whose session this was, also once it is over by idle time, while its row is kept: what she had typed is kept for
   * her. It opens nothing.
   */
  async lastOwner(token: string): Promise<string | undefined> {
    const id = this.keyring.hash('session', token);
    const session = await this.reader.findOneBy(StaffSession, { id });
    const active = session && (await this.reader.findOneBy(Staff, { id: session.staffId, active: true }));
    return active?.id;
  }

  async end(token: string): Promise<void> {
    await this.work.run((manager) =>
      manager.delete(StaffSession, { id: this.keyring.hash('session', token) }),
    );
  }

  async endAll(staffId: string): Promise<void> {
    await this.work.run((manager) => manager.delete(StaffSession, { staffId }));
  }

  private async seen(session: StaffSession): Promise<void> {
    const now = this.time.now();
    if (now - session.lastSeenAt < SEEN_EVERY_MS) return;
    await this.work.run((manager) => manager.update(StaffSession, { id: session.id }, { lastSeenAt: now }));
  }
}
