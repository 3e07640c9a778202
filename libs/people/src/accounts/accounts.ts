import {
  joinSql,
  Limits,
  isFull,
  notFound,
  parseInput,
  Reader,
  rawSql,
  sql,
  TimeSource,
  type Sql,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { staffWho, type Actor } from '../staff/actor.js';
import { isStaffId, Staff } from '../staff/staff.entity.js';
import { TrailEvent } from '../trail/trail-event.entity.js';
import { accountQuery, type AccountQuery } from './account-forms.js';
import { BY_LOGIN } from './sign-in-limits.js';

const PAGE = 50;
const HISTORY = 100;

/** What is shown of the history of an account: what was done to it, not each sign-in. */
const ACCOUNT_EVENTS = [
  ...([
    'STAFF_CREATED',
    'STAFF_CHANGED',
    'STAFF_DEACTIVATED',
    'STAFF_REACTIVATED',
    'STAFF_UNLOCKED',
  ] as const),
  ...(['LOCKED', 'PASSWORD_SET', 'PASSWORD_CHANGED', 'TOKEN_CREATED'] as const),
  ...(['ABSENCE_SET', 'ABSENCE_ENTERED', 'ABSENCE_WITHDRAWN'] as const),
] as const;
type AccountEventType = (typeof ACCOUNT_EVENTS)[number];

export type Account = Omit<Staff, 'passwordHash' | 'formerHashes'> & {
  lastSignInAt: number | null;
  locked: boolean;
};

export interface AccountEvent {
  at: number;
  type: AccountEventType;
  /** Null: an operator at the command line, or the person. */
  by: string | null;
  detail: Record<string, unknown>;
}

/** The accounts of an organisation, as its administrators see them. */
@Injectable()
export class Accounts {
  constructor(
    private readonly reader: Reader,
    private readonly limits: Limits,
    private readonly time: TimeSource,
  ) {}

  /** In order of logins. `next`: the cursor of the page after. */
  async list(actor: Actor, input: AccountQuery): Promise<{ accounts: Account[]; next: string | null }> {
    const { organisationId } = staffWho(actor, 'manage-accounts');
    const asked = parseInput(accountQuery, input);
    const found = await this.reader.find(
      Staff,
      sql`WHERE ${joinSql(conditions(organisationId, asked), ' AND ')} ORDER BY login LIMIT ${PAGE + 1}`,
    );
    const accounts = await this.shown(found.slice(0, PAGE));
    return { accounts, next: found.length > PAGE ? accounts.at(-1)!.login : null };
  }

  /** Throws NOT_FOUND for a person of another organisation. */
  async one(actor: Actor, id: string): Promise<Account> {
    const { organisationId } = staffWho(actor, 'manage-accounts');
    const found = isStaffId(id) && (await this.reader.findOneBy(Staff, { id, organisationId }));
    if (!found) throw notFound();
    return (await this.shown([found]))[0]!;
  }

  /** What was done to the account, the newest first. */
  async history(actor: Actor, id: string): Promise<AccountEvent[]> {
    await this.one(actor, id);
    const rows = await this.reader.repository(TrailEvent).find({
      where: { staffId: id, type: In([...ACCOUNT_EVENTS]) },
      order: { seq: 'DESC' },
      take: HISTORY,
    });
    const names = await this.names(rows.map(({ detail }) => String(detail['by'] ?? '')));
    return rows.map(({ at, type, detail }) => ({
      ...{ at, type: type as AccountEventType, detail },
      by: names.get(String(detail['by'])) ?? null,
    }));
  }

  private async names(ids: readonly string[]): Promise<Map<string, string>> {
    const staff = await this.reader.findBy(Staff, { id: [...new Set(ids)] });
    return new Map(staff.map(({ id, name }) => [id, name]));
  }

  private async shown(staff: readonly Staff[]): Promise<Account[]> {
    const seen = await this.lastSignIns(staff.map(({ id }) => id));
    return Promise.all(
      staff.map(async (row) => {
        const one = withoutSecrets(row);
        const failures = await this.limits.read(BY_LOGIN, one.login);
        const locked = failures !== undefined && isFull(BY_LOGIN, failures, this.time.now());
        return { ...one, locked, lastSignInAt: seen.get(one.id) ?? null };
      }),
    );
  }

  private async lastSignIns(ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const each = ids.map(
      (id) => sql`SELECT ${id} AS id, MAX(at) AS at FROM audit_event
        WHERE "staffId" = ${id} AND type = 'SIGNED_IN'`,
    );
    const rows = await this.reader.ask<{ id: string; at: number | null }>(joinSql(each, ' UNION ALL '));
    return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, Number(at)] as const])));
  }
}

const withoutSecrets = ({ id, login, name, email, organisationId, unitId, roles, ...rest }: Staff) => {
  const { mustChangePassword, active, createdAt, deputyId, awayUntil, absences } = rest;
  const who = { id, login, name, email, organisationId, unitId, roles };
  return { ...who, mustChangePassword, active, createdAt, deputyId, awayUntil, absences };
};

function conditions(
  organisationId: string,
  { q, unit, role, state, cursor }: ReturnType<(typeof accountQuery)['parse']>,
): Sql[] {
  const like = q && `%${q.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return [
    sql`"organisationId" = ${organisationId}`,
    ...(like ? [sql`(LOWER(name) LIKE ${like} ESCAPE '\\' OR login LIKE ${like} ESCAPE '\\')`] : []),
    ...(unit ? [sql`"unitId" = ${unit}`] : []),
    ...(role ? [rawSql(`roles LIKE '%"${role}"%'`)] : []),
    ...(state ? [sql`active = ${state === 'ACTIVE'}`] : []),
    ...(cursor ? [sql`login > ${cursor}`] : []),
  ];
}
