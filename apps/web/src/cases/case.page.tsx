import { ActsWithFiles, AttachmentDrafts, takesFiles } from '@app/attachments';
import { isActName } from '@app/cases';
import type { StaffActor } from '@app/people';
import { notFound } from '@app/platform';
import { Referrals } from '@app/referrals';
import { Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Uploads } from '../case-parts/files/uploads.js';
import { numberOf } from '../case-parts/number-of.js';
import { BLANK } from '../site/desk-forms.js';
import { TakesFiles } from '../site/multipart.js';
import type { PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { CaseAttempts } from './case-attempts.js';
import { CaseScreen } from './case-screen.js';
import { isDone } from './case-view-props.js';
import { toList } from './lists/case-way.js';

/** One case: its text, promises, history, and the acts available. */
@DeskPages('desk/cases')
export class CasePage {
  constructor(
    private readonly acts: ActsWithFiles,
    private readonly drafts: AttachmentDrafts,
    private readonly uploads: Uploads,
    private readonly referrals: Referrals,
    private readonly screen: CaseScreen,
    private readonly attempts: CaseAttempts,
  ) {}

  @Show(':caseNumber')
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Query() { done, from }: Record<string, unknown>,
  ): Promise<PageView> {
    return this.screen.draw(site, actor, numberOf(number), BLANK, {
      done: isDone(done) ? done : undefined,
      back: toList(from),
    });
  }

  @Submit(':caseNumber/acts/:act')
  @TakesFiles()
  async act(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, act }: { caseNumber: string; act: string },
    @Req() request: FastifyRequest,
  ) {
    if (!isActName(act)) throw notFound();
    const caseNumber = numberOf(number);
    const holder = (draft = '') => ({ actor, caseNumber, draft });
    const sent = await this.uploads.read(request, site, ({ draft }) => ({ holder: holder(draft) }));
    const { typed, errors, status } = sent;
    const attempted = { caseNumber, act, typed };
    if (typed['remove']) await this.drafts.remove(holder(typed['draft']), typed['remove']);
    if (typed['remove'] || Object.keys(errors).length > 0) {
      await this.attempts.keep(site, actor, attempted);
      return this.screen.draw(
        site,
        actor,
        caseNumber,
        { typed, errors, status },
        { open: act, back: typed['back'] },
      );
    }
    const draft = takesFiles(act) ? typed['draft'] : undefined;
    return this.attempts.attempt(site, actor, attempted, (input, ifMatch) =>
      act === 'refer'
        ? this.referrals.offer({ actor, caseNumber, input, ifMatch })
        : this.acts.perform({ actor, caseNumber, act, input, ifMatch }, draft),
    );
  }
}
