import { Attachments, type Listed } from '@app/attachments';
import {
  ApprovalRequest,
  callBackWords,
  CaseAccess,
  CaseActs,
  CaseFile,
  CaseReader,
  CaseTask,
  ChaseRequest,
  CoHandling,
  type Holder,
  type TaskDoer,
  numberOf,
  type ActName,
  type PetitionerDetails,
  type ReadEvent,
  UndoChase,
} from '@app/cases';
import type { TaskKind } from '@app/catalogue';
import { awayUntilOn, Staff, type Actor, type StaffActor } from '@app/people';
import { Keyring, notFound, Reader, sql, taipeiDate, TimeSource, type Locale } from '@app/platform';
import { Notice, recipientPlace } from '@app/notices';
import { courseOf, Referral, Referrals, type Course, type ReferralActName } from '@app/referrals';
import type { DataRequest } from '@app/rights';
import { Survey } from '@app/satisfaction';
import { Injectable } from '@nestjs/common';
import { CallerCases, type FoundCases } from './caller-cases.js';
import { masked } from './masked.js';
import { decisionIn, Steps, type RecordedDecision, type ShownStep } from './work-done.js';
import { NotedCalls, type NotedCall } from './noted-calls.js';
import { ProposedAnswers, type ProposedAnswer } from './proposed-answers.js';
import { Colleagues, type Colleague } from './colleagues.js';
import { PublicClocks, type ShownClock } from './public-clocks.js';

/** Everything that the page of a case shows to staff. */
export interface CaseDetail {
  file: CaseFile;
  description: string | null;
  petitioner: PetitionerDetails | null;
  /** 本案暗語, for those who see how to reach her. */
  callBack: Record<Locale, string> | null;
  events: ReadEvent[];
  clocks: ShownClock[];
  referrals: (Referral & { acts: ReferralActName[]; course: Course })[];
  /** Units asked to co-handle, the one asked first before the others; their words stand in the events. */
  coHandlings: CoHandling[];
  /** What units were asked by 催辦, in the order of asking, with the words of both sides. */
  chases: ShownChase[];
  /** Whom one could chase now. */
  holders: Holder[];
  /** Tasks on the case, open ones first and the nearest due before the others. */
  tasks: ShownTask[];
  /** Who can be given a task, for those who may add one. */
  taskDoers: TaskDoer[];
  /** Kinds of tasks that can be added now. */
  taskKinds: TaskKind[];
  notices: Pick<
    Notice,
    'id' | 'kind' | 'channel' | 'state' | 'reason' | 'heldUntil' | 'ambiguous' | 'createdAt' | 'sentAt'
  >[];
  /** Enough of the address of each notice to recognise it, by the notice's id. */
  receivers: ReadonlyMap<string, string>;
  /** Other cases of the same person that the actor may see, the newest first; `more`: there are older ones. */
  others: Omit<FoundCases, 'fault'>;
  /** What the agency does with a case of its service, in order. */
  steps: ShownStep[];
  /** As it was recorded last. */
  decision: RecordedDecision | null;
  /** Calls and visits in which something was noted, the oldest first. */
  calls: NotedCall[];
  attachments: Listed[];
  /** `comment`: her own words, null where she wrote none or they were erased. */
  surveys: Pick<Survey, 'id' | 'state' | 'plannedAt' | 'sentAt' | 'answeredAt' | 'score' | 'comment'>[];
  /** Who follows the case (列管), and until which day that person is away. */
  tracker: { id: string; awayUntil: string | null } | null;
  /** Whom one could name for it, for those who may. */
  trackers: readonly Pick<Staff, 'id' | 'name'>[];
  /** What would be accepted now. */
  acts: ActName[];
  /** Requests about personal data: this case is one, or they are about this case. */
  requests: (Pick<DataRequest, 'kind' | 'decision'> & { caseNumber: string })[];
  /** The request for approval that waits. */
  approval: WaitingApproval | null;
  /** The answer last submitted for approval, until it is sent. */
  proposed: ProposedAnswer | null;
  /** Whom the actor may ask, the nearest first. */
  approvers: readonly Pick<Staff, 'id' | 'name'>[];
  /** To whom it can be assigned, for those who may assign it. */
  colleagues: readonly Colleague[];
  /** Names of the people in the history, by id. */
  people: ReadonlyMap<string, Pick<Staff, 'name' | 'unitId'>>;
}

export type ShownChase = ChaseRequest & {
  text: string | null;
  answer: string | null;
  /** The reader sent it and can take it back now. */
  undoable: boolean;
};

export type ShownTask = CaseTask & { overdue: boolean; tried: Attempted[]; text: string | null };

/** An attempt to reach someone. */
interface Attempted {
  at: number;
  by: string | null;
  reached: boolean;
  /** The last digits of the number that was called. */
  number: string | null;
  text: string | null;
}

interface WaitingApproval {
  act: ActName;
  /** The head who is asked; undefined where there was none to name. */
  approver: string | undefined;
  askedAt: number;
}

@Injectable()
export class CaseDetails {
  constructor(
    private readonly access: CaseAccess,
    private readonly reader: Reader,
    private readonly cases: CaseReader,
    private readonly clocks: PublicClocks,
    private readonly actsOf: CaseActs,
    private readonly colleagues: Colleagues,
    private readonly referrals: Referrals,
    private readonly attachments: Attachments,
    private readonly callers: CallerCases,
    private readonly answers: ProposedAnswers,
    private readonly calls: NotedCalls,
    private readonly steps: Steps,
    private readonly undoChase: UndoChase,
    private readonly time: TimeSource,
    private readonly keyring: Keyring,
  ) {}

  /** Throws NOT_FOUND for a case the actor may not see. */
  async show(actor: Actor, caseNumber: string): Promise<CaseDetail> {
    if (actor.kind !== 'staff') throw notFound();
    const file = await this.access.find(actor, caseNumber, 'READER');
    const [
      description,
      petitioner,
      events,
      clocks,
      referrals,
      coHandlings,
      notices,
      surveys,
      attachments,
      requests,
    ] = await Promise.all([
      this.cases.description(file),
      this.cases.petitioner(file.id),
      this.cases.events(file.id),
      this.clocks.all(file),
      this.reader.findBy(Referral, { caseId: file.id }, 'ORDER BY "offeredAt"'),
      this.reader.findBy(CoHandling, { caseId: file.id }, 'ORDER BY "askedAt", id'),
      this.reader.findBy(Notice, { caseId: file.id }, 'ORDER BY "createdAt"'),
      this.surveys(file.id),
      this.attachments.of(file, 'ALL'),
      this.requestsOf(file),
    ]);
    const withActs = await Promise.all(
      referrals.map(async (referral) => ({
        ...referral,
        acts: await this.referrals.offered(actor, referral, file, events),
        course: courseOf(referral.id, events),
      })),
    );
    const acts = await this.actsOf.possible(actor, file);
    return {
      file,
      description,
      petitioner,
      callBack: petitioner && callBackWords(this.keyring, file.id),
      events,
      clocks,
      referrals: withActs,
      coHandlings,
      notices,
      surveys,
      attachments,
      requests,
      receivers: await this.receivers(file.id, notices),
      proposed: await this.answers.of(file),
      others: await this.callers.besides(actor, file.id),
      chases: await this.chases(actor, file.id, events),
      tasks: await this.tasks(file.id, events),
      taskDoers: acts.includes('add-task') ? await this.actsOf.taskDoers(file) : [],
      taskKinds: this.actsOf.taskKinds(file),
      steps: this.steps.of(file, events),
      decision: decisionIn(events),
      calls: await this.calls.of(file, events),
      holders: await this.actsOf.holders(file),
      acts,
      colleagues: acts.includes('assign') ? await this.colleagues.withLoad(file) : [],
      trackers: acts.includes('track') ? await this.actsOf.trackers(file) : [],
      ...(await this.approvals(actor, file)),
    };
  }

  private async chases(
    actor: StaffActor,
    caseId: string,
    events: readonly ReadEvent[],
  ): Promise<ShownChase[]> {
    const rows = await this.reader.findBy(ChaseRequest, { caseId }, 'ORDER BY "askedAt", id');
    const said = (id: string, type: ReadEvent['type']) =>
      events.find((event) => event.type === type && event.facts.chaseId === id)?.text ?? null;
    return rows.map((row) => ({
      ...row,
      ...{ text: said(row.id, 'CHASE_SENT'), answer: said(row.id, 'CHASE_ANSWERED') },
      undoable: this.undoChase.isOpen(actor, row),
    }));
  }

  private async tasks(caseId: string, events: readonly ReadEvent[]): Promise<ShownTask[]> {
    const rows = await this.reader.findBy(CaseTask, { caseId }, 'ORDER BY "dueDate", id');
    const today = taipeiDate(this.time.now());
    const said = (id: string, type: ReadEvent['type']) =>
      events.filter((event) => event.type === type && event.facts.task === id);
    const shown = rows.map((row) => ({
      ...row,
      overdue: row.state === 'OPEN' && row.dueDate < today,
      text: said(row.id, 'TASK_ADDED')[0]?.text ?? null,
      tried: said(row.id, 'TASK_ATTEMPTED').map(({ at, actorId, facts, text }) => ({
        ...{ at, by: actorId, reached: facts.reached === 'REACHED', number: facts.number ?? null, text },
      })),
    }));
    return shown.toSorted((a, b) => Number(b.state === 'OPEN') - Number(a.state === 'OPEN'));
  }

  private async approvals(
    actor: StaffActor,
    file: CaseFile,
  ): Promise<Pick<CaseDetail, 'approval' | 'approvers' | 'people' | 'tracker'>> {
    const { organisationId } = file;
    const staff = await this.reader.findBy(Staff, { organisationId });
    const people = new Map(staff.map(({ id, name, unitId }) => [id, { name, unitId }]));
    const row = await this.reader.findOneBy(ApprovalRequest, { caseId: file.id, state: 'PENDING' });
    const approver = row?.approverId ? people.get(row.approverId)?.name : undefined;
    const today = taipeiDate(this.time.now());
    const tracker = staff.find(({ id }) => id === file.trackerId);
    return {
      tracker: tracker ? { id: tracker.id, awayUntil: awayUntilOn(tracker, today) } : null,
      people,
      approvers: await this.actsOf.approvers(actor, file),
      approval: row && { act: row.act as ActName, approver, askedAt: Number(row.askedAt) },
    };
  }

  private async surveys(caseId: string): Promise<Survey[]> {
    const rows = await this.reader.findBy(Survey, { caseId }, 'ORDER BY "plannedAt"');
    const open = rows.some(({ comment }) => comment !== null) ? await this.cases.opener(caseId) : undefined;
    return rows.map((row) => ({
      ...row,
      comment: row.comment === null ? null : (open?.('survey.comment', row.comment, row.id) ?? null),
    }));
  }

  private async receivers(caseId: string, notices: readonly Notice[]): Promise<Map<string, string>> {
    const open = notices.length > 0 ? await this.cases.opener(caseId) : undefined;
    return new Map(
      notices.flatMap(({ id, recipient }) => {
        const to = recipient && open?.(recipientPlace(id), recipient);
        return to ? [[id, maskedAddress(to)] as const] : [];
      }),
    );
  }

  private requestsOf({ id }: CaseFile): Promise<CaseDetail['requests']> {
    return this.reader.ask(
      sql`SELECT r.kind, r.decision, ${numberOf('r."caseId"')} AS "caseNumber" FROM data_request r
        WHERE r."caseId" = ${id} OR r."aboutCaseId" = ${id} ORDER BY r."createdAt", r.id`,
    );
  }
}

const maskedAddress = (to: string): string => {
  const { email, phone } = masked({ name: '', email: to, phone: to });
  return (to.includes('@') ? email : phone)!;
};
