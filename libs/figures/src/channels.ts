import { binds, type Catalogue, type RateEntry } from '@app/catalogue';
import { sql, type Reader, type Sql } from '@app/platform';
import type { Period } from './period.js';

export interface ChannelFigures {
  organisation: string;
  channel: string;
  contactsSolvedAtOnce: number;
  cases: number;
}

/**
 * First-contact rate: solved at once / (solved at once + cases logged by the same channel), over the services that
 * its commitment binds.
 */
export interface FirstContactFigures {
  organisation: string;
  commitment: string;
  /** Null: all channels in which something was solved at once. */
  channel: string | null;
  contactsSolvedAtOnce: number;
  cases: number;
  rate: number;
  target: number;
}

/** What was only added to a case was not solved by the call; a call that was undone never was one. */
const counted = sql`"undoneAt" IS NULL AND ending <> 'ATTACHED'`;
const doorsOf = ({ from, to }: Period, of?: string): Sql =>
  sql`SELECT organisation, service, channel, SUM(contacts) AS contacts, SUM(cases) AS cases FROM (
      SELECT "organisationId" AS organisation, "serviceId" AS service, channel,
          COUNT(*) AS contacts, 0 AS cases
        FROM contact WHERE at >= ${from} AND at < ${to} AND ${counted}${ofAgency(of)} GROUP BY "organisationId", "serviceId", channel
      UNION ALL
      SELECT "organisationId", "serviceId", channel, 0, COUNT(*)
        FROM case_file WHERE "receivedAt" >= ${from} AND "receivedAt" < ${to} AND origin <> 'IMPORTED'
          AND "confirmBy" IS NULL${ofAgency(of)}${of === undefined ? sql`` : BY_INDEX}
        GROUP BY "organisationId", "serviceId", channel
    ) AS both_doors GROUP BY organisation, service, channel ORDER BY organisation, channel, service`;

const ofAgency = (id: string | undefined): Sql =>
  id === undefined ? sql`` : sql` AND "organisationId" = ${id}`;
/** Both values, so that the index of open and ended cases by agency is used. */
const BY_INDEX = sql` AND open IN (TRUE, FALSE)`;

/** Counts of one service and channel. */
interface Door {
  organisation: string;
  service: string;
  channel: string;
  contacts: number;
  cases: number;
}

/** Imported cases are not counted: their outcome comes from another system. Nor are reports that were never confirmed. */
async function doors(reader: Reader, period: Period, organisation?: string): Promise<Door[]> {
  const rows = await reader.ask<Door>(doorsOf(period, organisation));
  return rows.map((row) => ({ ...row, contacts: Number(row.contacts), cases: Number(row.cases) }));
}

export async function channelFigures(reader: Reader, period: Period): Promise<ChannelFigures[]> {
  const found = Map.groupBy(
    await doors(reader, period),
    ({ organisation, channel }) => `${organisation} ${channel}`,
  );
  return [...found.values()].map((of) => {
    const { organisation, channel } = of[0]!;
    return { organisation, channel, ...totals(of) };
  });
}

/** Each rate that this system measures, of one agency or of all, by channel and in total; none where nothing was solved at once. */
export async function firstContactFigures(
  reader: Reader,
  catalogue: Pick<Catalogue, 'commitments' | 'services'>,
  period: Period,
  organisation?: string,
): Promise<FirstContactFigures[]> {
  const all = await doors(reader, period, organisation);
  const measured = catalogue
    .commitments()
    .filter((one) => one.kind === 'rate' && one.measure === 'FIRST_CONTACT');
  return (measured as RateEntry[]).flatMap((entry) => {
    const bound = new Set(
      catalogue
        .services()
        .filter((service) => binds(entry, service))
        .map(({ id }) => id),
    );
    const byChannel = Map.groupBy(
      all.filter(({ service }) => bound.has(service)),
      ({ channel }) => channel,
    );
    const answering = [...byChannel].filter(([, of]) => totals(of).contactsSolvedAtOnce > 0);
    if (answering.length === 0) return [];
    return [...answering, [null, answering.flatMap(([, of]) => of)] as const].map(([channel, of]) =>
      rateOf(entry, channel, of),
    );
  });
}

function rateOf({ organisation, id, target }: RateEntry, channel: string | null, of: readonly Door[]) {
  const { contactsSolvedAtOnce, cases } = totals(of);
  const rate = Math.round((contactsSolvedAtOnce / (contactsSolvedAtOnce + cases)) * 1e4) / 1e4;
  return { organisation, commitment: id, channel, contactsSolvedAtOnce, cases, rate, target };
}

const totals = (of: readonly Door[]) => ({
  contactsSolvedAtOnce: of.reduce((sum, { contacts }) => sum + contacts, 0),
  cases: of.reduce((sum, { cases }) => sum + cases, 0),
});
