import { Catalogue } from '@app/catalogue';
import { OpenHeld } from '@app/lookups';
import { AccountChanges, Accounts, may, type Account, type StaffActor } from '@app/people';
import { notFound } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { DeactivateView, DEACTIVATE_FORM } from './deactivate.view.js';
import { accountOf, PERSON_FORM, typedOf } from './person-form.js';
import { PersonView } from './person.view.js';
import { TemporaryPassword } from './temporary-password.js';
import { adminWords } from './words.js';

/** `/desk/admin/people/…`: one account, its history, and what can be done with it. */
@DeskPages('desk/admin/people')
export class PersonPage {
  constructor(
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
    private readonly held: OpenHeld,
    private readonly catalogue: Catalogue,
  ) {}

  @Show(':id')
  show(
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.page(actor, id, BLANK, typeof done === 'string' ? done : undefined);
  }

  @Submit(':id')
  async change(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    if (typed['lang']) return this.page(actor, id, { ...BLANK, typed });
    return this.refusable(site, actor, id, typed, async () => {
      await this.changes.change(actor, id, accountOf(typed), this.catalogue);
      return done(id, 'change');
    });
  }

  @Submit(':id/:act')
  async act(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Param('act') act: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    if (!Object.hasOwn(ACTS, act)) throw notFound();
    const account = await this.accounts.one(actor, id);
    const isConfirmed = typed['confirmed'] === 'yes' && !typed['lang'];
    if (act === 'deactivate' && !isConfirmed) return this.preview(site, actor, account);
    return this.refusable(site, actor, id, {}, async () => {
      if (act === 'password') return this.newPassword(site, actor, account);
      await ACTS[act as keyof typeof ACTS](this.changes, actor, id);
      return done(id, act);
    });
  }

  /** A refusal stands above the page of the person. */
  private async refusable(
    site: Site,
    actor: StaffActor,
    id: string,
    typed: TypedForm,
    work: () => Promise<PageView | SeeOther>,
  ): Promise<PageView | SeeOther> {
    try {
      return await work();
    } catch (error) {
      return this.page(actor, id, returned(error, typed, site));
    }
  }

  private async newPassword(site: Site, actor: StaffActor, { id, name }: Account): Promise<PageView> {
    const password = await this.changes.newPassword(actor, id);
    const title = adminWords[site.locale].person.act.password;
    return {
      title,
      desk: 'admin',
      once: true,
      body: <TemporaryPassword {...{ title, id, name, password }} />,
    };
  }

  private async preview({ locale }: Site, actor: StaffActor, account: Account): Promise<PageView> {
    const [open, { accounts: heads }] = await Promise.all([
      this.held.count(actor, account.id),
      this.accounts.list(actor, { unit: account.unitId, role: 'UNIT_HEAD', state: 'ACTIVE' }),
    ]);
    const names = heads.filter(({ id }) => id !== account.id).map(({ name }) => name);
    return {
      title: adminWords[locale].deactivate.title(account.name),
      desk: 'admin',
      languageForm: DEACTIVATE_FORM,
      noEnter: true,
      body: <DeactivateView {...{ account, open, heads: names, reads: may(actor, 'read-cases') }} />,
    };
  }

  private async page(actor: StaffActor, id: string, form: Returned, news?: string): Promise<PageView> {
    const [account, history] = await Promise.all([
      this.accounts.one(actor, id),
      this.accounts.history(actor, id),
    ]);
    const isUnchanged = Object.keys(form.typed).length === 0;
    const shown = isUnchanged ? { ...form, typed: typedOf(account) } : form;
    const { catalogue } = this;
    return {
      title: account.name,
      desk: 'admin',
      wide: true,
      languageForm: PERSON_FORM,
      ...statusOf(form),
      body: <PersonView {...{ account, history, form: shown, catalogue, news, isSelf: actor.id === id }} />,
    };
  }
}

const ACTS = {
  deactivate: (changes: AccountChanges, actor: StaffActor, id: string) => changes.deactivate(actor, id),
  reactivate: (changes: AccountChanges, actor: StaffActor, id: string) => changes.reactivate(actor, id),
  unlock: (changes: AccountChanges, actor: StaffActor, id: string) => changes.unlock(actor, id),
  password: (changes: AccountChanges, actor: StaffActor, id: string) => changes.newPassword(actor, id),
};

const done = (id: string, act: string) => new SeeOther(`/desk/admin/people/${id}?done=${act}`);
