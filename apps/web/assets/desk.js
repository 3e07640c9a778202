// Loaded on every page of the desk; all of them work without it.
const first = (selector) => document.querySelector(selector);

// Keyboard shortcuts: `?` shows them, `/` goes to the search field, a letter opens its page. The only listener for
// keys.
const NOT_TYPED_IN = ['radio', 'checkbox', 'button', 'submit', 'reset'];
const typedIn = (element) =>
  element.isContentEditable ||
  ['TEXTAREA', 'SELECT'].includes(element.tagName) ||
  (element.tagName === 'INPUT' && !NOT_TYPED_IN.includes(element.type));

/** Each returns whether it did something; otherwise the key is tried as that of a page. */
const DEEDS = {
  '?': () => {
    document.documentElement.classList.toggle('keys-shown');
    return true;
  },
  '/': () => {
    const search = first('input[type="search"]');
    search?.focus();
    search?.select();
    return search !== null;
  },
};

// `j` and `k` go through the rows of a list, Enter opens the row that is marked: its link has the focus.
const walk = (step) => {
  const rows = [...document.querySelectorAll('[data-row]')];
  if (rows.length === 0) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.querySelector('a').focus();
  next?.scrollIntoView({ block: 'nearest' });
  return true;
};
DEEDS.j = () => walk(1);
DEEDS.k = () => walk(-1);

// `x` ticks the marked row of a list.
DEEDS.x = () => {
  const box = document.activeElement?.closest('[data-row]')?.querySelector('input[type="checkbox"]');
  box?.click();
  return Boolean(box);
};

// Acts of a case: the letter unfolds the act and goes to its first field.
const ACTS = { a: 'assign', r: 'reply', e: 'extend' };
for (const [key, act] of Object.entries(ACTS))
  DEEDS[key] = () => {
    const form = first(`.case-acts form[action$="/acts/${act}"]`);
    if (!form) return false;
    const folded = form.closest('details');
    if (folded) folded.open = true;
    form.querySelector('select, textarea, input:not([type="hidden"])')?.focus();
    return true;
  };
for (const [key, act] of Object.entries(ACTS))
  first(`.case-acts form[action$="/acts/${act}"]`)
    ?.closest('details')
    ?.querySelector('summary')
    ?.setAttribute('data-act-key', key);

document.addEventListener('keydown', (event) => {
  if (
    first('dialog[open]') ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.repeat ||
    event.isComposing
  )
    return;
  if (typedIn(event.target)) {
    // leaves the field, so that the letters are keys again
    if (event.key === 'Escape' && event.target.tagName !== 'SELECT') event.target.blur();
    return;
  }
  // with CapsLock on, a letter is upper case
  const key = event.key.toLowerCase();
  const place = first(`a[data-key="${CSS.escape(key)}"]`);
  if (!DEEDS[key] && !place) return;
  event.preventDefault(); // or `/` would be typed into the field that has just got the focus
  if (!DEEDS[key]?.()) place?.click();
});

// Before typed text is lost by the button of another form, a link or a key, the browser asks.
const TEXT = 'textarea, input:not([type="hidden"], [type="radio"], [type="checkbox"], [type="password"])';
const hasText = (form) => [...form.querySelectorAll(TEXT)].some(({ value }) => value.trim() !== '');
let sending;
document.addEventListener('submit', (event) => {
  if (!event.defaultPrevented) sending = event.target;
});
window.addEventListener('beforeunload', (event) => {
  const forms = [...document.querySelectorAll('form[method="post"]:not([data-kept])')];
  const others = forms.filter((form) => form !== sending);
  if (others.some(hasText)) event.preventDefault();
  sending = undefined;
});
