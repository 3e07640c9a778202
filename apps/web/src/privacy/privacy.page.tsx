import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { PrivacyView } from './privacy.view.js';

@Pages()
export class PrivacyPage {
  @Show('privacy')
  privacy(@TheSite() { words }: Site): PageView {
    return { title: words.citizen.privacy.title, crumbs: [], body: <PrivacyView /> };
  }
}
