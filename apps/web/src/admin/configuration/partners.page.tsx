import { Catalogue } from '@app/catalogue';
import { ConfiguredNumbers } from '@app/lookups';
import { UnitPeople, type StaffActor } from '@app/people';
import { DeskPages, Show, SignedIn, TheSite, type PageView, type Site } from '../../site/index.js';
import { partnersOf } from './partner.js';
import { PartnersView } from './partners.view.js';
import { configurationWords } from './words.js';

/** `/desk/admin/partners`: the partner teams of an organisation, with how much they hold. */
@DeskPages('desk/admin/partners')
export class PartnersPage {
  constructor(
    private readonly numbers: ConfiguredNumbers,
    private readonly people: UnitPeople,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async list(@TheSite() { locale }: Site, @SignedIn() actor: StaffActor): Promise<PageView> {
    const [people, loads] = await Promise.all([this.people.count(actor), this.numbers.partners(actor)]);
    const { organisationId } = actor;
    const partners = partnersOf(this.catalogue, organisationId, people, loads);
    return {
      title: configurationWords[locale].partners.title,
      desk: 'admin',
      wide: true,
      body: <PartnersView partners={partners} />,
    };
  }
}
