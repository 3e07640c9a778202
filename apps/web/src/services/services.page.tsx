import { Catalogue } from '@app/catalogue';
import { PublicOffer } from '@app/intake';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { ServicesView } from './services.view.js';
import { servicesWords } from './words.js';

@Pages()
export class ServicesPage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly catalogue: Catalogue,
  ) {}

  @Show('services')
  services(@TheSite() { locale }: Site): PageView {
    const body = (
      <ServicesView
        organisations={this.offer.organisations()}
        services={this.offer.services()}
        unit={(id) => this.catalogue.unit(id)}
      />
    );
    return { title: servicesWords[locale].title, crumbs: [], body };
  }
}
