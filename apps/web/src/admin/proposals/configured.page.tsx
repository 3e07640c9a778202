import { Catalogue } from '@app/catalogue';
import { ConfiguredNumbers } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { parseInput } from '@app/platform';
import { Query } from '@nestjs/common';
import { DeskPages, Show, SignedIn, TheSite, type PageView, type Site } from '../../site/index.js';
import { filters } from './filters.js';
import { ConfiguredView } from './configured.view.js';
import { Proposals } from './proposals.js';
import { proposalsWords } from './words.js';

/** `/desk/admin/commitments`: what binds the administrator's organisation, and how much runs under each. */
@DeskPages('desk/admin/commitments')
export class ConfiguredCommitmentsPage {
  constructor(
    private readonly proposals: Proposals,
    private readonly numbers: ConfiguredNumbers,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async list(
    @TheSite() { locale }: Site,
    @SignedIn() actor: StaffActor,
    @Query() { service, kind }: Record<string, unknown>,
  ): Promise<PageView> {
    const entries = this.proposals.list(actor);
    const running = await this.numbers.running(actor);
    const asked = parseInput(filters, { service, kind });
    const { catalogue } = this;
    const { organisationId } = actor;
    return {
      title: proposalsWords[locale].title,
      desk: 'admin',
      wide: true,
      body: <ConfiguredView {...{ entries, running, asked, catalogue, organisationId }} />,
    };
  }
}
