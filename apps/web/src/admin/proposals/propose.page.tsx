import { Catalogue, type CommitmentEntry } from '@app/catalogue';
import { ConfiguredNumbers } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Param } from '@nestjs/common';
import { BLANK, returned, statusOf, type Returned } from '../../site/desk-forms.js';
import {
  DeskPages,
  Show,
  SignedIn,
  Submit,
  TheSite,
  Typed,
  type PageView,
  type Site,
  type TypedForm,
} from '../../site/index.js';
import { typedOf } from './proposal-form.js';
import { Proposals, type Proposed } from './proposals.js';
import { PROPOSAL_FORM, ProposeView } from './propose.view.js';

/** `/desk/admin/commitments/<id>`: one commitment, and a change of it to preview. */
@DeskPages('desk/admin/commitments')
export class ProposePage {
  constructor(
    private readonly proposals: Proposals,
    private readonly numbers: ConfiguredNumbers,
    private readonly catalogue: Catalogue,
  ) {}

  @Show(':id')
  show(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Param('id') id: string): Promise<PageView> {
    return this.page(site, actor, id, BLANK);
  }

  @Submit(':id')
  async preview(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView> {
    if (typed['lang'] && !typed['previewed']) return this.page(site, actor, id, { ...BLANK, typed });
    try {
      const proposed = this.proposals.propose(actor, id, typed);
      return await this.page(site, actor, id, { ...BLANK, typed }, proposed);
    } catch (error) {
      return this.page(site, actor, id, returned(error, typed, site));
    }
  }

  private async page(
    { locale }: Site,
    actor: StaffActor,
    id: string,
    form: Returned,
    proposed?: Proposed,
  ): Promise<PageView> {
    const entry = this.proposals.one(actor, id);
    const running = (await this.numbers.running(actor)).get(id) ?? 0;
    const { catalogue } = this;
    return {
      title: entry.title[locale],
      desk: 'admin',
      wide: true,
      languageForm: PROPOSAL_FORM,
      ...statusOf(form),
      body: <ProposeView {...{ entry, running, catalogue, proposed, form: begun(entry, form) }} />,
    };
  }
}

/** A form in which nothing is typed yet shows what is in force. */
const begun = (entry: CommitmentEntry, form: Returned): Returned =>
  Object.keys(form.typed).length === 0 ? { ...form, typed: typedOf(entry) } : form;
