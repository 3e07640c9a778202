import { Catalogue } from '@app/catalogue';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { HomePage } from './home-page.js';
import { PrivacyPage } from './privacy-page.js';
import { ServicesPage } from './services-page.js';
import { PublicOffer } from '@app/intake';
import { SiteMapPage } from './site-map-page.js';

/** Pages that only show what the catalogue says. */
@Pages()
export class HomeController {
  constructor(
    private readonly offer: PublicOffer,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  home(@TheSite() { words }: Site): PageView {
    return { title: words.common.siteName, body: <HomePage organisations={this.offer.organisations()} /> };
  }

  @Show('services')
  services(@TheSite() { words }: Site): PageView {
    const body = (
      <ServicesPage
        organisations={this.offer.organisations()}
        services={this.offer.services()}
        unit={(id) => this.catalogue.unit(id)}
      />
    );
    return { title: words.citizen.services.title, crumbs: [], body };
  }

  @Show('site-map')
  siteMap(@TheSite() { words }: Site): PageView {
    return { title: words.citizen.siteMap.title, crumbs: [], body: <SiteMapPage /> };
  }

  @Show('privacy')
  privacy(@TheSite() { words }: Site): PageView {
    return { title: words.citizen.privacy.title, crumbs: [], body: <PrivacyPage /> };
  }
}
