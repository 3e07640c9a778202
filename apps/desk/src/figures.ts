import type { Reader } from '@app/platform';

/** `from` inclusive, `to` exclusive. */
export interface Period {
  from: number;
  to: number;
}

/** First contact: solved at once / (solved at once + cases logged by the same channel); see the commitment's entry. */
export interface ChannelFigures {
  organisation: string;
  channel: string;
  contactsSolvedAtOnce: number;
  cases: number;
  firstContactRate: number | null;
}

export interface PromiseFigures {
  organisation: string;
  commitment: string;
  onTime: number;
  late: number;
  /** Still running, and due in the period. */
  overdue: number;
}

const CHANNELS = `SELECT organisation, channel, SUM(contacts) AS contacts, SUM(cases) AS cases FROM (
    SELECT "organisationId" AS organisation, channel, COUNT(*) AS contacts, 0 AS cases FROM contact
      WHERE at >= $1 AND at < $2 GROUP BY "organisationId", channel
    UNION ALL
    SELECT "organisationId", channel, 0, COUNT(*) FROM case_file
      WHERE "receivedAt" >= $1 AND "receivedAt" < $2 AND origin <> 'IMPORTED' GROUP BY "organisationId", channel
  ) AS both_doors GROUP BY organisation, channel ORDER BY organisation, channel`;

const PROMISES = `SELECT "organisationId" AS organisation, "commitmentId" AS commitment,
    SUM(CASE WHEN state = 'ON_TIME' THEN 1 ELSE 0 END) AS "onTime",
    SUM(CASE WHEN state = 'LATE' THEN 1 ELSE 0 END) AS late,
    SUM(CASE WHEN state = 'RUNNING' THEN 1 ELSE 0 END) AS overdue
  FROM clock
  WHERE (state IN ('ON_TIME', 'LATE') AND "endedAt" >= $1 AND "endedAt" < $2)
    OR (state = 'RUNNING' AND "dueAt" >= $1 AND "dueAt" < $2 AND "dueAt" <= $3)
  GROUP BY "organisationId", "commitmentId" ORDER BY "organisationId", "commitmentId"`;

/** Imported cases are not counted: their outcome is what another system said. */
export async function channelFigures(reader: Reader, { from, to }: Period): Promise<ChannelFigures[]> {
  const rows = await reader.rows<Record<string, string>>(CHANNELS, [from, to]);
  return rows.map(({ organisation, channel, ...counts }) => {
    const [contacts, cases] = [Number(counts['contacts']), Number(counts['cases'])];
    const firstContactRate = contacts === 0 ? null : Math.round((contacts / (contacts + cases)) * 1e4) / 1e4;
    return {
      organisation: organisation!,
      channel: channel!,
      contactsSolvedAtOnce: contacts,
      cases,
      firstContactRate,
    };
  });
}

export async function promiseFigures(
  reader: Reader,
  { from, to }: Period,
  now: number,
): Promise<PromiseFigures[]> {
  const rows = await reader.rows<Record<string, string>>(PROMISES, [from, to, now]);
  return rows.map(({ organisation, commitment, onTime, late, overdue }) => ({
    ...{ organisation: organisation!, commitment: commitment! },
    ...{ onTime: Number(onTime), late: Number(late), overdue: Number(overdue) },
  }));
}
