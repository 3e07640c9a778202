import { CaseAccess, HistoryEvent, type EventType } from '@app/cases';
import type { Actor } from '@app/people';
import { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Events that change nothing for a person who is writing meanwhile. */
const QUIET: readonly EventType[] = [
  'NOTED',
  'TASK_ADDED',
  'TASK_TAKEN',
  'TASK_ATTEMPTED',
  'WARNED',
  'CHASED',
  'OVERDUE',
  'SURVEY_SENT',
  'SURVEY_EXPIRED',
  'LOOKUP_CODE_ISSUED',
  'LOOKUP_GUESSED',
];

/** What the caller of a noted call said is news; what a colleague notes is not. */
const isQuiet = ({ type, facts }: HistoryEvent): boolean =>
  QUIET.includes(type) && facts['call'] === undefined;

/** Whether what came in since a form was opened stands against sending it. */
@Injectable()
export class CaseVersions {
  constructor(
    private readonly access: CaseAccess,
    private readonly reader: Reader,
  ) {}

  /** The newest version where only quiet events came in since the one seen; else the one seen, which is then refused. */
  async passable(actor: Actor, caseNumber: string, seen: number): Promise<number> {
    const { id, historySeq } = await this.access.find(actor, caseNumber, 'READER');
    if (seen >= historySeq) return seen;
    const since = await this.reader.find(HistoryEvent, 'WHERE "caseId" = $1 AND seq > $2 ORDER BY seq', [
      id,
      seen,
    ]);
    return since.every(isQuiet) ? (since.at(-1)?.seq ?? seen) : seen;
  }
}
