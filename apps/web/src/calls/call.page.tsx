import { CaseReader } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { CaseCalls, Intake, UndoContact, type TakenIn } from '@app/intake';
import { ProgressLookup, ToldCitizen } from '@app/lookups';
import { staffWho, type StaffActor } from '@app/people';
import { notFound } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { numberOf } from '../case-parts/number-of.js';
import { DeskDrafts } from '../site/desk-drafts.js';
import { callPlace, isFormKey, pageOfForm } from '../site/form-places.js';
import { NoContent, SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { partsIn, typedDate } from '../site/typed-date.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { BLANK, formKey, inputOf, statusOf, type Returned } from '../site/desk-forms.js';
import type { Done } from './call-done.view.js';
import { CALL_FORM, CallForm } from './call-form.view.js';
import { CallOpened } from './call-opened.view.js';
import { CallKnowledge } from './call-knowledge.js';
import { CallerLookup } from './caller-lookup.js';
import { unkeptBy, type Ending } from './endings.js';
import { refusedCall } from './refused-call.js';
import { ToldPage } from './told.view.js';
import { callsWords } from './words.js';

/** The ends of a call that only count it. */
const COUNTED = { attached: 'ATTACHED', asked: 'ASKED' } as const;

/** Logs a call or visit while the caller is present: one page, four ways to end it. */
@DeskPages('desk/calls')
export class CallPage {
  constructor(
    private readonly intake: Intake,
    private readonly calls: CaseCalls,
    private readonly contacts: UndoContact,
    private readonly caller: CallerLookup,
    private readonly knowledge: CallKnowledge,
    private readonly cases: CaseReader,
    private readonly progress: ProgressLookup,
    private readonly catalogue: Catalogue,
    private readonly messages: ToldCitizen,
    private readonly typing: DeskDrafts,
  ) {}

  @Show('new')
  async show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query() query: Record<string, unknown>,
  ): Promise<PageView> {
    staffWho(actor, 'log-case'); // before she types what could not be sent
    const key = isFormKey(query['draft']) ? query['draft'] : undefined;
    const kept = key && (await this.typing.find(actor, callPlace(key)));
    if (kept) return this.form(site, actor, { ...BLANK, typed: { ...kept.fields, key } }, { kept });
    const typed = {
      ...{ channel: 'PHONE', matter: 'CONSULTATION', key: formKey(), hotline: this.firstHotline(actor) },
      ...bySwitchboard(query),
    };
    return this.form(site, actor, { ...BLANK, typed }, { done: await this.doneOf(actor, query) });
  }

  /** Sent by page.js while the form is being filled in. */
  @Submit('keep')
  async keep(@SignedIn() actor: StaffActor, @Typed() typed: TypedForm): Promise<never> {
    await this.kept(actor, typed);
    throw new NoContent();
  }

  /** The same by a button, for browsers without script. */
  @Submit('save')
  async save(@SignedIn() actor: StaffActor, @Typed() typed: TypedForm): Promise<SeeOther> {
    await this.kept(actor, typed);
    return new SeeOther(pageOfForm('/desk/calls/save', typed));
  }

  @Submit('discard')
  async discard(@SignedIn() actor: StaffActor, @Typed() typed: TypedForm): Promise<SeeOther> {
    staffWho(actor, 'log-contact');
    if (!isFormKey(typed['key'])) throw notFound();
    await this.typing.discard(actor, callPlace(typed['key']), typed);
    return new SeeOther('/desk/calls/new');
  }

  /** The cases of the caller, beside everything typed so far. */
  @Submit('who')
  async who(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    const { fault } = await this.caller.find(actor, typed, site.locale);
    const filled = this.caller.filled(typed, site.locale);
    if (isWholePage(typed)) await this.kept(actor, filled);
    if (fault === null) return this.form(site, actor, { ...BLANK, typed: filled });
    const said = callsWords[site.locale].callerFault;
    const caller = typed['caller']?.trim() ? said[fault] : said.empty;
    return this.form(site, actor, { ...BLANK, typed: filled, errors: { caller }, status: 422 });
  }

  /** Answers that fit the summary, beside everything typed so far; with `use` the answer of one is put in. */
  @Submit('faq')
  async faq(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    staffWho(actor, 'log-contact');
    const used = await this.knowledge.used(actor, typed);
    if (isWholePage(typed)) await this.kept(actor, used);
    return this.form(site, actor, { ...BLANK, typed: used });
  }

  @Submit('solved')
  solved(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Typed() typed: TypedForm) {
    return this.end('solved', site, actor, typed, async () => {
      const { subject: topic, ...rest } = inputOf(typed);
      return this.logged(await this.intake.logContact(actor, { ...rest, topic }, typed['key']));
    });
  }

  @Submit('attached')
  attached(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Typed() typed: TypedForm) {
    return this.onCase('attached', site, actor, typed);
  }

  @Submit('asked')
  asked(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Typed() typed: TypedForm) {
    return this.onCase('asked', site, actor, typed);
  }

  @Submit('case')
  async open(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Typed() typed: TypedForm) {
    if (typed['lang'] && !typed['sent']) {
      await this.kept(actor, typed);
      return this.form(site, actor, { ...BLANK, typed });
    }
    return this.end('case', site, actor, typed, async () => {
      const { noticeRead, noticeVersion, confidential, receivedOn, ...input } = inputOf(typed);
      const ticked = {
        ...(receivedOn !== undefined && { receivedOn: typedDate(partsIn(typed, 'receivedOn')) ?? '?' }),
        ...(noticeRead === 'yes' && { noticeVersion }),
        ...(confidential === 'yes' && { confidential: true }),
      };
      const taken = await this.intake.logCase(actor, { contact: {}, ...input, ...ticked }, typed['key']);
      return this.opened(site, actor, taken, typed);
    });
  }

  /** How far the messages to the caller got; asked again by told.js. */
  @Show('told/:caseNumber')
  async told(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('caseNumber') typed: string,
  ): Promise<PageView> {
    const caseNumber = numberOf(typed);
    const told = await this.messages.of(actor, caseNumber);
    const { title } = callsWords[site.locale].told;
    return { title, desk: 'new', personal: true, body: <ToldPage {...{ caseNumber, told }} /> };
  }

  /** Undoes a call just logged. */
  @Submit('undo')
  async undo(@SignedIn() actor: StaffActor, @Typed() { id }: TypedForm): Promise<SeeOther> {
    if (!id) throw notFound();
    await this.contacts.undo(actor, id);
    return new SeeOther('/desk/calls/new?undone');
  }

  private onCase(ending: keyof typeof COUNTED, site: Site, actor: StaffActor, typed: TypedForm) {
    return this.end(ending, site, actor, typed, async () => {
      const { subject, said, ...facts } = inputOf(typed);
      const call = { ...facts, said: [subject, said].filter(Boolean).join('\n') };
      return this.logged(await this.calls.log(actor, COUNTED[ending], call, typed['key']));
    });
  }

  private logged = ({ id }: { id: string }) => new SeeOther(`/desk/calls/new?logged=${id}`);

  /** Asks before anything typed is lost; returns the form with everything typed when it is refused. */
  private async end<T>(
    ending: Ending,
    site: Site,
    actor: StaffActor,
    typed: TypedForm,
    effect: () => Promise<T>,
  ) {
    const unkept = unkeptBy(ending, typed);
    if (unkept) {
      await this.kept(actor, typed);
      return this.form(site, actor, { ...BLANK, typed, status: 422 }, { unkept });
    }
    try {
      const done = await effect();
      if (isFormKey(typed['key'])) await this.typing.end(actor, callPlace(typed['key']), typed);
      return done;
    } catch (error) {
      const form = refusedCall(error, typed, site);
      await this.kept(actor, form.typed);
      return this.form(site, actor, form);
    }
  }

  /** The form, until the call is logged. */
  private async kept(actor: StaffActor, typed: TypedForm): Promise<void> {
    staffWho(actor, 'log-contact');
    if (isFormKey(typed['key'])) await this.typing.keep(actor, callPlace(typed['key']), typed);
  }

  private async doneOf(actor: StaffActor, query: Record<string, unknown>): Promise<Done | undefined> {
    if (query['undone'] !== undefined) return 'undone';
    if (typeof query['logged'] !== 'string') return undefined;
    const logged = await this.contacts.open(actor, query['logged']);
    const caseId = logged?.caseId;
    return logged && { logged, caseNumber: caseId ? (await this.cases.file(caseId)).caseNumber : undefined };
  }

  private async opened(
    site: Site,
    actor: StaffActor,
    { file, lookupCode }: TakenIn,
    typed: TypedForm,
  ): Promise<PageView> {
    const dueAt = await this.progress.nearestDue(file.id);
    const service = this.catalogue.service(file.serviceId)?.name[site.locale] ?? '';
    const told = await this.messages.ofOpened(actor, file);
    const unit = this.catalogue.unit(file.unitId)?.name[site.locale] ?? '';
    return {
      title: callsWords[site.locale].openedTitle,
      desk: 'new',
      personal: true,
      once: true,
      scripts: ['told.js'],
      languageForm: CALL_FORM,
      body: <CallOpened {...{ file, lookupCode, dueAt, service, unit, told }} sent={typed} />,
    };
  }

  private async form(
    site: Site,
    actor: StaffActor,
    form: Returned,
    about: Partial<About> = {},
  ): Promise<PageView> {
    const organisation = this.catalogue.organisation(actor.organisationId)!;
    const services = this.catalogue.services().filter((service) => service.organisation === organisation.id);
    const { done, unkept, kept } = about;
    const { key = '' } = form.typed;
    const others = (await this.typing.calls(actor)).filter((one) => one.key !== key);
    const isKept = isFormKey(key) && (await this.typing.find(actor, callPlace(key))) !== undefined;
    const entries = await this.knowledge.found(actor, form.typed);
    const found = form.typed['caller']?.trim()
      ? await this.caller.find(actor, form.typed, site.locale)
      : undefined;
    return {
      title: callsWords[site.locale].title,
      desk: 'new',
      wide: true,
      languageForm: CALL_FORM,
      noEnter: true,
      scripts: ['calls.js'],
      ...(found && { personal: true }),
      ...statusOf(form),
      at: pageOfForm('/desk/calls/new', form.typed),
      body: (
        <CallForm
          {...{ form, organisation, services, done, unkept, found, entries, kept, isKept, others }}
          page={formKey()}
        />
      ),
    };
  }

  private firstHotline(actor: StaffActor): string {
    return this.catalogue.organisation(actor.organisationId)?.hotlines[0]?.number ?? '';
  }
}

/** The address that the telephone system opens when a call comes in: its number of the call, seconds waited. */
const bySwitchboard = ({ call, waited }: Record<string, unknown>): TypedForm => ({
  ...(typeof call === 'string' && { reference: call.slice(0, 100) }),
  ...(typeof waited === 'string' && /^\d{1,5}$/.test(waited) && { waited }),
});

type About = Pick<Parameters<typeof CallForm>[0], 'done' | 'unkept' | 'kept'>;

/** What calls.js asks for without leaving the page lacks this field: page.js keeps that form. */
const isWholePage = ({ page }: TypedForm): boolean => page !== undefined;
