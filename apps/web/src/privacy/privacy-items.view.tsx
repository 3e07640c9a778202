import { PRIVACY_NOTICE, type NoticeFacts } from '@app/intake';
import type { Locale } from '@app/platform';

/** The §8 notice, item by item (個人資料保護法第8條). */
export const PrivacyItems = ({ locale, ...facts }: NoticeFacts & { locale: Locale }) => (
  <dl class="summary">
    {PRIVACY_NOTICE[locale].items(facts).map(([item, text]) => (
      <div key={item} class="summary-row">
        <dt>{item}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);
