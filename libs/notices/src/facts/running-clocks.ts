import { clocksOf, type CaseContext, type ClockRow, type HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';

/** A clock of the case that runs, with what its rule says. */
export interface RunningClock {
  row: ClockRow;
  startOn: readonly string[];
  stopOn: readonly string[];
  extendable: boolean;
}

/** The clocks of the case that run now, the nearest due first. */
export async function runningClocks(context: CaseContext, catalogue: Catalogue): Promise<RunningClock[]> {
  const rows = await clocksOf(context, 'RUNNING');
  return rows.map((row) => {
    const rule = catalogue.clock(row.commitmentId, row.commitmentVersion)?.rule;
    const { startOn = [], stopOn = [], extension } = rule ?? {};
    return { row, startOn, stopOn, extendable: extension !== undefined };
  });
}

/** Ids of the public commitments of the case whose clocks stand still now. */
export async function pausedCommitments(context: CaseContext, catalogue: Catalogue): Promise<string[]> {
  const rows = await clocksOf(context, 'PAUSED');
  const ids = [...new Set(rows.map(({ commitmentId }) => commitmentId))];
  return ids.filter((id) => catalogue.commitment(id)?.public);
}

type Which = (clock: RunningClock, facts: HistoryEvent['facts']) => boolean;

const ofReferral: Which = ({ row }, facts) =>
  row.subjectId !== '' && [facts.referralId, facts.chainId].includes(row.subjectId);
const endsWithAcceptance = ({ stopOn }: RunningClock) => stopOn.includes('REFERRAL_ACCEPTED');

/** A referral is accepted by one date and answered by another. */
export const acceptance: Which = (clock, facts) => ofReferral(clock, facts) && endsWithAcceptance(clock);
export const partnersReply: Which = (clock, facts) => ofReferral(clock, facts) && !endsWithAcceptance(clock);

/** Until when the unit asked gives its opinion. */
export const opinion: Which = ({ row }, { coHandlingId }) =>
  coHandlingId !== undefined && row.subjectId === coHandlingId;

/** The promise that was extended; without a name each that can be. */
export const extended: Which = ({ row, extendable }, facts) =>
  extendable && (facts.commitment ?? row.commitmentId) === row.commitmentId;
export const furtherExplanation: Which = ({ startOn }) => startOn.includes('DISSATISFIED');

/** The nearest due date of the clocks meant. */
export const dueDateOf = (
  clocks: readonly RunningClock[],
  which: Which,
  { facts }: HistoryEvent,
): string | undefined => clocks.find((clock) => which(clock, facts))?.row.dueDate ?? undefined;
