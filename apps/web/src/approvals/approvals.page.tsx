import { CaseActs, parseCaseNumber } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { ApprovalInbox } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Idempotency, notFound } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { ApprovalsView, isDecision, sendBackForm, type Decision } from './approvals.view.js';
import { approvalsWords } from './words.js';

/** What waits for a person's approval; decided from the list. */
@DeskPages('desk/approvals')
export class ApprovalsPage {
  constructor(
    private readonly inbox: ApprovalInbox,
    private readonly acts: CaseActs,
    private readonly idempotency: Idempotency,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  list(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.screen(site, actor, BLANK, { done: isDecision(done) ? done : undefined });
  }

  @Submit(':caseNumber/:decision')
  async decide(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, decision }: { caseNumber: string; decision: string },
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    const caseNumber = parseCaseNumber(number);
    if (!caseNumber || !isDecision(decision)) throw notFound();
    if (typed['lang']) return this.screen(site, actor, { ...BLANK, typed }, { open: caseNumber });
    const input = inputOf(typed);
    const ifMatch = Number(typed['version']) || undefined;
    const scope = `${actor.id} page ${caseNumber} ${decision}`;
    try {
      await this.idempotency.once({ scope, key: typed['key'], body: input }, async () => {
        await this.acts.perform({ actor, caseNumber, act: decision, input, ...(ifMatch && { ifMatch }) });
        return {};
      });
    } catch (error) {
      return this.screen(site, actor, returned(error, typed, site), { open: caseNumber });
    }
    return new SeeOther(`/desk/approvals?done=${decision}`);
  }

  private async screen(
    site: Site,
    actor: StaffActor,
    form: Returned,
    at: { open?: string; done?: Decision | undefined },
  ): Promise<PageView> {
    // not even the name of the page for those who decide on nothing
    if (!site.bar?.places.includes('approvals')) throw notFound();
    const rows = await this.inbox.list(actor);
    const shown = rows.some(({ file }) => file.caseNumber === at.open);
    return {
      title: approvalsWords[site.locale].title,
      desk: 'approvals',
      ...(shown && { languageForm: sendBackForm(at.open!), noEnter: true as const }),
      ...statusOf(form),
      body: (
        <ApprovalsView
          rows={rows}
          catalogue={this.catalogue}
          form={form}
          open={at.open}
          done={at.done}
          formKey={formKey()}
          site={site}
        />
      ),
    };
  }
}
