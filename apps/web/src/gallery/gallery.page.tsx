import { LANGS } from '../site/language.js';
import type { PageView } from '../site/outcome.js';
import { Pages, Show, TheSite } from '../site/pages.decorators.js';
import { SiteContext, type Site } from '../site/site.js';
import { wordsIn } from '../site/words/index.js';
import { GalleryForms } from './gallery-forms.view.js';
import { GalleryPieces } from './gallery-pieces.view.js';
import { SAMPLE_NOW } from './samples.js';

/** `/gallery`: every piece in every state, in both languages. */
@Pages('gallery')
export class GalleryPage {
  @Show()
  show(@TheSite() site: Site): PageView {
    const title = wordsIn(site.lang).citizen.siteMap.gallery;
    const body = (
      <>
        <h1>{title}</h1>
        {LANGS.map((lang) => (
          <SiteContext.Provider key={lang} value={{ ...site, lang, words: wordsIn(lang), now: SAMPLE_NOW }}>
            <div lang={lang === 'en' ? 'en' : 'zh-Hant-TW'}>
              <GalleryForms prefix={lang} />
              <GalleryPieces />
            </div>
          </SiteContext.Provider>
        ))}
      </>
    );
    return { title, body, hidden: true };
  }
}
