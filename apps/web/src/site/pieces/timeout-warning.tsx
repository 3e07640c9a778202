import { useSite } from '../site.js';
import { siteWords } from '../words.js';

/** Shown by page.js some minutes before an idle session ends; without script the text is at the bottom of the page. */
export function TimeoutWarning({ minutes }: { minutes: number }) {
  const { locale } = useSite();
  const { timeout, actions } = siteWords[locale];
  return (
    <div class="timeout" data-idle-minutes={minutes} role="region" aria-label={timeout.title}>
      <p class="timeout-title">{timeout.title}</p>
      <p>{timeout.text(minutes)}</p>
      <button class="button button-primary timeout-stay" type="button">
        {actions.stay}
      </button>
    </div>
  );
}
