import { CsrfField } from '../pieces/csrf-field.js';
import { KIOSK, KIOSK_CLEARED } from '../kiosk.js';
import { useSite } from '../site.js';
import { siteWords } from '../words.js';

/** On every page of a shared screen: the button that clears everything, and the warning before it clears itself. */
export function KioskBar() {
  const { locale, kiosk, path } = useSite();
  if (!kiosk) return null;
  const said = siteWords[locale].kiosk;
  const isClear = path === KIOSK_CLEARED || path === KIOSK;
  return (
    <section
      class="kiosk-bar no-print"
      aria-label={said.label}
      data-kiosk={isClear ? undefined : kiosk.seconds}
      data-warned={kiosk.warned}
      data-refresh={kiosk.hasScript ? undefined : 'yes'}
    >
      <p>{said.text(kiosk.seconds)}</p>
      <form method="post" action={`${KIOSK}/done`}>
        <CsrfField />
        <button class="button button-primary" type="submit">
          {said.done}
        </button>
      </form>
      <div class="kiosk-warning" role="alertdialog" aria-labelledby="kiosk-warning" hidden>
        <p id="kiosk-warning">{said.still}</p>
        <p>
          <span class="kiosk-count">{kiosk.warned}</span> {said.seconds}
        </p>
        <button class="button button-primary" type="button">
          {said.stay}
        </button>
      </div>
    </section>
  );
}
