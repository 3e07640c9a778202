// A counter's shared screen: clears what a visitor left after a time without a touch, with a warning she can stop.
const bar = document.querySelector('.kiosk-bar');
const seconds = Number(bar?.dataset.kiosk ?? 0);
const mark = () => {
  document.cookie = `kiosk-script=on; path=/; samesite=lax; max-age=${(seconds || 60) * 4}`;
};

if (bar) {
  mark();
  setInterval(mark, 15_000);
  // the page came with a Refresh header, which cannot be stopped: it is loaded once without
  if (bar.dataset.refresh && document.cookie.includes('kiosk-script=on')) location.replace(location.href);
  else if (seconds > 0) watch();
  bar.querySelector('form').addEventListener('submit', leave);
}

/** What is being typed must not be kept after this (page.js). */
function leave() {
  document.documentElement.dataset.leaving = 'yes';
}

function watch() {
  const warning = bar.querySelector('.kiosk-warning');
  const count = bar.querySelector('.kiosk-count');
  const csrf = bar.querySelector('[name=csrf]').value;
  let last = Date.now();
  let told = last;
  let focused;
  const touch = () => {
    last = Date.now();
    if (!warning.hidden) {
      warning.hidden = true;
      focused?.focus();
    }
    tell();
  };
  // a warning that vanished under the pointer would let the press land on what is below it
  const isOnWarning = ({ target, type }) =>
    !warning.hidden && (warning.contains(target) || type === 'pointermove' || type === 'wheel');
  const tell = () => {
    if (last - told < seconds * 250) return;
    told = last;
    // the server clears by itself what was not touched for long
    const body = new URLSearchParams({ csrf });
    fetch('/kiosk/touch', { method: 'POST', body, redirect: 'manual' }).catch(() => {});
  };
  for (const kind of ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchmove'])
    addEventListener(kind, (event) => isOnWarning(event) || touch(), { passive: true, capture: true });
  warning.querySelector('button').addEventListener('click', touch);
  const watching = setInterval(() => {
    const left = Math.ceil(seconds - (Date.now() - last) / 1_000);
    if (left <= 0) {
      // asked for once: a second request would find that somebody has just been there
      clearInterval(watching);
      leave();
      return location.replace('/kiosk/over');
    }
    if (left > Number(bar.dataset.warned)) return;
    count.textContent = String(left);
    if (!warning.hidden) return;
    focused = document.activeElement;
    warning.hidden = false;
    warning.querySelector('button').focus();
  }, 500);
}
