// The boxes of a list: how many are ticked is said, and all are ticked at once. Without this a link does the latter.
const form = document.querySelector('[data-ticks]');
if (form) {
  const boxes = [...form.querySelectorAll('input[name="cases"]')];
  const said = form.querySelector('[data-chosen]');
  const every = form.querySelector('[data-tick-all]');
  const say = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    const { chosen, chosenOne, chosenNone } = said.dataset;
    said.textContent =
      ticked === 0 ? chosenNone : ticked === 1 ? chosenOne : chosen.replace('2', String(ticked));
    every.textContent = ticked === boxes.length ? every.dataset.none : every.dataset.all;
  };
  form.addEventListener('change', say);
  every.addEventListener('click', (event) => {
    event.preventDefault();
    const all = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = all;
    say();
  });
  // the browser keeps the boxes when one comes back
  window.addEventListener('pageshow', say);
  say();
}
