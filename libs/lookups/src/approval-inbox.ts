import {
  ApprovalRequest,
  approvalPlace,
  Approvers,
  CaseAccess,
  CaseFile,
  CaseReader,
  type ActName,
} from '@app/cases';
import { may, Staff, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { PublicClocks, type ShownClock } from './public-clocks.js';

/** What waits for the decision of a person. */
export interface WaitingRequest {
  file: CaseFile;
  act: ActName;
  askedAt: number;
  asker: string;
  askerUnit: string;
  /** The head, away, in whose place she would decide (代). */
  insteadOf: string | undefined;
  input: Record<string, string>;
  /** The nearest promise that runs; of an extension the one that it would move. */
  clock: ShownClock | undefined;
}

/** The most that the page shows, the oldest first. */
const MOST = 50;

/** Requests for approval that a person may decide. */
@Injectable()
export class ApprovalInbox {
  constructor(
    private readonly reader: Reader,
    private readonly access: CaseAccess,
    private readonly approvers: Approvers,
    private readonly cases: CaseReader,
    private readonly clocks: PublicClocks,
  ) {}

  async list(actor: StaffActor): Promise<WaitingRequest[]> {
    const found = ((await this.waiting(actor)) ?? []).slice(0, MOST);
    const people = new Map<string, string>();
    const { organisationId } = actor;
    for (const { id, name } of await this.reader.findBy(Staff, { organisationId })) people.set(id, name);
    const name = (id: string | undefined) => id && (people.get(id) ?? id);
    return Promise.all(
      found.map(async ({ file, request, insteadOf }) => ({
        ...{ file, act: request.act as ActName, askedAt: Number(request.askedAt) },
        ...{ asker: name(request.askedBy)!, askerUnit: request.unitId, insteadOf: name(insteadOf) },
        ...{ input: await this.inputOf(request), clock: await this.nearest(file, request.act) },
      })),
    );
  }

  /** For the top bar; undefined for a person who decides on nothing. */
  async count(actor: StaffActor): Promise<number | undefined> {
    return (await this.waiting(actor))?.length;
  }

  /** Undefined for a person who decides on nothing and stands in for no one. */
  private async waiting(actor: StaffActor) {
    const absent = await this.approvers.absent(this.reader.repository(Staff).manager, actor);
    if (!may(actor, 'approve') && absent.length === 0) return undefined;
    const { organisationId } = actor;
    const rows = await this.reader.findBy(
      ApprovalRequest,
      { organisationId, state: 'PENDING' },
      'ORDER BY "askedAt"',
    );
    const mine = rows.flatMap((request) => {
      const standing = this.approvers.standing(actor, request, absent);
      return standing ? [{ request, insteadOf: standing.insteadOf }] : [];
    });
    const files = await this.filesOf(mine.map(({ request }) => request.caseId));
    return mine.flatMap(({ request, insteadOf }) => {
      const file = files.get(request.caseId);
      return file && this.access.sees(actor, file) ? [{ request, insteadOf, file }] : [];
    });
  }

  private async filesOf(ids: string[]): Promise<Map<string, CaseFile>> {
    if (ids.length === 0) return new Map();
    const files = await this.reader.findBy(CaseFile, { id: ids });
    return new Map(files.map((file) => [file.id, file]));
  }

  /** Of an extension the promise that it would move. */
  private async nearest(file: CaseFile, act: string): Promise<ShownClock | undefined> {
    const clocks = await this.clocks.all(file);
    const running = clocks.filter(
      ({ clock, extendable }) =>
        clock.endedAt === null && clock.dueAt !== null && (act !== 'extend' || extendable),
    );
    return running.toSorted((a, b) => Number(a.clock.dueAt) - Number(b.clock.dueAt))[0];
  }

  private async inputOf({ id, caseId, input }: ApprovalRequest): Promise<Record<string, string>> {
    const open = input === null ? undefined : await this.cases.opener(caseId);
    return open ? (JSON.parse(open(approvalPlace(id), input!)) as Record<string, string>) : {};
  }
}
