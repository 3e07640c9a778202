import { Catalogue } from '@app/catalogue';
import { UnitPeople, type StaffActor } from '@app/people';
import { DeskPages, Show, SignedIn, TheSite, type PageView, type Site } from '../../site/index.js';
import { unitStates } from './unit-state.js';
import { UnitsView } from './units.view.js';
import { configurationWords } from './words.js';

/** `/desk/admin/units`: the units of an organisation, and which of them would break promises silently. */
@DeskPages('desk/admin/units')
export class UnitsPage {
  constructor(
    private readonly people: UnitPeople,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async list(@TheSite() { locale }: Site, @SignedIn() actor: StaffActor): Promise<PageView> {
    const { organisationId } = actor;
    const units = unitStates(this.catalogue, organisationId, await this.people.count(actor));
    return {
      title: configurationWords[locale].units.title,
      desk: 'admin',
      wide: true,
      body: <UnitsView units={units} organisationId={organisationId} />,
    };
  }
}
