import { setTimeout as pause } from 'node:timers/promises';
import { firstBreak, type HistoryEvent } from '@app/cases';
import { Reading, type Books } from './books.js';
import { delivered, type Delivered } from './delivered.js';
import { post } from './client.js';
import type { House } from './house.js';
import { OWED_BY_JOURNEY } from './journey.js';
import type { Acknowledged } from './ledger.js';

export interface Verdict {
  /** One sentence per fault; none when the promises held. */
  faults: string[];
  counts: Record<string, number>;
}

interface Evidence extends Books {
  acknowledged: Acknowledged[];
  delivered: Delivered[];
}

const SETTLE_MS = 40_000;

/** Waits until nothing is left to do, then compares ledger, database and sinks. */
export async function judge(house: House): Promise<Verdict> {
  const { ledger } = house;
  const reading = await Reading.open(house.parts.folder, house.parts.database?.url);
  try {
    const left = await settled(reading);
    const evidence = {
      ...(await reading.books()),
      acknowledged: [...ledger.cases.values()],
      delivered: delivered(house),
    };
    const stuck = left > 0 ? [`${left} timers or notices were left lying for ${SETTLE_MS} ms`] : [];
    const faults = Object.values(CHECKS).flatMap((check) => check(evidence));
    return { faults: [...ledger.wrong, ...stuck, ...faults], counts: countsOf(evidence) };
  } finally {
    await reading.close();
  }
}

async function settled(reading: Reading): Promise<number> {
  const until = performance.now() + SETTLE_MS;
  for (;;) {
    const left = await reading.left(Date.now());
    if (left === 0 || performance.now() > until) return left;
    await pause(100);
  }
}

/** What must hold, each as a list of sentences about what does not. */
export const CHECKS = {
  casesOnce,
  chainsWhole,
  timersOnce,
  effectsOnce,
  noticesOwed,
  noneLost,
  noneTwice,
} satisfies Record<string, (evidence: Evidence) => string[]>;

function casesOnce({ cases, acknowledged }: Evidence): string[] {
  const stored = new Set(cases.map(({ caseNumber }) => caseNumber));
  const lost = acknowledged.filter(({ caseNumber }) => !stored.has(caseNumber));
  const extra = cases.length - new Set(acknowledged.map(({ caseNumber }) => caseNumber)).size;
  return [
    ...lost.map(({ caseNumber }) => `${caseNumber} was acknowledged and is not stored`),
    ...(extra === 0 ? [] : [`${extra} cases more stored than acknowledged`]),
  ];
}

function chainsWhole({ cases, events }: Evidence): string[] {
  const of = Map.groupBy(events, ({ caseId }) => caseId);
  return cases.flatMap(({ id, caseNumber, historyHead }) => {
    const seq = firstBreak((of.get(id) ?? []) as unknown as HistoryEvent[], historyHead);
    return seq === undefined ? [] : [`the history of ${caseNumber} breaks at event ${seq}`];
  });
}

function timersOnce({ timers }: Evidence): string[] {
  const early = timers.filter(({ firedAt, dueAt }) => firedAt !== null && firedAt < dueAt);
  const broken = timers.filter(({ state }) => state === 'QUARANTINED');
  return [
    ...early.map(({ id, kind }) => `timer ${id} ${kind} fired early`),
    ...broken.map(({ id, kind }) => `timer ${id} ${kind} failed five times`),
  ];
}

/** Which event a fired timer leaves behind, and where the event names the timer's subject. */
const EFFECTS: Record<string, { type: string; subject: string }> = {
  'survey.goes-out': { type: 'SURVEY_SENT', subject: 'surveyId' },
  'clock.due': { type: 'OVERDUE', subject: 'clockId' },
};

function effectsOnce({ timers, events }: Evidence): string[] {
  return Object.entries(EFFECTS).flatMap(([kind, { type, subject }]) => {
    const fired = tally(timers.filter((t) => t.kind === kind && t.state === 'FIRED').map((t) => t.subjectId));
    const said = tally(events.filter((e) => e.type === type).map((e) => String(e.facts[subject])));
    return [...new Set([...fired.keys(), ...said.keys()])]
      .filter((id) => fired.get(id) !== 1 || said.get(id) !== 1)
      .map(
        (id) => `${kind} of ${id} fired ${fired.get(id) ?? 0} times and left ${said.get(id) ?? 0} ${type}`,
      );
  });
}

function noticesOwed({ cases, notices, acknowledged }: Evidence): string[] {
  const idOf = new Map(cases.map(({ id, caseNumber }) => [caseNumber, id]));
  const of = Map.groupBy(notices, ({ caseId }) => caseId);
  return acknowledged
    .filter(({ finished }) => finished)
    .flatMap(({ caseNumber }) => {
      const rows = of.get(idOf.get(caseNumber)!) ?? [];
      const found = rows
        .map(({ kind, channel }) => `${kind} ${channel}`)
        .toSorted()
        .join(', ');
      const owed = OWED_BY_JOURNEY.toSorted().join(', ');
      return found === owed ? [] : [`${caseNumber} owes ${owed}, but has ${found}`];
    });
}

function noneLost({ notices, delivered: all }: Evidence): string[] {
  const arrived = new Set(all.map(({ noticeId }) => noticeId));
  return notices.flatMap(({ id, kind, state, reason }) => {
    if (state !== 'ACCEPTED') return [`notice ${id} ${kind} is ${state} (${reason})`];
    return arrived.has(id) ? [] : [`notice ${id} ${kind} is called accepted and never arrived`];
  });
}

/** Twice is forgiven to plain SMTP alone, when the row says so; the Message-ID was the same, or this would be another notice. */
function noneTwice({ notices, delivered: all }: Evidence): string[] {
  const known = new Map(notices.map((notice) => [notice.id, notice]));
  const times = Map.groupBy(all, ({ noticeId }) => noticeId);
  return [...times].flatMap(([id, copies]) => {
    const notice = known.get(id);
    if (!notice) return [`a message ${id} arrived that nobody owes`];
    const forgiven = notice.ambiguous && copies.every(({ by }) => by === 'smtp');
    return copies.length === 1 || forgiven
      ? []
      : [`notice ${id} ${notice.kind} arrived ${copies.length} times`];
  });
}

function countsOf({ cases, events, timers, notices, delivered: all }: Evidence): Record<string, number> {
  return {
    cases: cases.length,
    events: events.length,
    fired: timers.filter(({ state }) => state === 'FIRED').length,
    notices: notices.length,
    ambiguous: notices.filter(({ ambiguous }) => ambiguous).length,
    delivered: all.length,
    repeated: all.length - new Set(all.map(({ noticeId }) => noticeId)).size,
  };
}

function tally(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
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
