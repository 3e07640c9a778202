import { Catalogue } from '@app/catalogue';
import type { StaffActor } from '@app/people';
import { Problem } from '@app/platform';
import { Retention } from '@app/rights';
import { Query } from '@nestjs/common';
import { BLANK, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { RETENTION_FORM, RetentionView } from './retention.view.js';
import { retentionWords } from './words.js';

const CHOSEN = /^item-([\w-]{36})$/;

/** `/desk/retention`: cases past their retention period, to approve or to leave out. */
@DeskPages('desk/retention')
export class RetentionPage {
  constructor(
    private readonly retention: Retention,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.page(site, actor, BLANK, done === '1');
  }

  @Submit()
  async decide(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    if (typed['lang']) return this.page(site, actor, { ...BLANK, typed });
    const chosen = Object.keys(typed).flatMap((name) => CHOSEN.exec(name)?.[1] ?? []);
    const errors = wrongIn(typed, chosen, site);
    if (Object.keys(errors).length > 0) return this.page(site, actor, { typed, errors, status: 422 });
    const { decision, reason } = typed;
    for (const id of chosen) await this.one(actor, id, { decision, ...(reason && { reason }) });
    return new SeeOther('/desk/retention?done=1');
  }

  /** What somebody else decided meanwhile stays as it is: the page shows it. */
  private async one(actor: StaffActor, id: string, input: object): Promise<void> {
    try {
      await this.retention.decide(actor, id, input);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'NOT_ALLOWED') throw error;
    }
  }

  private async page(site: Site, actor: StaffActor, form: Returned, done = false): Promise<PageView> {
    const lists = await this.retention.lists(actor);
    return {
      title: retentionWords[site.locale].title,
      desk: 'board',
      wide: true,
      languageForm: RETENTION_FORM,
      noEnter: true,
      ...statusOf(form),
      body: <RetentionView lists={lists} catalogue={this.catalogue} form={form} done={done} />,
    };
  }
}

function wrongIn(typed: TypedForm, chosen: readonly string[], { locale }: Site): Record<string, string> {
  const said = retentionWords[locale];
  const { decision = '', reason = '' } = typed;
  return {
    ...(chosen.length === 0 && { items: said.chooseSome }),
    ...(!['APPROVED', 'LEFT_OUT'].includes(decision) && { decision: said.chooseDecision }),
    ...(decision === 'LEFT_OUT' && !Object.hasOwn(said.reasons, reason) && { reason: said.chooseReason }),
  };
}
