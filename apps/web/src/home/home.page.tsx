import { PublicOffer } from '@app/intake';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { HomeView } from './home.view.js';
import { SiteMapView } from './site-map.view.js';

@Pages()
export class HomePage {
  constructor(private readonly offer: PublicOffer) {}

  @Show()
  home(@TheSite() { words }: Site): PageView {
    return { title: words.common.siteName, body: <HomeView organisations={this.offer.organisations()} /> };
  }

  @Show('site-map')
  siteMap(@TheSite() { words }: Site): PageView {
    return { title: words.citizen.siteMap.title, crumbs: [], body: <SiteMapView /> };
  }
}
