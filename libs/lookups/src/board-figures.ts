import { CaseAccess, type Scope } from '@app/cases';
import { staffWho, type Actor, type StaffActor } from '@app/people';
import {
  days,
  inList,
  joinSql,
  KeptFor,
  minutes,
  Reader,
  sql,
  taipeiDate,
  taipeiMidnight,
  TimeSource,
  type Sql,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Colleagues, type Colleague } from './colleagues.js';
import { clockScopes } from './scope.js';

/** Promises of one commitment, unit and channel: how many were kept, were late, or are open and overdue. */
export interface Attained {
  commitmentId: string;
  /** Who had to act: a unit, or a partner. */
  unitId: string;
  channel: string;
  kept: number;
  late: number;
  /** Not kept so far, and so not kept. */
  open: number;
}

export interface Load extends Pick<Colleague, 'id' | 'name' | 'unitId' | 'away'> {
  /** Open cases in their hands and those of them that are overdue, each counted up to `LOAD_COUNTED`. */
  open: number;
  overdue: number;
}

export interface BoardFigures {
  from: number;
  at: number;
  attained: Attained[];
  people: Load[];
}

const WITHIN_DAYS = 30;
export const LOAD_COUNTED = 100;
/** Of a larger unit the first are shown. */
const PEOPLE = 200;
const KEPT_MS = minutes(1);
/** What a scope holds is counted once a minute in each process; the oldest are forgotten first. */
const SCOPES = 200;

type Counted = Omit<Attained, 'kept' | 'late' | 'open'> & { outcome: 'kept' | 'late' | 'open'; n: number };

/** How promises were kept lately, and who has how much in hand. The newest 30 days: older ones are in the report. */
@Injectable()
export class BoardFiguresLookup {
  private readonly kept = new KeptFor<BoardFigures>(KEPT_MS, SCOPES);

  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly colleagues: Colleagues,
    private readonly time: TimeSource,
  ) {}

  /** Throws NOT_FOUND for staff without a board. */
  show(actor: Actor): Promise<BoardFigures> {
    const staff = staffWho(actor, 'see-board');
    const scope = this.access.scopeOf(staff);
    const now = this.time.now();
    return this.kept.of(JSON.stringify(scope), now, () => this.count(staff, scope, now));
  }

  private async count(staff: StaffActor, scope: Scope, now: number): Promise<BoardFigures> {
    const from = taipeiMidnight(taipeiDate(now)) - days(WITHIN_DAYS);
    const attained = await this.attained(scope, from, now);
    return { from, at: now, attained, people: await this.people(staff, scope, now) };
  }

  private async attained(scope: Scope, from: number, now: number): Promise<Attained[]> {
    const looks = clockScopes(scope).flatMap((within) => [ended(within, from, now), overdue(within, now)]);
    const rows = await this.reader.ask<Counted>(
      sql`SELECT p."commitmentId", p."unitId", f.channel, p.outcome, COUNT(*) AS n
        FROM (${joinSql(looks, ' UNION ')}) AS p JOIN case_file f ON f.id = p."caseId"
        GROUP BY p."commitmentId", p."unitId", f.channel, p.outcome`,
    );
    const places = new Map<string, Attained>();
    for (const { outcome, n, ...place } of rows) {
      const key = Object.values(place).join(' ');
      const found = places.get(key) ?? { ...place, kept: 0, late: 0, open: 0 };
      places.set(key, { ...found, [outcome]: Number(n) });
    }
    return [...places.values()];
  }

  private async people(staff: StaffActor, { units }: Scope, now: number): Promise<Load[]> {
    const all = await this.colleagues.list(staff);
    const seen = all.filter(({ unitId }) => units === 'ALL' || units.includes(unitId)).slice(0, PEOPLE);
    if (seen.length === 0) return [];
    const each = seen.map(
      ({ id }) => sql`SELECT ${id} AS id, ${held(id)} AS open, ${held(id, now)} AS overdue`,
    );
    const rows = await this.reader.ask<{ id: string; open: number; overdue: number }>(
      joinSql(each, ' UNION ALL '),
    );
    const counts = new Map(rows.map((row) => [row.id, row]));
    return seen
      .map(({ id, name, unitId, away }) => {
        const { open, overdue } = counts.get(id)!;
        return { id, name, unitId, away, open: Number(open), overdue: Number(overdue) };
      })
      .toSorted((a, b) => b.overdue - a.overdue || b.open - a.open);
  }
}

const PROMISE = sql`SELECT k.id, k."caseId", k."commitmentId", k."unitId",`;
const RUNNING = inList('k.standing', ['ON_TRACK', 'WARNING', 'OVERDUE']);

/** A promise that was broken and then ended without an answer was not kept; one that was recalled was taken back. */
const ended = (within: Sql, from: number, now: number): Sql =>
  sql`${PROMISE} CASE WHEN k.state = 'ON_TIME' THEN 'kept' ELSE 'late' END AS outcome
    FROM clock k WHERE ${within} AND k."endedAt" >= ${from} AND k."endedAt" <= ${now}
    AND (k.state IN ('ON_TIME', 'LATE')
      OR k.state = 'CANCELLED' AND k."endedAt" >= k."dueAt" AND k.subject <> 'REFERRAL_CHAIN')`;

const overdue = (within: Sql, now: number): Sql =>
  sql`${PROMISE} 'open' AS outcome FROM clock k WHERE ${within} AND ${RUNNING} AND k."dueAt" <= ${now}`;

/** How many open cases someone has; with `due`, those that were due by then. */
const held = (id: string, due?: number): Sql =>
  sql`(SELECT COUNT(*) FROM (SELECT 1 FROM case_file f WHERE f."handlerId" = ${id} AND f.open = TRUE
    ${due === undefined ? sql`` : sql`AND f."listOrder" <= ${due}`} LIMIT ${LOAD_COUNTED}) AS held)`;
