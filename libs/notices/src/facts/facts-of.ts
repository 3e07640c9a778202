import type { CaseContext, CaseFile, DueRow, HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { Basics, Seen } from './fact.js';
import { FACT_ROWS, type NoticeFacts } from './facts.js';
import { pausedCommitments, runningClocks } from './running-clocks.js';

/** What messages of these kinds keep: the basics, and each fact that their words may name and that is known. */
export async function factsOf(kinds: readonly string[], seen: Seen, basics: Basics): Promise<NoticeFacts> {
  const kept: Record<string, unknown> = {};
  for (const [name, { from, known = [], perhaps = [] }] of FACT_ROWS) {
    const isNamed = [...known, ...perhaps].some((text) => kinds.includes(text));
    if (from && isNamed) kept[name] = await from(seen);
  }
  return { ...basics, ...defined(kept) };
}

/** An event of a case; its clocks are read once, and only for facts that need them. */
export function seenIn(event: HistoryEvent, context: CaseContext, catalogue: Catalogue): Seen {
  return {
    file: context.file,
    event,
    running: once(() => runningClocks(context, catalogue)),
    paused: once(() => pausedCommitments(context, catalogue)),
  };
}

/** Of a case: whose it is, and who must act on the promise that the event is about. */
export const basicsOf = ({ facts }: HistoryEvent, file: CaseFile): Basics =>
  defined({
    ...ofCase(file),
    surveyId: facts.surveyId,
    confirmationId: facts.confirmationId,
    codeVersion: facts.codeVersion ?? file.codeVersion,
    ...(facts.clockId && holderOf(facts.unit, file)),
  });

/** Of one promise in a list. */
export const basicsOfDue = ({ unitId }: DueRow, file: CaseFile): Basics => ({
  ...ofCase(file),
  ...holderOf(unitId, file),
});

const ofCase = (file: CaseFile): Basics => ({
  organisation: file.organisationId,
  service: file.serviceId,
  unit: file.unitId,
  caseNumber: file.caseNumber,
  receivedAt: file.receivedAt,
});

/** Who must act on a promise: a unit, and of the case's own unit the handler. */
const holderOf = (
  acting: string | undefined,
  { unitId, handlerId }: Pick<CaseFile, 'unitId' | 'handlerId'>,
): Pick<Basics, 'acting' | 'handler'> =>
  acting === unitId && handlerId !== null ? { acting, handler: handlerId } : defined({ acting });

const defined = <T extends object>(facts: T): T =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => (found ??= read());
}
