import { typedDate } from '../site/typed-date.js';
import { ActsWithFiles, AttachmentDrafts, takesFiles } from '@app/attachments';
import { isActName, LookupCodes, parseCaseNumber, spacedCode, type ActName } from '@app/cases';
import { attachmentsOf, Catalogue } from '@app/catalogue';
import { CaseDetails, CaseVersions, type CaseDetail } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Idempotency, notFound, SETTINGS, type Settings } from '@app/platform';
import { isReferralAct, Referrals } from '@app/referrals';
import { Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DeskDrafts, type Typing } from '../site/desk-drafts.js';
import { NoContent, SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { Button } from '../site/pieces/button.js';
import { Form } from '../site/pieces/form.js';
import { actForm } from '../site/pieces/menu.js';
import { Uploads } from '../case-parts/files/uploads.js';
import { wayBack } from '../case-parts/act-forms.js';
import { Confirmation } from '../case-parts/confirmation.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { formAt, isApproved, isOfTask, lastingOf, proposedFor } from './answer-typed.js';
import { assigned } from './assignee.js';
import { fromOf, toList } from './lists/case-way.js';
import { CaseWays } from './lists/case-ways.js';
import { extended } from './extension-typed.js';
import { hasForm } from './act-fields.view.js';
import { CaseView } from './case.view.js';
import { ofReferralForm, ofReferralKey } from './case-referrals.view.js';
import { isDone, type CaseViewProps, type FileProps } from './case-view-props.js';
import { TakesFiles } from '../site/multipart.js';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { casesWords } from './words.js';
import { shownSubject } from '../case-parts/subject.js';
import { casePartsWords } from '../case-parts/words.js';

/** One case: its text, promises, history, and the acts available. */
@DeskPages('desk/cases')
export class CasePage {
  constructor(
    private readonly details: CaseDetails,
    private readonly versions: CaseVersions,
    private readonly acts: ActsWithFiles,
    private readonly drafts: AttachmentDrafts,
    private readonly uploads: Uploads,
    private readonly codes: LookupCodes,
    private readonly referrals: Referrals,
    private readonly typing: DeskDrafts,
    private readonly idempotency: Idempotency,
    private readonly catalogue: Catalogue,
    private readonly ways: CaseWays,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Show(':caseNumber')
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Query() { done, from }: Record<string, unknown>,
  ): Promise<PageView> {
    return this.screen(site, actor, numberOf(number), BLANK, {
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
      await this.kept(actor, { caseNumber, act, typed });
      return this.screen(
        site,
        actor,
        caseNumber,
        { typed, errors, status },
        { open: act, back: typed['back'] },
      );
    }
    const draft = takesFiles(act) ? typed['draft'] : undefined;
    return this.attempt(site, actor, attempted, (input, ifMatch) =>
      act === 'refer'
        ? this.referrals.offer({ actor, caseNumber, input, ifMatch })
        : this.acts.perform({ actor, caseNumber, act, input, ifMatch }, draft),
    );
  }

  /** Sent by page.js while the form is being filled in. */
  @Submit(':caseNumber/acts/:act/keep')
  async keep(
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, act }: { caseNumber: string; act: string },
    @Typed() typed: TypedForm,
  ): Promise<never> {
    if (!isActName(act)) throw notFound();
    await this.kept(actor, { caseNumber: numberOf(number), act, typed });
    throw new NoContent();
  }

  @Submit(':caseNumber/acts/:act/discard')
  async discard(
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, act }: { caseNumber: string; act: string },
    @Typed() typed: TypedForm,
  ): Promise<SeeOther> {
    if (!isActName(act)) throw notFound();
    const caseNumber = numberOf(number);
    await this.typing.discard(actor, draftPlace({ caseNumber, act }), typed);
    return new SeeOther(`/desk/cases/${caseNumber}`);
  }

  /** The new code is shown in the response itself, without a redirect, so that it is in no URL. */
  @Submit(':caseNumber/lookup-code')
  async issueCode(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') number: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    const { file, lookupCode } = await this.codes.issue(actor, numberOf(number), typed['key']);
    const said = casesWords[site.locale].code;
    return {
      title: said.issued,
      desk: 'work',
      personal: true,
      once: true,
      languageForm: 'again',
      body: (
        <>
          <p class="lead no-print">{casePartsWords[site.locale].keys.readAloud}</p>
          <Confirmation title={said.issued} number={file.caseNumber} code={spacedCode(lookupCode)} />
          <Button href={`/desk/cases/${file.caseNumber}`}>{casePartsWords[site.locale].keys.toCase}</Button>
          {/* for the language switch: the same code again, in other words */}
          <Form
            action={`/desk/cases/${file.caseNumber}/lookup-code`}
            id="again"
            hidden={{ key: typed['key'] ?? '' }}
          >
            {null}
          </Form>
        </>
      ),
    };
  }

  @Submit(':caseNumber/referrals/:id/:act')
  ofReferral(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param() { caseNumber: number, id, act }: { caseNumber: string; id: string; act: string },
    @Typed() typed: TypedForm,
  ) {
    if (!isReferralAct(act)) throw notFound();
    return this.attempt(
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
    await this.kept(actor, of);
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

  /** Performs an act once, even if the form is sent twice; a refusal returns the form as typed. */
  private async attempt(
    site: Site,
    actor: StaffActor,
    attempted: Attempted,
    effect: Effect,
  ): Promise<PageView | SeeOther> {
    const { caseNumber, act, typed, ofReferral } = attempted;
    if (typed['lang']) {
      await this.kept(actor, attempted);
      return this.screen(site, actor, caseNumber, { ...BLANK, typed }, placeOf(attempted));
    }
    const does = ofReferral ? `${ofReferral.id} ${ofReferral.act}` : act;
    const scope = `${actor.id} page ${caseNumber} ${does}`;
    const version = Number(typed['version']);
    try {
      const input = extended(assigned(dated(inputOf(typed))));
      await this.idempotency.once({ scope, key: typed['key'], body: input }, async () => {
        const seen = Number.isInteger(version) && version > 0 ? version : undefined;
        await effect(input, seen && (await this.versions.passable(actor, caseNumber, seen)));
        return {};
      });
    } catch (error) {
      const form = returned(error, typed, site);
      await this.kept(actor, attempted);
      return this.screen(site, actor, caseNumber, form, placeOf(attempted));
    }
    if (isKept(attempted)) await this.typing.end(actor, draftPlace(attempted), typed);
    const done = `/desk/cases/${caseNumber}?done=${ofReferral?.act ?? act}`;
    const from = fromOf(typed['back']);
    const inList = from && `${done}&from=${encodeURIComponent(from)}`;
    return new SeeOther(wayBack(typed['back'], act, caseNumber) ?? inList ?? done);
  }

  private async screen(
    site: Site,
    actor: StaffActor,
    caseNumber: string,
    given: Returned,
    at: Shown,
  ): Promise<PageView> {
    const found = await this.details.show(actor, caseNumber);
    const typing = lastingOf(await this.typing.ofCase(actor, caseNumber), found);
    const isGiven = at.open !== undefined || at.ofReferral !== undefined;
    const [form, open] = isGiven ? [given, at.open] : newestOf(typing, found);
    const detail = withForm(found, open, form);
    const shown = open !== undefined && detail.acts.includes(open) && hasForm(open);
    return {
      title: `${detail.file.caseNumber} ${shownSubject(detail.file.subject, site.locale)}`,
      desk: 'work',
      wide: true,
      scripts: ['upload.js'],
      ...(shown && { languageForm: actForm(formAt(open, form.typed)), noEnter: true as const }),
      ...(at.ofReferral && { languageForm: actForm(ofReferralForm(at.ofReferral)), noEnter: true as const }),
      ...statusOf(form),
      body: (
        <CaseView
          detail={detail}
          catalogue={this.catalogue}
          form={form}
          open={open}
          done={at.done}
          ofReferral={at.ofReferral}
          formKey={formKey()}
          back={at.back}
          way={await this.ways.of(actor, at.back)}
          typing={typing}
          files={await this.filesOf(actor, detail, form)}
          site={site}
        />
      ),
    };
  }

  /** The form of an act, until it is done. */
  private async kept(actor: StaffActor, of: Attempted): Promise<void> {
    if (isKept(of)) await this.typing.keep(actor, draftPlace(of), of.typed);
  }

  private async filesOf(actor: StaffActor, { file }: CaseDetail, { typed }: Returned): Promise<FileProps> {
    const { draft } = typed;
    const holder = draft ? { actor, caseNumber: file.caseNumber, draft } : undefined;
    return {
      staged: holder ? await this.drafts.list(holder) : [],
      draft,
      kinds: attachmentsOf(this.catalogue.serviceOfCase(file.serviceId) ?? {}),
      most: this.settings.ATTACHMENTS_AT_ONCE,
      megabytes: this.settings.ATTACHMENT_MB,
    };
  }
}

/** A form with errors is shown again, also where the act is not offered any more: nothing typed is lost. */
const withForm = (detail: CaseDetail, open: ActName | undefined, { errors }: Returned): CaseDetail =>
  open === undefined || Object.keys(errors).length === 0 || detail.acts.includes(open)
    ? detail
    : { ...detail, acts: [...detail.acts, open] };

const draftPlace = ({ caseNumber, act, ofReferral }: Omit<Attempted, 'typed'>) =>
  `case ${caseNumber} ${ofReferral ? ofReferralKey(ofReferral) : act}`;

/** The draft saved last is shown open, as she left it; else an approved answer, ready to be sent. */
function newestOf(typing: ReadonlyMap<string, Typing>, detail: CaseDetail): [Returned, ActName | undefined] {
  const { acts } = detail;
  const isShown = (key: string) => {
    const [act, task] = key.split(' ');
    const isOpen = detail.tasks.some(({ id, state }) => id === task && state === 'OPEN');
    return acts.some((offered) => offered === act && (isOfTask(offered) ? isOpen : true));
  };
  const [key, kept] = [...typing].find(([at]) => isShown(at)) ?? [];
  if (kept) return [{ ...BLANK, typed: kept.fields }, key!.split(' ')[0] as ActName];
  if (!isApproved(detail) || !acts.includes('reply')) return [BLANK, undefined];
  return [{ ...BLANK, typed: proposedFor('reply', detail, typing) }, 'reply'];
}

interface Attempted {
  caseNumber: string;
  act: ActName;
  typed: TypedForm;
  ofReferral?: CaseViewProps['ofReferral'];
}
const isKept = ({ act, ofReferral }: Attempted): boolean => ofReferral !== undefined || hasForm(act);

/** The form that is shown open, or what was done. */
interface Shown {
  open?: ActName;
  done?: CaseViewProps['done'];
  ofReferral?: CaseViewProps['ofReferral'];
  /** The page from which the form was sent. */
  back?: string | undefined;
}
const placeOf = ({ act, ofReferral, typed }: Attempted): Shown => ({
  ...(ofReferral ? { ofReferral } : { open: act }),
  back: typed['back'],
});
type Effect = (input: Record<string, unknown>, ifMatch: number | undefined) => Promise<unknown>;

function numberOf(text: string): string {
  const number = parseCaseNumber(text);
  if (!number) throw notFound();
  return number;
}

/** Replaces the three fields of a date by one value, if they form a date. */
function dated(input: Record<string, unknown>): Record<string, unknown> {
  const parts = Object.entries(input).filter(
    ([, value]) => typeof value === 'object' && value !== null && 'year' in value,
  );
  return {
    ...input,
    ...Object.fromEntries(parts.map(([name, value]) => [name, typedDate(value as object) ?? '?'])),
  };
}
