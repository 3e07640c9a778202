import { staffWho, type Actor } from '@app/people';
import { joinSql, Reader, sql, TimeSource, type Sql } from '@app/platform';
import { Catalogue } from '@app/catalogue';
import { Injectable } from '@nestjs/common';
import { COUNTED } from './counted.js';

/** Open referrals of a partner, and those of them that are overdue, each counted up to `COUNTED`. */
export interface PartnerLoad {
  open: number;
  overdue: number;
}

/** Numbers beside the configuration, for administrators, who read no case. */
@Injectable()
export class ConfiguredNumbers {
  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  /** How many clocks of the organisation run under each commitment, whatever version of it they name. */
  async running(actor: Actor): Promise<Map<string, number>> {
    const { organisationId } = staffWho(actor, 'see-configuration');
    const rows = await this.reader.ask<{ commitmentId: string; n: number }>(
      sql`SELECT k."commitmentId", SUM(k.n) AS n FROM clock_count k
        WHERE k.day = '' AND k."organisationId" = ${organisationId} GROUP BY k."commitmentId"`,
    );
    return new Map(rows.map(({ commitmentId, n }) => [commitmentId, Number(n)]));
  }

  /** By the id of each partner unit of the organisation, whichever agency refers to it. */
  async partners(actor: Actor): Promise<Map<string, PartnerLoad>> {
    const { organisationId } = staffWho(actor, 'see-configuration');
    const units = this.catalogue.unitsOf(organisationId).filter(({ kind }) => kind === 'PARTNER');
    if (units.length === 0) return new Map();
    const now = this.time.now();
    const rows = await this.reader.ask<PartnerLoad & { id: string }>(
      joinSql(
        units.map(({ id }) => load(id, now)),
        ' UNION ALL ',
      ),
    );
    return new Map(
      rows.map(({ id, open, overdue }) => [id, { open: Number(open), overdue: Number(overdue) }]),
    );
  }
}

/** An offer is overdue by its own clock, an accepted referral also by that of its chain. */
const load = (unit: string, now: number): Sql =>
  sql`SELECT ${unit} AS id, COUNT(*) AS open, SUM(held.late) AS overdue FROM
    (SELECT CASE WHEN EXISTS (SELECT 1 FROM clock k WHERE k."caseId" = r."caseId" AND k.state = 'RUNNING'
        AND k."dueAt" <= ${now} AND (k.subject = 'REFERRAL' AND k."subjectId" = r.id
          OR k.subject = 'REFERRAL_CHAIN' AND k."subjectId" = r."chainId")) THEN 1 ELSE 0 END AS late
      FROM referral r WHERE r."partnerUnitId" = ${unit} AND r.status IN ('OFFERED', 'ACCEPTED')
      LIMIT ${COUNTED}) AS held`;
