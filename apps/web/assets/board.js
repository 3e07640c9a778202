// The live board: the server draws it, this script only replaces it. Without script the page shows the board as loaded.
const board = document.querySelector('#board');
const live = document.querySelector('#live');
const news = document.querySelector('#board-news');
const RETRY_MS = 5_000;

const shownClocks = (root) =>
  new Set(
    [...root.querySelectorAll('[data-clock]')].map(
      (row) => row.closest('section').className + row.dataset.clock,
    ),
  );

function swap({ html, news: words }) {
  const before = shownClocks(board);
  const focused = document.activeElement?.getAttribute('href');
  board.innerHTML = html;
  const changed = [...board.querySelectorAll('[data-clock]')].filter(
    (row) => !before.has(row.closest('section').className + row.dataset.clock),
  );
  changed.forEach((row) => row.classList.add('pulse'));
  if (changed.length > 0) news.textContent = words;
  if (focused) board.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

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
