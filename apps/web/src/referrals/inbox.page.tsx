import { Table } from '../site/pieces/table.js';
import { CaseActs } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { CoHandlingInbox, PartnerInbox, type InboxQuery, type InboxRow, type ListedDue } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Idempotency, notFound, Problem, shortDateTime } from '@app/platform';
import { isReferralAct, PartnerViews, Referrals } from '@app/referrals';
import { Param, Query } from '@nestjs/common';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { DeskDrafts } from '../site/desk-drafts.js';
import { ANSWER_CHASE } from '../site/form-places.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { actForm } from '../site/pieces/menu.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { Pagination } from '../site/pieces/pagination.js';
import { Due } from '../case-parts/case-table.js';
import { dueWords, shownDue } from '../case-parts/promise-times.js';
import { ReferralTag } from '../case-parts/status-tag.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { partsIn, typedDate } from '../site/typed-date.js';
import { CoHandlingList } from './co-handlings.view.js';
import { hasFields, offeredIn, type PartnerAct } from './referral-acts.view.js';
import { ReferralView } from './referral.view.js';
import { referralsWords } from './words.js';

/** The partner's pages: referrals offered to the own unit, and acts on them. */
@DeskPages('desk/referrals')
export class InboxPage {
  constructor(
    private readonly inbox: PartnerInbox,
    private readonly coHandlings: CoHandlingInbox,
    private readonly views: PartnerViews,
    private readonly referrals: Referrals,
    private readonly acts: CaseActs,
    private readonly idempotency: Idempotency,
    private readonly catalogue: Catalogue,
    private readonly typing: DeskDrafts,
  ) {}

  @Show()
  async list(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query() query: InboxQuery,
  ): Promise<PageView> {
    const said = referralsWords[site.locale];
    const { rows, next } = await this.inbox.list(actor, query);
    const asked = query.cursor ? [] : await this.coHandlings.list(actor);
    return {
      title: said.title,
      desk: 'inbox',
      wide: true,
      body: (
        <>
          <h1>{said.title}</h1>
          <CoHandlingList site={site} asked={asked} catalogue={this.catalogue} />
          {asked.length > 0 ? <h2>{said.offered}</h2> : null}
          <p class="lead">{said.lead}</p>
          {rows.length === 0 ? (
            <EmptyState title={said.empty}>{said.emptyHint}</EmptyState>
          ) : (
            <Inbox site={site} rows={rows} catalogue={this.catalogue} />
          )}
          <Pagination next={next} first={!query.cursor} />
        </>
      ),
    };
  }

  @Show(':id')
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.screen(site, actor, id, BLANK, {
      done: typeof done === 'string' && (isReferralAct(done) || done === ANSWER_CHASE) ? done : undefined,
    });
  }

  /** 回復催辦: the team answers how its part stands. */
  @Submit(':id/answer-chase')
  async answerChase(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ) {
    return this.attempt(site, actor, { id, act: ANSWER_CHASE, typed }, async (input) => {
      const { caseNumber, chase } = await this.views.show(actor, id);
      if (!chase) throw new Problem('NOT_ALLOWED', 'no-chase');
      await this.acts.perform({ actor, caseNumber, act: ANSWER_CHASE, input });
    });
  }

  @Submit(':id/:act')
  async act(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Param('act') act: string,
    @Typed() typed: TypedForm,
  ) {
    if (!isReferralAct(act)) throw notFound();
    return this.attempt(site, actor, { id, act, typed }, async (input) => {
      await this.referrals.perform({ actor, referralId: id, act, input });
    });
  }

  /** Performs an act once, even if the form is sent twice; a refusal returns the form as typed. */
  private async attempt(
    site: Site,
    actor: StaffActor,
    attempted: Attempted,
    effect: (input: Record<string, unknown>) => Promise<void>,
  ): Promise<PageView | SeeOther> {
    const { id, act, typed } = attempted;
    if (typed['lang']) {
      await this.kept(site, actor, attempted);
      return this.screen(site, actor, id, { ...BLANK, typed }, { open: act });
    }
    const { on, ...rest } = inputOf(typed);
    const input = { ...rest, ...(on !== undefined && { on: typedDate(partsIn(typed, 'on')) ?? '?' }) };
    const once = { scope: `${actor.id} page referral ${id} ${act}`, key: typed['key'], body: input };
    try {
      await this.idempotency.once(once, async () => {
        await effect(input);
        return {};
      });
    } catch (error) {
      const form = returned(error, typed, site);
      await this.kept(site, actor, attempted);
      return this.screen(site, actor, id, form, { open: act });
    }
    if (hasFields(act))
      await this.typing.end(actor, await this.typing.placeAt(actor, site.path, typed), typed);
    return new SeeOther(`/desk/referrals/${id}?done=${act}`);
  }

  /** The form of an act, until it is done. */
  private async kept({ path }: Site, actor: StaffActor, { act, typed }: Attempted): Promise<void> {
    if (!hasFields(act)) return;
    await this.typing.keep(actor, await this.typing.placeAt(actor, path, typed), typed);
  }

  private async screen(
    site: Site,
    actor: StaffActor,
    id: string,
    given: Returned,
    at: { open?: PartnerAct; done?: PartnerAct | undefined },
  ): Promise<PageView> {
    const view = await this.views.show(actor, id);
    const typing = await this.typing.ofReferral(actor, { caseNumber: view.caseNumber, id });
    const newest = [...typing.keys()].find((act) => offeredIn(view).some((offered) => offered === act));
    const open = at.open ?? (newest as PartnerAct | undefined);
    const form = at.open || !newest ? given : { ...BLANK, typed: typing.get(newest)!.fields };
    const props = {
      ...{ site, view, form, open, typing, dues: await this.inbox.duesOf(view.referral) },
      catalogue: this.catalogue,
      done: at.done,
      formKey: formKey(),
    };
    return {
      title: `${referralsWords[site.locale].one} ${view.caseNumber}`,
      desk: 'inbox',
      wide: true,
      ...(open && offeredIn(view).includes(open) && { languageForm: actForm(open), noEnter: true as const }),
      ...statusOf(form),
      body: <ReferralView {...props} />,
    };
  }
}

interface Attempted {
  id: string;
  act: PartnerAct;
  typed: TypedForm;
}

function Inbox({
  site: { locale, now },
  rows,
  catalogue,
}: {
  site: Site;
  rows: InboxRow[];
  catalogue: Catalogue;
}) {
  const { columns, title } = referralsWords[locale];
  const dueOf = (due: ListedDue | null, at: number | null) =>
    due ? (
      <Due due={shownDue(due, { locale, now }, catalogue)} />
    ) : (
      at !== null && dueWords(at, { locale, now })
    );
  return (
    <Table titles={Object.values(columns)} label={{ text: title }} look="cases">
      {rows.map((row) => (
        <tr key={row.id}>
          <th scope="row" class="case number">
            <a href={`/desk/referrals/${row.id}`}>{row.caseNumber}</a>
          </th>
          <td>{catalogue.service(row.serviceId)?.name[locale]}</td>
          <td class="district" dir="auto">
            {row.district}
          </td>
          <td class="holder">{catalogue.organisation(row.organisationId)?.name[locale]}</td>
          <td class="received">{shortDateTime(Number(row.offeredAt), { locale, now })}</td>
          <td>
            <ReferralTag status={row.status} />
          </td>
          <td class="due" data-title={columns.acceptBy}>
            {dueOf(row.accept, row.acceptBy)}
          </td>
          <td class="due" data-title={columns.replyBy}>
            {dueOf(row.reply, row.replyBy)}
          </td>
        </tr>
      ))}
    </Table>
  );
}
