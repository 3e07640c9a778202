import { Catalogue, CHANNELS } from '@app/catalogue';
import { Intake, type TakenIn } from '@app/intake';
import { ProgressLookup } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { invalid } from '@app/platform';
import { Query } from '@nestjs/common';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { CallForm } from './call-form.js';
import { CallOpened } from './call-opened.js';
import { BLANK, formKey, inputOf, returned, statusOf, type Returned } from './desk-forms.js';

/** Logging a call or visit with the caller on the line: one page, two ways to end it. */
@DeskPages('desk/calls')
export class CallPages {
  constructor(
    private readonly intake: Intake,
    private readonly progress: ProgressLookup,
    private readonly catalogue: Catalogue,
  ) {}

  @Show('new')
  show(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query('solved') solved: unknown): PageView {
    const typed = { channel: 'PHONE', key: formKey(), hotline: this.firstHotline(actor) };
    return this.form(site, actor, { ...BLANK, typed }, solved !== undefined);
  }

  @Submit('solved')
  async solved(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    const { subject: topic, ...rest } = inputOf(typed);
    try {
      await this.intake.logContact(actor, { ...rest, topic }, typed['key']);
    } catch (error) {
      return this.form(site, actor, renamed(returned(error, typed, site), 'topic', 'subject'));
    }
    return new SeeOther('/desk/calls/new?solved');
  }

  @Submit('case')
  async open(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    try {
      if (typed['noticeRead'] !== 'yes')
        throw invalid({ field: 'noticeRead', code: site.words.desk.call.noticeMust });
      const { noticeRead: _read, answer: _answer, ...input } = inputOf(typed);
      const withContact = { contact: {}, ...input };
      return await this.opened(site, await this.intake.logCase(actor, withContact, typed['key']));
    } catch (error) {
      return this.form(site, actor, returned(error, typed, site));
    }
  }

  private async opened(site: Site, { file, lookupCode }: TakenIn): Promise<PageView> {
    const dueAt = await this.progress.nearestDue(file.id);
    const service = this.catalogue.service(file.serviceId)?.name[site.lang] ?? '';
    return {
      title: site.words.desk.call.openedTitle,
      desk: 'new',
      personal: true,
      body: <CallOpened file={file} lookupCode={lookupCode} dueAt={dueAt} service={service} />,
    };
  }

  private form(site: Site, actor: StaffActor, form: Returned, solved = false): PageView {
    const organisation = this.catalogue.organisation(actor.organisationId)!;
    const services = this.catalogue.services().filter((service) => service.organisation === organisation.id);
    return {
      title: site.words.desk.call.title,
      desk: 'new',
      scripts: ['desk.js'],
      ...statusOf(form),
      body: (
        <CallForm
          form={form}
          organisation={organisation}
          services={services}
          channels={CHANNELS}
          solved={solved}
        />
      ),
    };
  }

  private firstHotline(actor: StaffActor): string {
    return this.catalogue.organisation(actor.organisationId)?.hotlines[0]?.number ?? '';
  }
}

/** The form has one summary field; a contact calls it topic. */
function renamed(form: Returned, from: string, to: string): Returned {
  const { [from]: error, ...errors } = form.errors;
  return error === undefined ? form : { ...form, errors: { [to]: error, ...errors } };
}
