import { PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { useSite } from '../site/index.js';
import { PrivacyItems } from './privacy-items.view.js';
import { privacyWords } from './words.js';

/** The §8 notice, to be read at any time. */
export function PrivacyView() {
  const { lang } = useSite();
  return (
    <div class="column">
      <h1>{PRIVACY_NOTICE[lang].title}</h1>
      <PrivacyItems lang={lang} agency={privacyWords[lang].anyAgency} />
      <p class="hint">{privacyWords[lang].version(PRIVACY_NOTICE_VERSION)}</p>
    </div>
  );
}
