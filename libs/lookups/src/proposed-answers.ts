import {
  ApprovalRequest,
  approvalPlace,
  CaseReader,
  HistoryEvent,
  type ActName,
  type ApprovalState,
  type CaseFile,
} from '@app/cases';
import { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** The answer that was last submitted for approval (陳核), and what came of it. */
export interface ProposedAnswer {
  state: ApprovalState;
  text: string;
  question: string | undefined;
  askedBy: string;
  /** Null while it waits. */
  decidedBy: string | null;
  decidedAt: number | null;
}

/** The last answer proposed on a case that has not been sent yet. */
@Injectable()
export class ProposedAnswers {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseReader,
  ) {}

  /** The caller has passed the case's access check. */
  async of({ id: caseId }: CaseFile): Promise<ProposedAnswer | null> {
    const [last] = await this.reader.findBy(
      ApprovalRequest,
      { caseId, act: 'submit' satisfies ActName },
      'ORDER BY version DESC LIMIT 1',
    );
    const open = last?.input ? await this.cases.opener(caseId) : undefined;
    if (!last || !open) return null;
    const { text, question } = JSON.parse(
      open(approvalPlace(last.id), last.input!),
    ) as Partial<ProposedAnswer>;
    if (!text || (await this.isSent(last))) return null;
    const { state, askedBy, decidedBy } = last;
    const decidedAt = last.decidedAt === null ? null : Number(last.decidedAt);
    return { state, text, question, askedBy, decidedBy, decidedAt };
  }

  private async isSent({ caseId, version }: ApprovalRequest): Promise<boolean> {
    const sent = `WHERE "caseId" = $1 AND type = 'REPLIED' AND seq > $2 LIMIT 1`;
    return (await this.reader.find(HistoryEvent, sent, [caseId, version])).length > 0;
  }
}
