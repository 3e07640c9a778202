import { ClockRow, type CaseContext, type CaseFile, type HistoryEvent } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import { findRows } from '@app/platform';

/** What a notice's words are made from: ids, numbers and dates. Never personal data, never a code. */
export interface NoticeFacts {
  organisation: string;
  /** Of the case, where it is about one. */
  service?: string;
  unit?: string;
  caseNumber?: string;
  receivedAt?: number;
  /** Several things that one message names, each with facts of its own, and how many there are in all. */
  items?: NoticeFacts[];
  count?: number;
  /** How many of them it names. */
  named?: number;
  /** Of the demonstration desk: never through a real gateway. */
  demonstration?: boolean;
  partner?: string;
  district?: string;
  lastDay?: string;
  commitment?: string;
  dueDate?: string;
  acceptBy?: string;
  replyBy?: string;
  newDueDate?: string;
  surveyId?: string;
  codeVersion?: number;
  /** Commitments whose clocks stand still. */
  paused?: string[];
  /** The unit that must act, and the id of the handler where it is the case's own. */
  acting?: string;
  handler?: string;
  /** Which door of the desk the recipient has: a partner team opens referrals, the others cases. */
  door?: 'referrals';
  /** A long holiday, and the first working day after it. */
  offFrom?: string;
  offTo?: string;
  backOn?: string;
  [fact: string]: unknown;
}

type Dates = Pick<NoticeFacts, 'acceptBy' | 'replyBy' | 'newDueDate'>;

/** The facts of one event, with the dates its clocks run to now. */
export async function factsOf(
  event: HistoryEvent,
  context: CaseContext,
  catalogue: Catalogue,
): Promise<NoticeFacts> {
  const {
    organisationId: organisation,
    serviceId: service,
    unitId: unit,
    caseNumber,
    receivedAt,
    district,
  } = context.file;
  const {
    partner,
    lastDay,
    commitment,
    dueDate,
    surveyId,
    codeVersion = context.file.codeVersion,
  } = event.facts;
  const said = {
    partner,
    lastDay,
    commitment,
    dueDate,
    surveyId,
    codeVersion,
    district: district ?? undefined,
  };
  const dates = await datesOf(event, context, catalogue);
  const paused = event.type === 'CORRECTION_REQUESTED' ? await pausedNow(context, catalogue) : undefined;
  const holder = event.facts.clockId ? holderOf(event.facts.unit, context.file) : {};
  return defined({
    organisation,
    service,
    unit,
    caseNumber,
    receivedAt,
    ...said,
    ...holder,
    ...dates,
    paused,
  });
}

/** Who must act on a promise: a unit, and of the case's own unit the handler. */
export const holderOf = (
  acting: string | undefined,
  { unitId, handlerId }: Pick<CaseFile, 'unitId' | 'handlerId'>,
): Pick<NoticeFacts, 'acting' | 'handler'> =>
  acting === unitId && handlerId !== null ? { acting, handler: handlerId } : defined({ acting });

/** Events whose notices name a date that a clock says. */
const DATED: Partial<Record<HistoryEvent['type'], (event: HistoryEvent, clocks: Dated[]) => Dates>> = {
  REFERRED: referralDates,
  REFERRAL_ACCEPTED: referralDates,
  REFERRAL_RETURNED: referralDates,
  EXTENDED: ({ facts }, clocks) => ({
    newDueDate: first(
      clocks.filter(
        ({ row, extendable }) => extendable && (facts.commitment ?? row.commitmentId) === row.commitmentId,
      ),
    ),
  }),
  DISSATISFIED: (_event, clocks) => ({
    newDueDate: first(clocks.filter(({ startOn }) => startOn.includes('DISSATISFIED'))),
  }),
};

/** Public promises of the case that stand still; undefined when none does. */
async function pausedNow(
  { manager, file }: CaseContext,
  catalogue: Catalogue,
): Promise<string[] | undefined> {
  const rows = await findRows(manager, ClockRow, `WHERE "caseId" = $1 AND state = 'PAUSED'`, [file.id]);
  const ids = [...new Set(rows.map(({ commitmentId }) => commitmentId))];
  const shown = ids.filter((id) => catalogue.commitment(id)?.public);
  return shown.length > 0 ? shown : undefined;
}

interface Dated {
  row: ClockRow;
  startOn: readonly string[];
  stopOn: readonly string[];
  extendable: boolean;
}

async function datesOf(
  event: HistoryEvent,
  { manager, file }: CaseContext,
  catalogue: Catalogue,
): Promise<Dates> {
  const choose = DATED[event.type];
  if (!choose) return {};
  const running = `WHERE "caseId" = $1 AND state = 'RUNNING' ORDER BY "dueAt"`;
  const rows = await findRows(manager, ClockRow, running, [file.id]);
  const dated = rows.map((row) => {
    const rule = catalogue.clock(row.commitmentId, row.commitmentVersion)?.rule;
    return {
      row,
      startOn: rule?.startOn ?? [],
      stopOn: rule?.stopOn ?? [],
      extendable: rule?.extension !== undefined,
    };
  });
  return choose(event, dated);
}

/** A referral is accepted by one date and answered by another. */
function referralDates({ facts }: HistoryEvent, clocks: Dated[]): Dates {
  const own = clocks.filter(
    ({ row }) => row.subjectId !== '' && [facts.referralId, facts.chainId].includes(row.subjectId),
  );
  const accepting = ({ stopOn }: Dated) => stopOn.includes('REFERRAL_ACCEPTED');
  return { acceptBy: first(own.filter(accepting)), replyBy: first(own.filter((clock) => !accepting(clock))) };
}

const first = (clocks: Dated[]): string | undefined => clocks[0]?.row.dueDate ?? undefined;

const defined = <T extends object>(facts: T): T =>
  Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== undefined)) as T;
