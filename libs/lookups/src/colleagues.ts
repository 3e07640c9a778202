import { colleaguesOf, isAway, Staff, type Role, type StaffActor } from '@app/people';
import { joinSql, Reader, sql, taipeiDate, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Someone whom a case can be given to. */
export interface Colleague {
  id: string;
  name: string;
  unitId: string;
  away: boolean;
  /** Open cases in their hands, counted up to `MOST`; undefined where not asked for. */
  open: number | undefined;
}

const HANDLE: readonly Role[] = ['CASE_HANDLER', 'UNIT_HEAD', 'FRONTLINE_AGENT', 'REGISTRY_CLERK'];
const MOST = 100;
/** Of a larger organisation the others are named without their number. */
const COUNTED_PEOPLE = 200;

/** The people of an organisation who work on cases. Callers show them to staff of the same organisation only. */
@Injectable()
export class Colleagues {
  constructor(
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  async list({ organisationId }: Pick<StaffActor, 'organisationId'>): Promise<Colleague[]> {
    const today = taipeiDate(this.time.now());
    const all = await colleaguesOf(this.reader.repository(Staff).manager, organisationId);
    return all
      .filter(({ roles }) => roles.some((role) => HANDLE.includes(role)))
      .map((one) => ({ ...one, away: isAway(one, today), open: undefined }))
      .map(({ id, name, unitId, away, open }) => ({ id, name, unitId, away, open }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-TW'));
  }

  /** The same with the number of open cases of each. */
  async withLoad(actor: Pick<StaffActor, 'organisationId'>): Promise<Colleague[]> {
    const people = await this.list(actor);
    const asked = people.slice(0, COUNTED_PEOPLE);
    if (asked.length === 0) return [];
    const each = asked.map(
      ({ id }) => sql`SELECT ${id} AS id, COUNT(*) AS n FROM (SELECT 1 FROM case_file f
        WHERE f."handlerId" = ${id} AND f.open = TRUE LIMIT ${MOST}) AS held`,
    );
    const rows = await this.reader.ask<{ id: string; n: number }>(joinSql(each, ' UNION ALL '));
    const open = new Map(rows.map(({ id, n }) => [id, Number(n)]));
    return people.map((one) => ({ ...one, open: open.get(one.id) }));
  }
}
