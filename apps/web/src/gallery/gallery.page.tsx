import { LOCALES } from '@app/platform';
import type { PageView } from '../site/outcome.js';
import { Pages, Show, TheSite } from '../site/pages.decorators.js';
import { SiteContext, type Site } from '../site/site.js';
import { GalleryForms } from './gallery-forms.view.js';
import { GalleryPieces } from './gallery-pieces.view.js';
import { SAMPLE_NOW } from './samples.js';
import { homeWords } from '../home/words.js';

/** `/gallery`: every piece in every state, in both languages. */
@Pages('gallery')
export class GalleryPage {
  @Show()
  show(@TheSite() site: Site): PageView {
    const title = homeWords[site.locale].siteMap.gallery;
    const body = (
      <>
        <h1>{title}</h1>
        {LOCALES.map((locale) => (
          <SiteContext.Provider key={locale} value={{ ...site, locale, now: SAMPLE_NOW }}>
            <div lang={locale === 'en' ? 'en' : 'zh-Hant-TW'}>
              <GalleryForms prefix={locale} />
              <GalleryPieces />
            </div>
          </SiteContext.Provider>
        ))}
      </>
    );
    return { title, body, hidden: true };
  }
}
