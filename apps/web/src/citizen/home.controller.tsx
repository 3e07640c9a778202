import { Catalogue } from '@app/catalogue';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { HomePage } from './home-page.js';
import { PrivacyPage } from './privacy-page.js';
import { ServicesPage } from './services-page.js';
import { Shown } from './shown.js';
import { SiteMapPage } from './site-map-page.js';

/** Pages that only show what the catalogue says. */
@Pages()
export class HomeController {
  constructor(
    private readonly shown: Shown,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  home(@TheSite() { words }: Site): PageView {
    return { title: words.common.siteName, body: <HomePage organisations={this.shown.organisations()} /> };
  }

  @Show('services')
  services(@TheSite() { words }: Site): PageView {
    const body = (
      <ServicesPage
        organisations={this.shown.organisations()}
        services={this.shown.services()}
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
