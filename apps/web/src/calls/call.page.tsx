import { Catalogue } from '@app/catalogue';
import { Intake, type TakenIn } from '@app/intake';
import { ProgressLookup } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Query } from '@nestjs/common';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { CALL_FORM, CallForm, CASE_FIELDS, type CaseField } from './call-form.view.js';
import { CallOpened } from './call-opened.view.js';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { callsWords } from './words.js';

/** Logs a call or visit while the caller is present: one page, two ways to end it. */
@DeskPages('desk/calls')
export class CallPage {
  constructor(
    private readonly intake: Intake,
    private readonly progress: ProgressLookup,
    private readonly catalogue: Catalogue,
  ) {}

  @Show('new')
  show(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query('solved') solved: unknown): PageView {
    const typed = { channel: 'PHONE', key: formKey(), hotline: this.firstHotline(actor) };
    return this.form(site, actor, { ...BLANK, typed }, { solved: solved !== undefined });
  }

  @Submit('solved')
  async solved(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    const unkept = unkeptIn(typed);
    if (unkept.length > 0) return this.form(site, actor, { ...BLANK, typed, status: 422 }, { unkept });
    const { subject: topic, ...rest } = inputOf(typed);
    try {
      await this.intake.logContact(actor, { ...rest, topic }, typed['key']);
    } catch (error) {
      return this.form(site, actor, this.refused(site, error, typed));
    }
    return new SeeOther('/desk/calls/new?solved');
  }

  @Submit('case')
  async open(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    if (typed['lang'] && !typed['sent']) return this.form(site, actor, { ...BLANK, typed });
    const { noticeRead, noticeVersion, confidential, ...input } = inputOf(typed);
    const ticked = {
      ...(noticeRead === 'yes' && { noticeVersion }),
      ...(confidential === 'yes' && { confidential: true }),
    };
    try {
      const taken = await this.intake.logCase(actor, { contact: {}, ...input, ...ticked }, typed['key']);
      return await this.opened(site, taken, typed);
    } catch (error) {
      return this.form(site, actor, this.refused(site, error, typed));
    }
  }

  private async opened(site: Site, { file, lookupCode }: TakenIn, typed: TypedForm): Promise<PageView> {
    const dueAt = await this.progress.nearestDue(file.id);
    const service = this.catalogue.service(file.serviceId)?.name[site.locale] ?? '';
    return {
      title: callsWords[site.locale].openedTitle,
      desk: 'new',
      personal: true,
      languageForm: CALL_FORM,
      body: <CallOpened file={file} lookupCode={lookupCode} dueAt={dueAt} service={service} sent={typed} />,
    };
  }

  private form(site: Site, actor: StaffActor, form: Returned, about: Partial<About> = {}): PageView {
    const organisation = this.catalogue.organisation(actor.organisationId)!;
    const services = this.catalogue.services().filter((service) => service.organisation === organisation.id);
    const { solved = false, unkept = [] } = about;
    return {
      title: callsWords[site.locale].title,
      desk: 'new',
      languageForm: CALL_FORM,
      noEnter: true,
      ...statusOf(form),
      body: <CallForm {...{ form, organisation, services, solved, unkept }} />,
    };
  }

  /**
   * Returns the form with errors under the page's field names. A form sent before gets a new key, so that it can be
   * sent again on purpose.
   */
  private refused(site: Site, error: unknown, typed: TypedForm): Returned {
    const form = returned(error, typed, site);
    const said = callsWords[site.locale];
    if (form.refusal) return { ...form, refusal: said.sentBefore, typed: { ...typed, key: formKey() } };
    const { topic, noticeVersion, ...errors } = form.errors;
    const renamed = {
      ...(topic && { subject: topic }),
      ...(noticeVersion && { noticeRead: said.noticeMust }),
    };
    return { ...form, errors: { ...errors, ...renamed } };
  }

  private firstHotline(actor: StaffActor): string {
    return this.catalogue.organisation(actor.organisationId)?.hotlines[0]?.number ?? '';
  }
}

interface About {
  solved: boolean;
  unkept: readonly CaseField[];
}

/** Fields that `solved at once` would lose and the agent has not agreed to lose. */
function unkeptIn(typed: TypedForm): CaseField[] {
  const agreed = (typed['unkept'] ?? '').split(' ');
  const fields = Object.keys(CASE_FIELDS) as CaseField[];
  return fields.filter((field) => typed[field]?.trim() && !agreed.includes(field));
}
