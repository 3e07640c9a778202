import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { PrivacyView } from './privacy.view.js';
import { privacyWords } from './words.js';

@Pages()
export class PrivacyPage {
  @Show('privacy')
  privacy(@TheSite() { locale }: Site): PageView {
    return {
      title: privacyWords[locale].title,
      about: privacyWords[locale].title,
      crumbs: [],
      body: <PrivacyView />,
    };
  }
}
