import { Catalogue } from '@app/catalogue';
import { AccountChanges, Accounts, staffWho, type AccountQuery, type StaffActor } from '@app/people';
import { Query } from '@nestjs/common';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import type { PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { ErrorSummary } from '../site/pieces/error-summary.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { AdminFrame } from '../site/pieces/admin-frame.js';
import { PeopleView } from './people.view.js';
import { accountOf, PERSON_FORM, PersonForm } from './person-form.js';
import { TemporaryPassword } from './temporary-password.js';
import { adminWords } from './words.js';

/** `/desk/admin/people`: the accounts of an organisation, and new ones. */
@DeskPages('desk/admin/people')
export class PeoplePage {
  constructor(
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async list(
    @TheSite() { locale }: Site,
    @SignedIn() actor: StaffActor,
    @Query() sent: Record<string, unknown>,
  ): Promise<PageView> {
    const { q, unit, role, state, cursor } = sent;
    const asked = { q, unit, role: role || undefined, state: state || undefined, cursor } as AccountQuery;
    const { accounts, next } = await this.accounts.list(actor, asked);
    const { organisationId } = actor;
    return {
      title: adminWords[locale].people.title,
      desk: 'admin',
      wide: true,
      body: <PeopleView {...{ accounts, next, asked, organisationId, catalogue: this.catalogue }} />,
    };
  }

  @Show('new')
  blank(@TheSite() site: Site, @SignedIn() actor: StaffActor): PageView {
    return this.form(site, staffWho(actor, 'manage-accounts'), BLANK);
  }

  /** The password stands on the answer itself, and nowhere else. */
  @Submit()
  async add(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    if (typed['lang']) return this.form(site, staffWho(actor, 'manage-accounts'), { ...BLANK, typed });
    try {
      const made = await this.changes.create(actor, accountOf(typed), this.catalogue);
      const { created } = adminWords[site.locale].person;
      const view = <TemporaryPassword title={created} {...made} name={typed['name'] ?? ''} />;
      return { title: created, desk: 'admin', once: true, body: view };
    } catch (error) {
      return this.form(site, actor, returned(error, typed, site));
    }
  }

  private form({ locale }: Site, { organisationId }: StaffActor, form: Returned): PageView {
    const { add } = adminWords[locale].people;
    const { catalogue } = this;
    return {
      title: add,
      desk: 'admin',
      languageForm: PERSON_FORM,
      ...statusOf(form),
      body: (
        <AdminFrame here="people">
          <ErrorSummary errors={form.errors} />
          <h1>{add}</h1>
          <PersonForm action="/desk/admin/people" isNew {...{ form, organisationId, catalogue }} />
        </AdminFrame>
      ),
    };
  }
}
