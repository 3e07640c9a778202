import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { PrivacyView } from './privacy.view.js';
import { privacyWords } from './words.js';

@Pages()
export class PrivacyPage {
  @Show('privacy')
  privacy(@TheSite() { lang }: Site): PageView {
    return { title: privacyWords[lang].title, crumbs: [], body: <PrivacyView /> };
  }
}
