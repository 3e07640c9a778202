import { auditOf } from './audit.js';
import { Reading } from './books.js';
import { CHECKS, type Evidence } from './checks.js';
import { delivered } from './delivered.js';
import { post } from './client.js';
import type { House } from './house.js';

export interface Verdict {
  /** One sentence per fault; none when the promises held. */
  faults: string[];
  counts: Record<string, number>;
}

const SETTLE_MS = 90_000;

/** Waits until nothing is left to do, then compares ledger, database and sinks. */
export async function judge(house: House, settleMs = SETTLE_MS): Promise<Verdict> {
  const { ledger } = house;
  const reading = await Reading.open(house.parts.folder, house.parts.database?.url);
  try {
    const left = await reading.settled(settleMs);
    const evidence = {
      ...(await reading.books()),
      acknowledged: [...ledger.cases.values()],
      delivered: delivered(house),
    };
    const stuck = left > 0 ? [`${left} timers or notices were left lying for ${settleMs} ms`] : [];
    const faults = Object.values(CHECKS).flatMap((check) => check(evidence));
    return {
      faults: [...ledger.wrong, ...stuck, ...faults, ...(await auditOf(house))],
      counts: countsOf(evidence),
    };
  } finally {
    await reading.close();
  }
}

function countsOf({ cases, events, timers, notices, delivered: all }: Evidence): Record<string, number> {
  return {
    cases: cases.length,
    events: events.length,
    overdue: events.filter(({ type }) => type === 'OVERDUE').length,
    fired: timers.filter(({ state }) => state === 'FIRED').length,
    notices: notices.length,
    ambiguous: notices.filter(({ ambiguous }) => ambiguous).length,
    delivered: all.length,
    repeated: all.length - new Set(all.map(({ noticeId }) => noticeId)).size,
  };
}

/** Every acknowledged code still opens its case; gives back the case numbers where it does not. */
export async function codesOpen({ ledger, url }: House): Promise<string[]> {
  const shut: string[] = [];
  for (const { key, caseNumber, lookupCode } of ledger.cases.values()) {
    const { status } = await post(url, {
      path: '/progress',
      body: { caseNumber, lookupCode },
      key: `${key}-look`,
    });
    if (status !== 200) shut.push(caseNumber);
  }
  return shut;
}

/** Milliseconds from owed to accepted, of the notices owed since `begun`. */
export async function lagsSince({ parts }: House, begun: number): Promise<number[]> {
  const reading = await Reading.open(parts.folder, parts.database?.url);
  return reading.lagsSince(begun).finally(() => reading.close());
}
