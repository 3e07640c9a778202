import { randomBytes } from 'node:crypto';
import { TimeSource, invalid, Keyring, Problem, Reader, UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { StaffActor } from '../staff/actor.js';
import { Trail } from '../trail/trail.js';
import { tokenIsOver } from './ends.js';
import { actorOf } from '../staff/staff-actor.js';
import { Staff } from '../staff/staff.entity.js';
import { ApiToken } from './credentials.entities.js';

/** Bearer tokens of the JSON API: a token can do what its owner can, while the owner is active. */
@Injectable()
export class Tokens {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly keyring: Keyring,
    private readonly trail: Trail,
    private readonly time: TimeSource,
  ) {}

  /** Returns the token, shown once. Throws NOT_FOUND for an unknown login, INVALID for an end in the past. */
  async create(login: string, label: string, expiresAt: number | null = null): Promise<string> {
    if (expiresAt !== null && !(expiresAt > this.time.now()))
      throw invalid({ field: 'days', code: 'days-above-0' });
    const staff = await this.reader.findOneBy(Staff, { login, active: true });
    if (!staff) throw new Problem('NOT_FOUND', 'no-such-staff');
    const token = `sw_${randomBytes(32).toString('base64url')}`;
    const row = {
      id: this.keyring.hash('api-token', token),
      staffId: staff.id,
      label,
      createdAt: this.time.now(),
      expiresAt,
      revokedAt: null,
    };
    await this.work.run(async (manager) => {
      await manager.insert(ApiToken, row);
      await this.trail.note('TOKEN_CREATED', staff.id, { label });
    });
    return token;
  }

  /** The staff member behind a bearer token. Throws UNAUTHENTICATED. */
  async actor(token: string): Promise<StaffActor> {
    const row = await this.reader.findOneBy(ApiToken, { id: this.keyring.hash('api-token', token) });
    const valid = row && !tokenIsOver(row, this.time.now());
    const staff = valid ? await this.reader.findOneBy(Staff, { id: row.staffId, active: true }) : null;
    if (!staff) throw new Problem('UNAUTHENTICATED', 'token-unknown');
    return actorOf(staff);
  }
}
