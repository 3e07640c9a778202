import type { StaffActor } from '@app/people';
import { notFound } from '@app/platform';
import { isReferralAct, Referrals } from '@app/referrals';
import { Param } from '@nestjs/common';
import { numberOf } from '../case-parts/number-of.js';
import { DeskDrafts } from '../site/desk-drafts.js';
import { NoContent, SeeOther } from '../site/outcome.js';
import { DeskPages, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { CaseAttempts, draftPlace, type Attempted } from './case-attempts.js';

/** What the owner of a case does with its referrals, in forms on its page. */
@DeskPages('desk/cases')
export class CaseReferralFormsPage {
  constructor(
    private readonly referrals: Referrals,
    private readonly typing: DeskDrafts,
    private readonly attempts: CaseAttempts,
  ) {}

  @Submit(':caseNumber/referrals/:id/:act')
  ofReferral(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, id, act }: { caseNumber: string; id: string; act: string },
    @Typed() typed: TypedForm,
  ) {
    if (!isReferralAct(act)) throw notFound();
    return this.attempts.attempt(
      site,
      actor,
      { caseNumber: numberOf(number), act: 'refer', typed, ofReferral: { id, act } },
      (input) => this.referrals.perform({ actor, referralId: id, act, input }),
    );
  }

  /** Sent by page.js while the form is being filled in. */
  @Submit(':caseNumber/referrals/:id/:act/keep')
  async keepOfReferral(
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, id, act }: { caseNumber: string; id: string; act: string },
    @Typed() typed: TypedForm,
  ): Promise<never> {
    if (!isReferralAct(act)) throw notFound();
    const of: Attempted = { caseNumber: numberOf(number), act: 'refer', typed, ofReferral: { id, act } };
    await this.attempts.keep(actor, of);
    throw new NoContent();
  }

  @Submit(':caseNumber/referrals/:id/:act/discard')
  async discardOfReferral(
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, id, act }: { caseNumber: string; id: string; act: string },
    @Typed() typed: TypedForm,
  ): Promise<SeeOther> {
    if (!isReferralAct(act)) throw notFound();
    const caseNumber = numberOf(number);
    const place = draftPlace({ caseNumber, act: 'refer', ofReferral: { id, act } });
    await this.typing.discard(actor, place, typed);
    return new SeeOther(`/desk/cases/${caseNumber}`);
  }
}
