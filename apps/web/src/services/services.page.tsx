import { Catalogue } from '@app/catalogue';
import { PublicOffer } from '@app/intake';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { choose } from './choice-of-services.js';
import { ServicesView } from './services.view.js';
import { servicesWords } from './words.js';

/** `/services`: find the right service by words, by need or by agency. */
@Pages('services')
export class ServicesPage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  services(@TheSite() { locale, query }: Site): PageView {
    const offered = {
      services: this.offer.services(),
      organisations: this.offer.organisations(),
      classes: this.catalogue.classes(),
    };
    const { title, titleFound, lead } = servicesWords[locale];
    const choice = choose(query, offered);
    return {
      title: choice ? titleFound(choice.all) : title,
      crumbs: choice ? [{ href: '/services', text: title }] : [],
      about: lead,
      changed: this.catalogue.changedAt('service'),
      body: <ServicesView {...offered} choice={choice} />,
    };
  }
}
