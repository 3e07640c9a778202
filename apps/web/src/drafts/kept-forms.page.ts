import type { StaffActor } from '@app/people';
import { DeskDrafts } from '../site/desk-drafts.js';
import { pageOfForm } from '../site/form-places.js';
import { NoContent, SeeOther } from '../site/outcome.js';
import { DeskPages, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';

/** Addresses of the forms about a case and its referrals, of either side. */
const FORMS = [
  'cases/:caseNumber/acts/:act',
  'cases/:caseNumber/referrals/:id/:act',
  'referrals/:id/:act',
] as const;
const each = (what: 'keep' | 'discard') => FORMS.map((form) => `${form}/${what}`);

/** Keeps what is typed into a form, or discards it; which form, its address says (`form-places.ts`). */
@DeskPages('desk')
export class KeptFormsPage {
  constructor(private readonly typing: DeskDrafts) {}

  /** Sent by page.js while the form is being filled in. */
  @Submit(each('keep'))
  async keep(
    @TheSite() { path }: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<never> {
    await this.typing.keep(actor, await this.typing.placeAt(actor, path, typed), typed);
    throw new NoContent();
  }

  @Submit(each('discard'))
  async discard(
    @TheSite() { path }: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<SeeOther> {
    await this.typing.discard(actor, await this.typing.placeAt(actor, path, typed), typed);
    return new SeeOther(pageOfForm(path));
  }
}
