// Finds the caller's cases without loading the page again; without this file its button sends the whole form.
const form = document.querySelector('form.call');
const caller = form.elements.namedItem('caller');
const button = form.querySelector('[formaction="/desk/calls/who"]');
const field = (within, name) => within.querySelector(`[name="${name}"]`);

caller.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit(button);
});

const WITHOUT_RELOAD = { '/desk/calls/who': find, '/desk/calls/faq': use };
let plain = false;
form.addEventListener('submit', (event) => {
  const pressed = event.submitter;
  const act = WITHOUT_RELOAD[pressed?.getAttribute('formaction')];
  if (!act || plain) return;
  event.preventDefault();
  act(pressed).catch(() => {
    // signed out, or no connection: the browser's own way, which says so
    plain = true;
    form.requestSubmit(pressed);
  });
  delete form.dataset.sent; // set by page.js against a second press
});

/** The form as the server answers it. */
async function ask(address, sent) {
  const body = new URLSearchParams(sent);
  body.delete('page'); // this page stays, and page.js keeps what is typed into it
  const answer = await fetch(address, { method: 'POST', body });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('form.call');
  if (!fresh) throw new Error('not the form');
  return fresh;
}

let latest = 0;
async function find() {
  const asked = ++latest;
  const sent = new FormData(form);
  const fresh = await ask(button.formAction, sent);
  if (asked === latest) show(fresh, sent);
}

/** Takes over what was found; what was typed meanwhile stays. */
function show(fresh, sent) {
  const said = field(form, 'said')?.value;
  for (const place of ['#caller-found', '.caller-search .field']) {
    const [old, now] = [form.querySelector(place), fresh.querySelector(place)];
    if (place === '#caller-found') old.replaceChildren(...now.childNodes);
    else takeError(old, now);
  }
  if (said !== undefined && field(form, 'said')) field(form, 'said').value = said;
  const phone = field(form, 'contact.phone');
  if (phone.value !== (sent.get('contact.phone') ?? '')) return;
  phone.value = field(fresh, 'contact.phone').value;
  field(form, 'filled').value = field(fresh, 'filled').value;
}

/** The field's error appears or goes, and the cursor stays in it. */
function takeError(old, now) {
  old.className = now.className;
  old.querySelector('.error')?.remove();
  const error = now.querySelector('.error');
  if (error) caller.before(error);
  for (const name of ['aria-describedby', 'aria-invalid']) {
    const value = field(now, 'caller').getAttribute(name);
    if (value === null) caller.removeAttribute(name);
    else caller.setAttribute(name, value);
  }
}

// Questions and answers while the summary is typed.
const PAUSE = 250;
const answers = document.getElementById('faq-found');
const finder = form.querySelector('.faq-find');
const subject = field(form, 'subject');
let pause;
let lookup = 0;
finder.hidden = true;
arrange();

const later = (event) => {
  if (event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(look, PAUSE);
};
subject.addEventListener('input', later);
subject.addEventListener('compositionend', later);

/** Sends the summary alone. */
async function look() {
  const asked = ++lookup;
  try {
    const csrf = field(form, 'csrf').value;
    const fresh = await ask('/desk/calls/faq', { csrf, subject: subject.value });
    if (asked !== lookup) return;
    answers.replaceChildren(...fresh.querySelector('#faq-found').childNodes);
    arrange();
  } catch {
    finder.hidden = false; // the button says why
  }
}

/** Puts the answer in; what was typed into the field meanwhile stays. */
async function use(pressed) {
  const sent = new FormData(form, pressed);
  const fresh = await ask('/desk/calls/faq', sent);
  const answer = field(form, 'answer');
  if (answer.value === sent.get('answer')) {
    answer.value = field(fresh, 'answer').value;
    field(form, 'knowledge').value = field(fresh, 'knowledge').value;
    answer.dispatchEvent(new Event('input', { bubbles: true })); // so that it is kept
  }
  answer.focus();
}

/** The entries are one stop of the Tab key; the arrow keys go through them. */
function arrange(at = 0) {
  const entries = [...answers.querySelectorAll('li')];
  entries.forEach((entry, n) => {
    for (const stop of entry.querySelectorAll('a, button')) stop.tabIndex = n === at ? 0 : -1;
  });
  return entries[at]?.querySelector('button');
}
answers.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const entries = [...answers.querySelectorAll('li')];
  const to = entries.indexOf(event.target.closest('li')) + step;
  if (!step || !entries[to]) return;
  event.preventDefault();
  arrange(to).focus();
});
