import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface TimeoutProps {
  minutes: number;
  title: string;
  text: string;
}

/** Shown by page.js some minutes before an idle session ends; without script the text is at the bottom of the page. */
export function TimeoutWarning({ minutes, title, text }: TimeoutProps) {
  const { actions } = siteWords[useSite().locale];
  return (
    <div class="timeout" data-idle-minutes={minutes} role="region" aria-label={title}>
      <p class="timeout-title">{title}</p>
      <p>{text}</p>
      <button class="button button-primary timeout-stay" type="button">
        {actions.stay}
      </button>
    </div>
  );
}
