import type { Locale } from '@app/platform';
import { PRIVACY_NOTICE } from '@app/intake';

/** The §8 notice, item by item (個人資料保護法第8條). */
export const PrivacyItems = ({ locale, agency }: { locale: Locale; agency: string }) => (
  <dl class="summary">
    {PRIVACY_NOTICE[locale].items.map(([item, text]) => (
      <div key={item} class="summary-row">
        <dt>{item}</dt>
        <dd>{text.replace('{agency}', agency)}</dd>
      </div>
    ))}
  </dl>
);
