// Enhancements only: every page works without this file.
const first = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

first('#error-summary')?.focus();

for (const box of all('textarea[data-count]')) {
  const count = document.getElementById(box.dataset.count);
  const { max, left, over } = count.dataset;
  count.setAttribute('aria-live', 'polite');
  const say = () => {
    const rest = Number(max) - [...box.value.trim()].length;
    count.textContent = (rest < 0 ? over : left).replace('0', String(Math.abs(rest)));
    count.classList.toggle('count-over', rest < 0);
  };
  box.addEventListener('input', say);
  say();
}

// What is being typed is kept on the server, so that a closed tab or Reload loses nothing.
const keepTyped = (form) => {
  let timer;
  let changed = false;
  let turn = 0;
  const keep = () => {
    clearTimeout(timer);
    // a shared screen is being cleared: it must keep nothing any more
    if (!changed || document.documentElement.dataset.leaving) return;
    changed = false;
    const body = new URLSearchParams(new FormData(form));
    // so that one that arrives late does not replace a later text
    body.append('turn', String(++turn));
    // goes on after the page is left
    fetch(form.dataset.keep, { method: 'POST', body, keepalive: true, redirect: 'manual' }).then(
      ({ ok }) => {
        if (!ok) return;
        if (!changed) form.dataset.kept = 'yes';
        // Reload shows what is kept, no longer the page that refused what was sent before
        const address = new URL(form.dataset.keptAt ?? location.href, location.href);
        address.searchParams.delete('refused');
        if (address.href !== location.href) history.replaceState(history.state, '', address);
      },
      () => {},
    );
  };
  form.addEventListener('input', () => {
    changed = true;
    delete form.dataset.kept;
    clearTimeout(timer);
    timer = setTimeout(keep, 2_000);
  });
  // the form itself sends everything
  form.addEventListener('submit', () => (changed = false));
  // before the next page is asked for
  window.addEventListener('beforeunload', keep);
  window.addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', () => document.hidden && keep());
  // a script takes the form out of the page
  form.addEventListener('leave', keep);
};

for (const button of all('[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}

for (const button of all('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A link to one folded part opens it.
document.getElementById(location.hash.slice(1))?.closest('details')?.setAttribute('open', '');

// Paper has nothing to unfold: what is folded is printed open, and folded again.
window.addEventListener('beforeprint', () => {
  for (const folded of all('details:not([open])')) {
    folded.open = true;
    folded.dataset.opened = 'for print';
  }
});
window.addEventListener('afterprint', () => {
  for (const one of all('details[data-opened]')) {
    one.open = false;
    delete one.dataset.opened;
  }
});

// A second click while the form is being sent does nothing; coming back to the page makes it usable again.
const sendOnce = (form) =>
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent || event.submitter?.hasAttribute('data-stay')) return event.preventDefault();
    form.dataset.sent = 'yes';
    setTimeout(() => delete form.dataset.sent, 5_000);
  });

const prepare = (root) => {
  root.querySelectorAll('form[data-keep]').forEach(keepTyped);
  root.querySelectorAll('form[method="post"]').forEach(sendOnce);
};
prepare(document);
// forms that a script fetched
document.addEventListener('fetched', ({ target }) => prepare(target));
window.addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => delete form.dataset.sent));

const timeout = first('[data-idle-minutes]');
if (timeout) {
  const WARN_MINUTES = 2;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timeout.classList.remove('timeout-live');
    const minutes = Math.max(Number(timeout.dataset.idleMinutes) - WARN_MINUTES, 0.5);
    timer = setTimeout(() => {
      timeout.classList.add('timeout-live');
      timeout.setAttribute('role', 'alertdialog');
      timeout.querySelector('button').focus();
    }, minutes * 60_000);
  };
  timeout.querySelector('button').addEventListener('click', async () => {
    await fetch(location.href, { method: 'HEAD', credentials: 'same-origin' });
    wait();
  });
  wait();
}
