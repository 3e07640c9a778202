import { Attachments, type Listed } from '@app/attachments';
import {
  CaseReader,
  eventNamed,
  type CaseFile,
  type CaseStatus,
  type EventType,
  type PetitionerDetails,
  type ReadEvent,
} from '@app/cases';
import { goesToCitizen, Notice, type NoticeState } from '@app/notices';
import { notFound, Reader } from '@app/platform';
import type { CitizenActor } from '@app/people';
import { Disclosure, Referral } from '@app/referrals';
import { Survey } from '@app/satisfaction';
import { Injectable } from '@nestjs/common';
import { NotedCalls, type NotedCall } from './noted-calls.js';

/** A message of the case. `to`: her, or the staff and partners who worked on it. */
export interface SentMessage {
  at: number;
  kind: string;
  channel: 'EMAIL' | 'SMS';
  state: NoticeState;
  to: 'CITIZEN' | 'STAFF';
}

/** Who was given her data: a partner team, when, and which of them. */
export interface Given {
  at: number;
  unitId: string;
  fields: string[];
}

/** Everything that is kept of her with a case, in clear. */
export interface HeldData {
  caseNumber: string;
  organisationId: string;
  serviceId: string;
  status: CaseStatus;
  receivedAt: number;
  closedAt: number | null;
  petitioner: PetitionerDetails | null;
  subject: string;
  description: string | null;
  district: string | null;
  /** What was said both ways and what happened; internal notes of staff are not in it. */
  events: {
    at: number;
    type: EventType;
    by: 'CITIZEN' | 'AGENCY';
    unitId: string | null;
    text: string | null;
  }[];
  files: Pick<Listed, 'name' | 'kind' | 'size' | 'createdAt' | 'byCitizen'>[];
  messages: SentMessage[];
  given: Given[];
  /** What was noted when she called or came. */
  calls: Omit<NotedCall, 'id'>[];
  ratings: { answeredAt: number; score: number; comment: string | null }[];
}

/** What an agency keeps of a citizen with her case, for herself (個資法第3條, 第10條). */
@Injectable()
export class HeldDataLookup {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseReader,
    private readonly attachments: Attachments,
    private readonly calls: NotedCalls,
  ) {}

  /** Throws NOT_FOUND for another's case. */
  async of(actor: CitizenActor, file: CaseFile): Promise<HeldData> {
    if (actor.caseId !== file.id) throw notFound();
    const events = await this.cases.events(file.id);
    const [petitioner, description, attachments, messages, given, calls, ratings] = await Promise.all([
      this.cases.petitioner(file.id),
      this.cases.description(file),
      this.attachments.of(file, 'SHOWN'),
      this.messages(file),
      this.given(file),
      this.calls.of(file, events),
      this.ratings(file),
    ]);
    const { caseNumber, organisationId, serviceId, status, receivedAt, closedAt, subject, district } = file;
    return {
      ...{ caseNumber, organisationId, serviceId, status, receivedAt, closedAt },
      ...{ petitioner, subject, description, district },
      events: events.filter(concernsHer).map(shownEvent),
      files: attachments.map(({ name, kind, size, createdAt, byCitizen }) => ({
        ...{ name, kind, size, createdAt, byCitizen },
      })),
      calls: calls.map(({ id: _id, ...noted }) => noted),
      ...{ messages, given, ratings },
    };
  }

  private async messages({ id }: CaseFile): Promise<SentMessage[]> {
    const rows = await this.reader.find(Notice, 'WHERE "caseId" = $1 ORDER BY "createdAt", id', [id]);
    return rows.map(({ createdAt, sentAt, kind, channel, state }) => ({
      ...{ at: sentAt ?? createdAt, kind, channel, state, to: goesToCitizen(kind) ? 'CITIZEN' : 'STAFF' },
    }));
  }

  /** Partners that were shown her data, each time; a referral not accepted showed none. */
  private async given({ id }: CaseFile): Promise<Given[]> {
    const rows = await this.reader.find(Disclosure, 'WHERE "caseId" = $1 ORDER BY at, id', [id]);
    const partners = new Map(
      (await this.reader.find(Referral, 'WHERE "caseId" = $1', [id])).map((one) => [
        one.id,
        one.partnerUnitId,
      ]),
    );
    return rows.map(({ at, unitId, referralId, fields }) => ({
      ...{ at, unitId: partners.get(referralId) ?? unitId, fields: fields.split(',') },
    }));
  }

  private async ratings({ id }: CaseFile): Promise<HeldData['ratings']> {
    const rows = await this.reader.find(Survey, `WHERE "caseId" = $1 AND state = 'ANSWERED'`, [id]);
    const open = rows.length > 0 ? await this.cases.opener(id) : undefined;
    return rows.map(({ id: survey, answeredAt, score, comment }) => ({
      ...{ answeredAt: answeredAt!, score: score! },
      comment: open && comment !== null ? open('survey.comment', comment, survey) : null,
    }));
  }
}

const concernsHer = ({ type, actorKind }: ReadEvent): boolean =>
  eventNamed(type).stage || actorKind === 'citizen';

const shownEvent = ({ at, type, actorKind, actorUnitId, text }: ReadEvent): HeldData['events'][number] => ({
  ...{ at, type, unitId: actorUnitId },
  by: actorKind === 'citizen' ? 'CITIZEN' : 'AGENCY',
  text: actorKind === 'citizen' || eventNamed(type).text !== undefined ? text : null,
});
