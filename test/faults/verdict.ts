import { auditOf } from './audit.js';
import { reading, type Lags } from './books.js';
import { CHECKS, type Evidence, type Fault } from './checks.js';
import { delivered, knownAgain } from './delivered.js';
import { post } from './client.js';
import type { System } from './system.js';

export interface Verdict {
  /** One sentence per fault; empty when all promises were kept. */
  faults: string[];
  counts: Record<string, number>;
}

const SETTLE_MS = 120_000;
const LOOKING = 8;

/** Waits until nothing is left to do, then compares ledger, database and sinks. */
export async function judge(system: System, settleMs = SETTLE_MS): Promise<Verdict> {
  const { ledger } = system;
  const [left, books] = await reading(system.parts, async (read) => [
    await read.settled(settleMs, () => system.now()),
    await read.books(),
  ]);
  const evidence = { ...books, acknowledged: [...ledger.cases.values()], delivered: delivered(system) };
  const stuck = left > 0 ? [`${left} timers or notices were left lying for ${settleMs} ms`] : [];
  const found = Object.values(CHECKS).map(({ counts, find }) => ({ counts, faults: find(evidence) }));
  const said = found.flatMap(({ faults }) => faults);
  return {
    faults: [...ledger.wrong, ...stuck, ...said, ...(await auditOf(system))],
    counts: {
      ...countsOf(evidence),
      ...tally(found),
      reads: ledger.reads,
      'sms known again': knownAgain(system),
    },
  };
}

/** Number of faults by category: lost, early, doubled, broken. */
function tally(found: { counts: Fault; faults: string[] }[]): Record<Fault, number> {
  const tallied = { lost: 0, early: 0, doubled: 0, broken: 0 };
  for (const { counts, faults } of found) tallied[counts] += faults.length;
  return tallied;
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

/** Every acknowledged code still opens its case; returns the case numbers where it does not. */
export async function codesOpen({ ledger, url }: System): Promise<string[]> {
  const shut: string[] = [];
  const waiting = [...ledger.cases.values()];
  const look = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const { caseNumber, lookupCode, key } = one;
      const { status } = await post(url, {
        path: '/progress',
        body: { caseNumber, lookupCode },
        key: `${key}-look`,
      });
      if (status !== 200) shut.push(caseNumber);
    }
  };
  await Promise.all(Array.from({ length: LOOKING }, look));
  return shut;
}

/** Lags (ms) of timers due and messages owed since `begun`. */
export const lagsSince = ({ parts, backAt }: System, begun: number): Promise<Lags> =>
  reading(parts, (read) => read.lagsSince(begun, backAt));

export interface Spread {
  n: number;
  p50: number;
  p99: number;
  max: number;
}

export function spread(lags: readonly number[]): Spread {
  const sorted = lags.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { n: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
