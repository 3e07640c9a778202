import { CaseAccess, type CaseFile } from '@app/cases';
import { goesToCitizen, Notice, type NoticeState } from '@app/notices';
import { Reader } from '@app/platform';
import type { StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';

/** A message to the petitioner, and how far it got. */
export interface ToldMessage {
  id: string;
  kind: string;
  channel: 'EMAIL' | 'SMS';
  state: NoticeState;
  /** It may still change by itself: mail that was handed over says no more, an SMS is reported delivered. */
  waits: boolean;
}

const OPEN: readonly NoticeState[] = ['PENDING', 'SENDING'];
const REPORTED: readonly NoticeState[] = ['ACCEPTED', 'UNKNOWN'];

/** Whether the messages of a case have reached her: looked at beside a call. */
@Injectable()
export class ToldCitizen {
  constructor(
    private readonly access: CaseAccess,
    private readonly reader: Reader,
  ) {}

  /** The oldest first. Throws NOT_FOUND for a case the actor does not see. */
  async of(actor: StaffActor, caseNumber: string): Promise<ToldMessage[]> {
    return this.read(await this.access.find(actor, caseNumber));
  }

  /** The same of a case just opened; `undefined` where it went to a unit whose cases the actor does not see. */
  async ofOpened(actor: StaffActor, file: CaseFile): Promise<ToldMessage[] | undefined> {
    return this.access.sees(actor, file) ? this.read(file) : undefined;
  }

  private async read({ id: caseId }: CaseFile): Promise<ToldMessage[]> {
    const rows = await this.reader.find(Notice, 'WHERE "caseId" = $1 ORDER BY "createdAt", id', [caseId]);
    return rows
      .filter(({ kind }) => goesToCitizen(kind))
      .map(({ id, kind, channel, state }) => ({
        ...{ id, kind, channel, state },
        waits: OPEN.includes(state) || (channel === 'SMS' && REPORTED.includes(state)),
      }));
  }
}
