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

let plain = false;
form.addEventListener('submit', (event) => {
  if (event.submitter !== button || plain) return;
  event.preventDefault();
  find().catch(() => {
    // signed out, or no connection: the browser's own way, which says so
    plain = true;
    form.requestSubmit(button);
  });
  delete form.dataset.sent; // set by page.js against a second press
});

let latest = 0;
async function find() {
  const asked = ++latest;
  const sent = new FormData(form);
  const answer = await fetch(button.formAction, { method: 'POST', body: new URLSearchParams(sent) });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('form.call');
  if (!fresh) throw new Error('not the form');
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
