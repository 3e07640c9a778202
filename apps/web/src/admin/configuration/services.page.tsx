import { Catalogue } from '@app/catalogue';
import { staffWho, type StaffActor } from '@app/people';
import { DeskPages, Show, SignedIn, TheSite, type PageView, type Site } from '../../site/index.js';
import { ServicesView } from './services.view.js';
import { configurationWords } from './words.js';

/** `/desk/admin/services`: the services of an organisation, its codes of calls, and the lists that staff see. */
@DeskPages('desk/admin/services')
export class ConfiguredServicesPage {
  constructor(private readonly catalogue: Catalogue) {}

  @Show()
  list(@TheSite() { locale }: Site, @SignedIn() actor: StaffActor): PageView {
    const { organisationId } = staffWho(actor, 'see-configuration');
    const { catalogue } = this;
    const services = catalogue.services().filter(({ organisation }) => organisation === organisationId);
    const organisation = catalogue.organisation(organisationId);
    return {
      title: configurationWords[locale].services.title,
      desk: 'admin',
      wide: true,
      body: <ServicesView {...{ services, organisation, catalogue, organisationId }} />,
    };
  }
}
