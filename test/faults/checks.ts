import { firstBreak, type HistoryEvent } from '@app/cases';
import type { Books, NoticeRow, TimerRow } from './books.js';
import type { Delivered } from './delivered.js';
import { OWED_BY_JOURNEY } from './journey.js';
import type { Acknowledged } from './ledger.js';

/** Contents of database, ledger and sinks. */
export interface Evidence extends Books {
  acknowledged: Acknowledged[];
  delivered: Delivered[];
}

/** Category of a violation in the report. */
export type Fault = 'lost' | 'early' | 'doubled' | 'broken';

interface Check {
  counts: Fault;
  /** Returns one sentence per violation. */
  find: (evidence: Evidence) => string[];
}

/** What must hold. */
export const CHECKS = {
  casesKept: { counts: 'lost', find: casesKept },
  noneExtra: { counts: 'doubled', find: noneExtra },
  chainsWhole: { counts: 'broken', find: chainsWhole },
  noneEarly: { counts: 'early', find: noneEarly },
  noneGivenUp: { counts: 'lost', find: noneGivenUp },
  effectsOnce: { counts: 'doubled', find: effectsOnce },
  noticesOwed: { counts: 'lost', find: noticesOwed },
  noneLost: { counts: 'lost', find: noneLost },
  noneTwice: { counts: 'doubled', find: noneTwice },
} satisfies Record<string, Check>;

function casesKept({ cases, acknowledged }: Evidence): string[] {
  const stored = new Set(cases.map(({ caseNumber }) => caseNumber));
  const lost = acknowledged.filter(({ caseNumber }) => !stored.has(caseNumber));
  return lost.map(({ caseNumber }) => `${caseNumber} was acknowledged and is not stored`);
}

function noneExtra({ cases, acknowledged }: Evidence): string[] {
  const told = new Set(acknowledged.map(({ caseNumber }) => caseNumber));
  const extra = cases.filter(({ caseNumber }) => !told.has(caseNumber));
  return extra.map(({ caseNumber }) => `${caseNumber} is stored and nobody was told`);
}

function chainsWhole({ cases, events }: Evidence): string[] {
  const of = Map.groupBy(events, ({ caseId }) => caseId);
  return cases.flatMap(({ id, caseNumber, historyHead }) => {
    const seq = firstBreak((of.get(id) ?? []) as unknown as HistoryEvent[], historyHead);
    return seq === undefined ? [] : [`the history of ${caseNumber} breaks at event ${seq}`];
  });
}

function noneEarly({ timers }: Evidence): string[] {
  const early = timers.filter(({ firedAt, dueAt }) => firedAt !== null && firedAt < dueAt);
  return early.map(({ id, kind }) => `timer ${id} ${kind} fired early`);
}

function noneGivenUp({ timers }: Evidence): string[] {
  const broken = timers.filter(({ state }) => state === 'QUARANTINED');
  return broken.map(({ id, kind }) => `timer ${id} ${kind} failed five times`);
}

interface Effect {
  types: string[];
  /** Key that is the same in the timer's row and in its event. */
  ofTimer: (timer: TimerRow) => string;
  ofEvent: (facts: Record<string, unknown>) => string;
}

const ofClock = (types: string[]): Effect => ({
  types,
  ofTimer: ({ subjectId, occurrence }) => `${subjectId} ${occurrence}`,
  ofEvent: ({ clockId, rung }) => `${String(clockId)} ${String(rung)}`,
});
/** The event of each kind of fired timer. */
const EFFECTS: Record<string, Effect> = {
  'survey.goes-out': {
    types: ['SURVEY_SENT'],
    ofTimer: ({ subjectId }) => subjectId,
    ofEvent: ({ surveyId }) => String(surveyId),
  },
  'clock.rung': ofClock(['WARNED', 'CHASED']),
  'clock.due': ofClock(['OVERDUE']),
};

/** Each firing and each effect once. A timer may fire without effect if its clock ended at the same instant. */
function effectsOnce({ timers, events, clocks }: Evidence): string[] {
  const ended = new Set(clocks.filter(({ state }) => state !== 'RUNNING').map(({ id }) => id));
  return Object.entries(EFFECTS).flatMap(([kind, { types, ofTimer, ofEvent }]) => {
    const fired = tally(timers.filter((t) => t.kind === kind && t.state === 'FIRED').map(ofTimer));
    const said = tally(events.filter((e) => types.includes(e.type)).map((e) => ofEvent(e.facts)));
    const fits = (id: string) =>
      fired.get(id) === 1 && (said.get(id) === 1 || (!said.has(id) && ended.has(id.split(' ')[0]!)));
    return [...new Set([...fired.keys(), ...said.keys()])]
      .filter((id) => !fits(id))
      .map(
        (id) =>
          `${kind} of ${id} fired ${fired.get(id) ?? 0} times and left ${said.get(id) ?? 0} ${types[0]}`,
      );
  });
}

/** Kinds owed by the ladder of a promise, not by the journey. */
const BY_CLOCK = new Set([
  'clock-warning',
  'clock-overdue',
  'clock-chased',
  'referral-unaccepted',
  'before-holiday',
]);

/** The message in which a notice was sent: its own, or one that gathers several. */
const mailOf = ({ id, mailId }: NoticeRow): string => mailId ?? id;

function noticesOwed({ cases, notices, acknowledged }: Evidence): string[] {
  const idOf = new Map(cases.map(({ id, caseNumber }) => [caseNumber, id]));
  const of = Map.groupBy(notices, ({ caseId }) => caseId);
  return acknowledged
    .filter(({ finished }) => finished)
    .flatMap(({ caseNumber }) => {
      const rows = (of.get(idOf.get(caseNumber)!) ?? []).filter(({ kind }) => !BY_CLOCK.has(kind));
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
  return notices.flatMap((notice) => {
    const { id, kind, state, reason } = notice;
    if (BY_CLOCK.has(kind) && reason === 'NO_ADDRESS') return []; // the unit has no staff with that role
    if (state !== 'ACCEPTED') return [`notice ${id} ${kind} is ${state} (${reason})`];
    return arrived.has(mailOf(notice)) ? [] : [`notice ${id} ${kind} is called accepted and never arrived`];
  });
}

/**
 * Only plain SMTP may deliver twice, if the row is marked; the Message-ID is the same, otherwise it would be another
 * notice.
 */
function noneTwice({ notices, delivered: all }: Evidence): string[] {
  const known = new Map(notices.map((notice) => [mailOf(notice), notice]));
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

function tally(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
