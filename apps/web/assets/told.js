// Asks again how far the messages to the caller got, while one may still change; without this file a link does.
const EVERY_MS = 3000;
const MOST = 60;
let asked = 0;

async function look() {
  const shown = document.getElementById('told');
  if (!shown?.dataset.waits || ++asked > MOST) return;
  if (!document.hidden) {
    const answer = await fetch(shown.querySelector('a').href).catch(() => undefined);
    // signed out, or no connection: what is shown stays, and the link with it
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    take(shown, page.getElementById('told'));
  }
  setTimeout(look, EVERY_MS);
}

/** Only what changed, so that it alone is announced, and the focus stays. */
function take(shown, fresh) {
  if (!fresh) return;
  const [rows, now] = [shown.querySelector('ul'), fresh.querySelector('ul')];
  [...now.children].forEach((row, index) => {
    const old = rows.children[index];
    if (!old) rows.append(row.cloneNode(true));
    else if (!old.isEqualNode(row)) old.replaceChildren(...row.cloneNode(true).childNodes);
  });
  if (!fresh.dataset.waits) {
    delete shown.dataset.waits;
    shown.querySelector('a')?.parentElement.remove();
  }
}

setTimeout(look, EVERY_MS);
