import { CaseActs, EarlierDates, parseCaseNumber } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { ApprovalInbox } from '@app/lookups';
import { may, type StaffActor } from '@app/people';
import { Idempotency, notFound } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { DeskDrafts, type Typing } from '../site/desk-drafts.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { ApprovalsView, isDecision, isDone, sendBackForm, type Done } from './approvals.view.js';
import { approvalsWords } from './words.js';

/** The reason for sending back, whether it is typed here or on the page of the case. */
const reasonOf = (caseNumber: string): string => `case ${caseNumber} send-back`;

/** What waits for a person's approval; decided from the list. */
@DeskPages('desk/approvals')
export class ApprovalsPage {
  constructor(
    private readonly inbox: ApprovalInbox,
    private readonly dates: EarlierDates,
    private readonly acts: CaseActs,
    private readonly idempotency: Idempotency,
    private readonly catalogue: Catalogue,
    private readonly typing: DeskDrafts,
  ) {}

  @Show()
  list(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.screen(site, actor, BLANK, { done: isDone(done) ? done : undefined });
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
    if (typed['lang'] && typed['reason']) await this.typing.keep(actor, reasonOf(caseNumber), typed);
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
      const form = returned(error, typed, site);
      if (typed['reason']) await this.typing.keep(actor, reasonOf(caseNumber), typed);
      return this.screen(site, actor, form, { open: caseNumber });
    }
    await this.typing.end(actor, reasonOf(caseNumber), typed);
    return new SeeOther(`/desk/approvals?done=${decision}`);
  }

  private async screen(
    site: Site,
    actor: StaffActor,
    form: Returned,
    at: { open?: string; done?: Done | undefined },
  ): Promise<PageView> {
    // not even the name of the page for those who decide on nothing
    if (!site.bar?.places.includes('approvals')) throw notFound();
    const rows = await this.inbox.list(actor);
    const dates = may(actor, 'accept-earlier-date') ? await this.dates.list(actor) : [];
    const typing = new Map<string, Typing>();
    for (const { file } of rows) {
      const kept = await this.typing.find(actor, reasonOf(file.caseNumber));
      if (kept) typing.set(file.caseNumber, kept);
    }
    const shown = rows.some(({ file }) => file.caseNumber === at.open);
    return {
      title: approvalsWords[site.locale].title,
      desk: 'approvals',
      ...(shown && { languageForm: sendBackForm(at.open!), noEnter: true as const }),
      ...statusOf(form),
      body: (
        <ApprovalsView
          rows={rows}
          dates={dates}
          typing={typing}
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
