import { PublicOffer } from '@app/intake';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { HomeView } from './home.view.js';
import { SiteMapView } from './site-map.view.js';
import { siteWords } from '../site/words.js';
import { homeWords } from './words.js';

@Pages()
export class HomePage {
  constructor(private readonly offer: PublicOffer) {}

  @Show()
  home(@TheSite() { locale }: Site): PageView {
    const body = <HomeView organisations={this.offer.organisations()} />;
    return { title: siteWords[locale].siteName, about: homeWords[locale].lead, body };
  }

  @Show('site-map')
  siteMap(@TheSite() { locale }: Site): PageView {
    return { title: homeWords[locale].siteMap.title, crumbs: [], body: <SiteMapView /> };
  }
}
