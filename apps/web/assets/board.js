// The live board: the server draws it, this script brings the page in line with it and fetches the forms of a row.
// Without script the page shows the board as loaded, and a link brings the forms.
const board = document.querySelector('#board');
const live = document.querySelector('#live');
const news = document.querySelector('#board-news');
const RETRY_MS = 5_000;

// ---- Patching: an element that stays is never replaced, so that focus, what is typed and what is unfolded stay.

const keyOf = (node) => node.id || undefined;
const isAlike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

function patch(old, fresh, wanted) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  // what the reader opened there is the reader's
  if (old.hasAttribute('data-own')) return;
  for (const { name } of [...old.attributes])
    if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  patchChildren(old, fresh, wanted);
}

function patchChildren(old, fresh, wanted) {
  let at = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    while (at?.classList?.contains('row-gone')) at = at.nextSibling;
    const key = keyOf(child);
    const known = key ? find(board, key) : at;
    if (!known || !isAlike(known, child)) {
      old.insertBefore(child, at);
      continue;
    }
    if (known === at) at = at.nextSibling;
    else move(known, old, at);
    patch(known, child, wanted);
  }
  while (at) {
    const rest = at;
    at = at.nextSibling;
    // a row that goes to another column is moved when that column is reached
    const stays = rest.classList?.contains('row-gone') || wanted.has(keyOf(rest));
    if (!stays) rest.remove();
  }
}

const find = (root, id) => root.querySelector(`#${CSS.escape(id)}`);

/** First what is gone altogether goes, so that nothing else has to move. */
function clear(wanted) {
  for (const node of board.querySelectorAll('[id]')) {
    if (wanted.has(node.id) || node.parentElement?.closest('[data-own], .row-gone')) continue;
    if (isInUse(node)) node.classList.add('row-gone');
    else removeFocused(node);
  }
}

function removeFocused(node) {
  const near =
    node.contains(document.activeElement) && (node.nextElementSibling ?? node.previousElementSibling);
  node.remove();
  if (near) near.querySelector('a, button, summary')?.focus({ preventScroll: true });
}

/** Focus outlasts a move, also where the browser cannot move an element in one step. */
function move(node, to, before) {
  const focused = node.contains(document.activeElement) ? document.activeElement : undefined;
  if (to.moveBefore) to.moveBefore(node, before);
  else to.insertBefore(node, before);
  focused?.focus({ preventScroll: true });
}

/** A row in which the reader unfolded a form stays until it is folded. */
const isInUse = (node) =>
  node.matches('[data-clock]') && node.querySelector('[data-own][open] form') !== null;

const shownClocks = () =>
  new Map([...board.querySelectorAll('[data-clock]')].map((row) => [row, row.closest('section')?.className]));

function swap({ html, news: words }) {
  const before = shownClocks();
  const fresh = document.createElement('div');
  fresh.innerHTML = html;
  for (const row of board.querySelectorAll('.row-gone')) row.classList.remove('row-gone');
  const wanted = new Set([...fresh.querySelectorAll('[id]')].map(({ id }) => id));
  clear(wanted);
  patchChildren(board, fresh, wanted);
  const changed = [...shownClocks()].filter(([row, section]) => before.get(row) !== section);
  board.querySelectorAll('.pulse').forEach((row) => row.classList.remove('pulse'));
  for (const [row] of changed) row.classList.add('pulse');
  if (changed.length > 0) news.textContent = words;
  board.querySelectorAll('.row-gone').forEach(sayGone);
}

function sayGone(row) {
  if (row.querySelector('.gone-words')) return;
  const said = document.createElement('p');
  said.className = 'gone-words';
  said.textContent = board.dataset.gone;
  row.querySelector('[data-own]').before(said);
}

// ---- Forms of a row: those of one row at a time, as their ids are those of the acts.

async function bring(forms) {
  const answer = await fetch(forms.dataset.from).catch(() => undefined);
  // the link that is there leads to the same forms, or to sign-in
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const found = page.getElementById(forms.id);
  if (!found) return;
  for (const other of board.querySelectorAll('.row-forms')) if (other !== forms) empty(other);
  forms.replaceChildren(...found.childNodes);
  forms.dispatchEvent(new Event('fetched', { bubbles: true }));
  forms.querySelector('summary, button, a')?.focus();
}

/** Takes the forms of another row away; what was typed there is kept on the server. */
function empty(forms) {
  for (const form of forms.querySelectorAll('form')) form.dispatchEvent(new Event('leave'));
  if (!forms.querySelector('form')) return;
  forms.replaceChildren();
  forms.closest('details').open = false;
}

// `toggle` does not bubble
board.addEventListener(
  'toggle',
  ({ target }) => {
    if (!target.matches('[data-own]')) return;
    const forms = target.querySelector('.row-forms');
    if (target.open && !forms.querySelector('form')) void bring(forms);
    else if (!target.open && target.closest('.row-gone')) target.closest('.row-gone').remove();
  },
  true,
);

// ---- The stream.

function say(state) {
  live.hidden = false;
  live.textContent = live.dataset[state];
  live.className = `live live-${state}`;
}

function follow() {
  const stream = new EventSource(board.dataset.stream);
  stream.addEventListener('open', () => say('live'));
  stream.addEventListener('board', ({ data }) => swap(JSON.parse(data)));
  stream.addEventListener('ended', leave);
  stream.addEventListener('error', () => {
    say('stopped');
    if (stream.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(again, RETRY_MS);
  });
}

// When signed out meanwhile, here or elsewhere, reloading leads to the sign-in page.
const leave = () => location.reload();

async function again() {
  const asked = { method: 'HEAD', redirect: 'manual', headers: { accept: 'text/event-stream' } };
  const answer = await fetch(location.href, asked).catch(() => undefined);
  if (answer?.type === 'opaqueredirect') leave();
  else follow();
}
follow();
