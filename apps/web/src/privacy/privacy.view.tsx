import { PRIVACY_NOTICE, PRIVACY_NOTICE_VERSION } from '@app/intake';
import { useSite } from '../site/index.js';
import { PrivacyItems } from './privacy-items.view.js';
import { privacyWords } from './words.js';

/** The page with the §8 notice. */
export function PrivacyView() {
  const { locale } = useSite();
  return (
    <div class="column">
      <h1>{PRIVACY_NOTICE[locale].title}</h1>
      <PrivacyItems locale={locale} agency={privacyWords[locale].anyAgency} />
      <p class="hint">{privacyWords[locale].version(PRIVACY_NOTICE_VERSION)}</p>
    </div>
  );
}
