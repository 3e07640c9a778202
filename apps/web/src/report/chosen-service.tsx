import { siteWords } from '../site/words.js';
import type { Asking } from './question.js';
import { serviceWords } from './questions/service.js';

/** Which service the report is about, with a way to choose another; a button, so that nothing typed is lost. */
export function ChosenService({ locale, services, organisations, answers }: Asking) {
  const service = services.find(({ id }) => id === answers['service']);
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
