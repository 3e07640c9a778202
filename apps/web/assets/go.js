// Ctrl K: the page /desk/go in a box over any page. Arrow keys choose, Enter opens, Escape closes and gives the focus
// to where it was.
const link = document.querySelector('[data-go]');
const said = link && JSON.parse(link.dataset.go);
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

let box;
const build = () => {
  const input = make('input', {
    ...{
      class: 'input',
      id: 'go-input',
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      maxlength: '100',
    },
    ...{ 'aria-expanded': 'true', 'aria-controls': 'go-options', 'aria-autocomplete': 'list' },
    'aria-describedby': 'go-keys',
  });
  const list = make('ul', { id: 'go-options', role: 'listbox', 'aria-label': said.title });
  const status = make('p', { role: 'status', class: 'unseen' });
  const close = make('button', { type: 'button', class: 'button button-secondary' }, said.close);
  const label = make('label', { class: 'label', for: 'go-input' }, said.label);
  const keys = make('p', { class: 'hint', id: 'go-keys' }, said.keys);
  const dialog = make(
    'dialog',
    { class: 'go-box', 'aria-label': said.title },
    label,
    keys,
    input,
    list,
    status,
    close,
  );
  document.body.append(dialog);
  return { dialog, input, list, status, close, entries: [], chosen: 0 };
};

// the entries are those of the page itself
const fetchEntries = async () => {
  const answer = await fetch(link.href, { headers: { accept: 'text/html' } });
  // the session has ended: sign-in, and the page itself
  if (answer.redirected || !answer.ok) return location.assign(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  box.entries = [...page.querySelectorAll('[data-go-to]')].map((a) => ({
    text: a.textContent.trim(),
    href: a.getAttribute('href'),
    group: a.closest('section').querySelector('h2').textContent,
  }));
};

const plain = (text) => text.normalize('NFKC').toLowerCase();
const isNumber = (text) => /^[a-z\d-]*\d[\d-]*$/i.test(text);
const matching = (typed) => {
  const found = box.entries.filter(({ text }) => plain(text).includes(plain(typed)));
  if (typed === '') return found;
  const query = `?${new URLSearchParams({ q: typed })}`;
  const search = [{ text: said.find.replace('{q}', () => typed), href: `/desk/cases${query}`, group: '' }];
  if (!isNumber(typed)) return [...found, ...search];
  return [
    { text: said.open.replace('{q}', () => typed), href: `/desk/go${query}`, group: '' },
    ...found,
    ...search,
  ];
};

const choose = (at) => {
  const options = [...box.list.children];
  if (options.length === 0) return box.input.removeAttribute('aria-activedescendant');
  box.chosen = (at + options.length) % options.length;
  options.forEach((option, index) => option.setAttribute('aria-selected', String(index === box.chosen)));
  box.input.setAttribute('aria-activedescendant', options[box.chosen].id);
  options[box.chosen].scrollIntoView({ block: 'nearest' });
};

// an act of the case that is open: its form is on this page
const openHere = (href) => {
  const { pathname, hash } = new URL(href, location.href);
  const form = pathname === location.pathname && hash && document.getElementById(hash.slice(1));
  if (!form) return false;
  form.closest('details')?.setAttribute('open', '');
  form.querySelector('select, textarea, input:not([type="hidden"])')?.focus();
  return true;
};

const go = ({ href }) => {
  box.dialog.close();
  if (!openHere(href)) location.assign(href);
};

const show = () => {
  const found = matching(box.input.value.trim());
  box.list.replaceChildren(
    ...found.map((entry, at) => {
      const group = make('span', { class: 'hint' }, entry.group);
      const option = make('li', { role: 'option', id: `go-${at}`, dir: 'auto' }, entry.text, ' ', group);
      option.addEventListener('click', () => go(entry));
      return option;
    }),
  );
  box.status.textContent = found.length === 0 ? said.none : said.found.replace('{n}', found.length);
  box.found = found;
  choose(0);
};

const KEYS = {
  ArrowDown: () => choose(box.chosen + 1),
  ArrowUp: () => choose(box.chosen - 1),
  Enter: () => box.found?.[box.chosen] && go(box.found[box.chosen]),
};

const open = async () => {
  if (!box) {
    box = build();
    box.input.addEventListener('input', show);
    box.input.addEventListener('keydown', (event) => {
      if (!KEYS[event.key] || event.isComposing) return;
      event.preventDefault();
      KEYS[event.key]();
    });
    box.close.addEventListener('click', () => box.dialog.close());
  }
  if (box.dialog.open) return box.dialog.close();
  box.input.value = '';
  box.dialog.showModal();
  box.input.focus();
  // typed at once, it is matched when the entries are there
  if (box.entries.length === 0) await fetchEntries();
  show();
};

if (link) {
  document.addEventListener('keydown', (event) => {
    const isCtrlK =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && plain(event.key) === 'k';
    if (!isCtrlK || event.repeat || (document.querySelector('dialog[open]') && !box?.dialog.open)) return;
    event.preventDefault();
    void open();
  });
}
