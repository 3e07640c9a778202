import { Catalogue } from '@app/catalogue';
import { BULK_ACTS, BulkActs, numbersIn, type BulkAct } from '@app/lists';
import { Colleagues } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { notFound } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from '../../site/desk-forms.js';
import { DeskDrafts } from '../../site/desk-drafts.js';
import { SeeOther, type PageView } from '../../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../../site/pages.decorators.js';
import { SignedIn } from '../../site/session.js';
import type { Site } from '../../site/site.js';
import { assigned, assigneeOptions } from '../assignee.js';
import { BulkForm } from './bulk-form.view.js';
import { BulkOutcome } from './bulk-outcome.view.js';
import { backIn, tickedIn } from './ticked.js';
import { listsWords } from './words.js';

/** The form of an act on the cases that were ticked, and what became of each. */
@DeskPages('desk/bulk')
export class BulkPage {
  constructor(
    private readonly bulks: BulkActs,
    private readonly colleagues: Colleagues,
    private readonly catalogue: Catalogue,
    private readonly typing: DeskDrafts,
  ) {}

  @Show(':act')
  async ask(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('act') act: string,
    @Query() { cases, back }: Record<string, unknown>,
  ): Promise<PageView> {
    const ticked = tickedIn(cases);
    // what was sent when the session had ended, after signing in again
    const kept = ticked.length === 0 ? await this.typing.find(actor, placeOf(actIn(act))) : undefined;
    const typed = kept?.fields ?? { cases: ticked.join(' '), back: backIn(back) };
    return this.form(site, actor, actIn(act), { ...BLANK, typed });
  }

  @Submit(':act')
  async perform(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('act') name: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    const act = actIn(name);
    if (typed['lang']) return this.form(site, actor, act, { ...BLANK, typed });
    const { cases: _cases, ...input } = assigned(inputOf(typed));
    try {
      const request = { actor, act, input, cases: tickedIn(typed['cases']), key: typed['key'] };
      const id = await this.bulks.perform(request);
      await this.typing.end(actor, placeOf(act), typed);
      const back = encodeURIComponent(backIn(typed['back']));
      return new SeeOther(`/desk/bulk/done/${id}?back=${back}`);
    } catch (error) {
      return this.form(site, actor, act, returned(error, typed, site));
    }
  }

  @Show('done/:id')
  async done(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Query() { back, undone }: Record<string, unknown>,
  ): Promise<PageView> {
    const result = await this.bulks.show(actor, id);
    return {
      title: listsWords[site.locale].bulk.result[result.bulk.act],
      desk: null,
      body: <BulkOutcome result={result} back={backIn(back)} undone={undone !== undefined} />,
    };
  }

  @Submit('done/:id/undo')
  async undo(
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ): Promise<SeeOther> {
    await this.bulks.undo(actor, id);
    return new SeeOther(`/desk/bulk/done/${id}?undone&back=${encodeURIComponent(backIn(typed['back']))}`);
  }

  private async form(site: Site, actor: StaffActor, act: BulkAct, form: Returned): Promise<PageView> {
    this.bulks.who(actor, act);
    const units = this.catalogue.unitsOf(actor.organisationId).filter(({ kind }) => kind === 'UNIT');
    const people = act === 'assign' ? await this.colleagues.withLoad(actor) : [];
    return {
      title: listsWords[site.locale].bulk.title[act],
      desk: null,
      languageForm: 'bulk',
      noEnter: true,
      ...statusOf(form),
      body: (
        <BulkForm
          act={act}
          form={form}
          numbers={readable(form.typed['cases'])}
          assignees={assigneeOptions(units, people, site.locale)}
          formKey={form.typed['key'] ?? formKey()}
        />
      ),
    };
  }
}

const placeOf = (act: BulkAct): string => `bulk ${act}`;

function actIn(name: string): BulkAct {
  const act = BULK_ACTS.find((one) => one === name);
  if (!act) throw notFound();
  return act;
}

/** What is sent that is no number of a case is not shown: no page of ours sends it. */
function readable(cases: string | undefined): string[] {
  try {
    return numbersIn(tickedIn(cases));
  } catch {
    return [];
  }
}
