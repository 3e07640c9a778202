import type { StaffActor } from '@app/people';
import { notFound } from '@app/platform';
import { isReferralAct, Referrals } from '@app/referrals';
import { Param } from '@nestjs/common';
import { numberOf } from '../case-parts/number-of.js';
import { DeskPages, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { CaseAttempts } from './case-attempts.js';

/** What the owner of a case does with its referrals, in forms on its page. */
@DeskPages('desk/cases')
export class CaseReferralFormsPage {
  constructor(
    private readonly referrals: Referrals,
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
}
