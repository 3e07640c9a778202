import { CaseAccess, CaseActs, eventAt, type ActRequest, type CaseFile } from '@app/cases';
import { SYSTEM } from '@app/people';
import { UnitOfWork } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Attachments } from './attachments.js';
import { takesFiles, type Holder } from './rows/holding.js';

/** Acts that files come with: both are stored, or neither. */
@Injectable()
export class ActsWithFiles {
  constructor(
    private readonly acts: CaseActs,
    private readonly access: CaseAccess,
    private readonly attachments: Attachments,
    private readonly work: UnitOfWork,
  ) {}

  /** As `CaseActs.perform`; the files of the actor's draft, if one is named, belong to the act's event. */
  perform(request: ActRequest, draft?: string): Promise<CaseFile> {
    if (draft === undefined || !takesFiles(request.act)) return this.acts.perform(request);
    return this.work.run(async (manager) => {
      const { id, historySeq } = await this.acts.perform(request);
      const context = await this.access.enter(manager, SYSTEM, { id });
      await this.attachments.attach(context, { ...request, draft }, await eventAt(context, historySeq));
      return context.file;
    });
  }

  /** The same for an act of another room; `act` returns the number of its event, the same when it is repeated. */
  join(holder: Holder, caseId: string, act: () => Promise<number>): Promise<number> {
    return this.work.run(async (manager) => {
      const seq = await act();
      const context = await this.access.enter(manager, SYSTEM, { id: caseId });
      await this.attachments.attach(context, holder, await eventAt(context, seq));
      return seq;
    });
  }
}
