import { Catalogue, type ServiceEntry } from '@app/catalogue';
import { insertRows, invalid, type FieldProblem } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { History } from '../history/history.js';
import { CaseDecision, type DecisionCode } from '../record/case-decision.entity.js';
import type { CaseContext } from '../record/case-context.js';
import { documentNumber } from '../record/document-number.js';
import type { HistoryEvent } from '../record/history-event.entity.js';
import { lastEvent } from '../record/last-event.js';

type Place = Pick<CaseContext, 'manager' | 'file'>;

/** The input of the act, each field in its form. */
interface Recorded {
  decision: DecisionCode;
  amount?: string;
  documentNumber?: string;
  documentDate?: string;
}

const GRANTS: readonly DecisionCode[] = ['APPROVED', 'PARTLY_APPROVED'];

/** Coded decisions and the documents that told them. The rows follow the history. */
@Injectable()
export class Decisions implements OnModuleInit {
  constructor(
    private readonly history: History,
    private readonly catalogue: Catalogue,
  ) {}

  onModuleInit(): void {
    this.history.listen((event, context) => this.keep(event, context));
  }

  /** Throws INVALID for what does not go together, or that the service asks for and is missing. */
  check({ file }: Place, given: Recorded): void {
    const asked = this.serviceOf(file).decision;
    const problems = [...amountFaults(given, asked), ...documentFaults(given, asked)];
    if (problems.length > 0) throw invalid(...problems);
  }

  /** Whether the service asks for a decision that was not recorded since the case was last reopened. */
  async owed(place: Place): Promise<boolean> {
    if (!this.serviceOf(place.file).decision) return false;
    return (await lastEvent(place, ['DECIDED', 'REOPENED']))?.type !== 'DECIDED';
  }

  private serviceOf({ serviceId }: Place['file']): Partial<ServiceEntry> {
    return this.catalogue.serviceOfCase(serviceId) ?? {};
  }

  private async keep({ type, at, facts }: HistoryEvent, { manager, file }: CaseContext): Promise<void> {
    const { decision, amount, documentNumber: number, documentDate } = facts as unknown as Recorded;
    if (type !== 'DECIDED' || !decision) return;
    const row: CaseDecision = {
      ...{ caseId: file.id, decision, amount: amount ?? null, documentDate: documentDate ?? null },
      ...{ documentNumber: number ?? null, recordedAt: at },
      documentSerial: (number !== undefined && documentNumber(number)?.serial) || null,
    };
    await manager.delete(CaseDecision, { caseId: file.id });
    await insertRows(manager, CaseDecision, [row]);
  }
}

type Asked = ServiceEntry['decision'];

function amountFaults({ decision, amount }: Recorded, asked: Asked): FieldProblem[] {
  const field = 'amount';
  const grants = GRANTS.includes(decision);
  if (amount === undefined) return asked?.amount && grants ? [{ field, code: 'required' }] : [];
  if (!asked?.amount) return [{ field, code: 'no-amount' }];
  return grants ? [] : [{ field, code: 'nothing-granted' }];
}

/** Number and date go together. */
function documentFaults(
  { documentNumber: number, documentDate: date }: Recorded,
  asked: Asked,
): FieldProblem[] {
  const isNeeded = asked?.document || number !== undefined || date !== undefined;
  const missing = Object.entries({ documentNumber: number, documentDate: date }).filter(
    ([, value]) => value === undefined,
  );
  return isNeeded ? missing.map(([field]) => ({ field, code: 'required' })) : [];
}
