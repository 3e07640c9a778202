import { useSite } from '../site.js';
import { siteWords } from '../words.js';

/** Both appear only where page.js can make them work. */
export function CopyButton({ text }: { text: string }) {
  const { actions } = siteWords[useSite().locale];
  return (
    <button
      class="button button-secondary"
      type="button"
      hidden
      data-copy={text}
      data-copied={actions.copied}
    >
      {actions.copy}
    </button>
  );
}

export const PrintButton = () => (
  <button class="button button-secondary" type="button" hidden data-print>
    {siteWords[useSite().locale].actions.print}
  </button>
);
