import { siteWords } from '../site/words.js';
import { serviceOf } from './matter.js';
import type { Asking } from './question.js';
import { serviceWords } from './questions/service.js';

/** Which service the report is about, with a way to choose another; a button, so that nothing typed is lost. */
export function ChosenService(asking: Asking) {
  const { locale, organisations } = asking;
  const service = serviceOf(asking);
  if (!service) return null;
  const agency = organisations.find(({ id }) => id === service.organisation);
  const { label, chosen } = serviceWords[locale];
  return (
    <p class="chosen">
      {chosen}
      <strong>{service.name[locale]}</strong> {agency?.name[locale]}{' '}
      <button class="link" type="submit" name="go" value="service">
        <span aria-hidden="true">{siteWords[locale].actions.change}</span>
        <span class="unseen">{siteWords[locale].changeOf(label)}</span>
      </button>
    </p>
  );
}
