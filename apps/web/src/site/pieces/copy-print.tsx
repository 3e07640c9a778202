import { useSite } from '../site.js';
import { siteWords } from '../words.js';

/** Both appear only where page.js can make them work. A shared screen copies nothing for the next visitor. */
export function CopyButton({ text }: { text: string }) {
  const { locale, kiosk } = useSite();
  const { actions } = siteWords[locale];
  if (kiosk) return null;
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

export function PrintButton() {
  const { locale, kiosk } = useSite();
  const said = siteWords[locale];
  return (
    <>
      <button class="button button-secondary" type="button" hidden data-print>
        {said.actions.print}
      </button>
      {kiosk ? <span class="hint">{said.kiosk.print}</span> : null}
    </>
  );
}
