// Keyboard marks of the desk: `?` shows them, a letter goes there. Not while typing.
const typing = (element) => element.closest('input, textarea, select, [contenteditable]') !== null;

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === '?') return document.documentElement.classList.toggle('keys-shown');
  if (event.key === '/') {
    const search = document.querySelector('input[type="search"]');
    if (search) {
      event.preventDefault();
      return search.focus();
    }
  }
  const target = [...document.querySelectorAll('a[data-key]')].find((link) => link.dataset.key === event.key);
  target?.click();
});
