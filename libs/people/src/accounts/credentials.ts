import {
  TimeSource,
  Keyring,
  Reader,
  SETTINGS,
  type Settings,
  inList,
  rawSql,
  sql,
  type Sql,
} from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { StaffActor } from '../staff/actor.js';
import type { Role } from '../staff/roles.js';
import { sessionIsOver, tokenIsOver } from './ends.js';

/** The stored session or token with which a long-lived connection was opened; not a secret. */
export interface Credential {
  kind: 'session' | 'token';
  id: string;
}

interface Row {
  credential: string;
  id: string;
  name: string;
  organisationId: string;
  unitId: string;
  roles: string;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
}

const HOLDER = 's.id, s.name, s."organisationId", s."unitId", s.roles';
/** Staff who must change the password see no page until then. */
const SESSIONS =
  rawSql(`SELECT c.id AS credential, c."createdAt", c."lastSeenAt", ${HOLDER} FROM staff_session c
  JOIN staff s ON s.id = c."staffId" AND s.active AND NOT s."mustChangePassword"`);
const TOKENS = rawSql(`SELECT c.id AS credential, c."expiresAt", c."revokedAt", ${HOLDER} FROM api_token c
  JOIN staff s ON s.id = c."staffId" AND s.active`);

/** Checks whether the credentials of many open connections are still valid, with one query per kind. */
@Injectable()
export class Credentials {
  constructor(
    private readonly reader: Reader,
    private readonly keyring: Keyring,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  session = (token: string): Credential => ({ kind: 'session', id: this.keyring.hash('session', token) });
  token = (token: string): Credential => ({ kind: 'token', id: this.keyring.hash('api-token', token) });

  /**
   * The staff by id of the credential; ended ones are absent. This check is no activity, so idle sessions still end.
   */
  async holders(credentials: readonly Credential[]): Promise<Map<string, StaffActor>> {
    const now = this.time.now();
    const [sessions, tokens] = await Promise.all([
      this.rows(SESSIONS, credentials, 'session'),
      this.rows(TOKENS, credentials, 'token'),
    ]);
    const live = [
      ...sessions.filter((row) => !sessionIsOver(row, now, this.settings.IDLE_LOGOUT_MINUTES)),
      ...tokens.filter((row) => !tokenIsOver(row, now)),
    ];
    return new Map(live.map((row) => [row.credential, holderOf(row)]));
  }

  private async rows(held: Sql, all: readonly Credential[], kind: Credential['kind']): Promise<Row[]> {
    const ids = [...new Set(all.filter((one) => one.kind === kind).map(({ id }) => id))];
    if (ids.length === 0) return [];
    return this.reader.ask<Row>(sql`${held} WHERE ${inList('c.id', padTo2(ids))}`);
  }
}

/** Pads the list to a power of two by repeating the last id, so that there are few different statements to prepare. */
function padTo2(ids: readonly string[]): string[] {
  const size = 2 ** Math.ceil(Math.log2(ids.length));
  return [...ids, ...Array<string>(size - ids.length).fill(ids.at(-1)!)];
}

const holderOf = ({ id, name, organisationId, unitId, roles }: Row): StaffActor => ({
  kind: 'staff',
  id,
  name,
  organisationId,
  unitId,
  roles: JSON.parse(roles) as Role[],
});
