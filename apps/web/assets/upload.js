// Shows how much of a form's files is sent. Without this file the browser's own waiting mark is all there is.
for (const form of document.querySelectorAll('form[enctype="multipart/form-data"]')) {
  const input = form.querySelector('input[type="file"]');
  if (!input) continue;
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented || input.files.length === 0) return;
    event.preventDefault();
    send(form, input, event.submitter);
  });
}

function send(form, input, submitter) {
  const bar = document.createElement('progress');
  bar.className = 'file-progress';
  bar.max = 100;
  bar.setAttribute('aria-label', input.dataset.sending);
  const words = document.createElement('p');
  words.setAttribute('role', 'status');
  words.textContent = input.dataset.sending;
  input.after(words, bar);
  const request = new XMLHttpRequest();
  request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
    if (lengthComputable) bar.value = (loaded / total) * 100;
  });
  const address = new URL(submitter?.getAttribute('formaction') ?? form.action, location.href).href;
  request.addEventListener('load', () => show(request, address));
  // a lost connection: the browser's own way, which says so
  request.addEventListener('error', () => form.submit());
  request.open('POST', address);
  request.send(new FormData(form, submitter));
}

/** What the browser itself would show: the page that it was led to, or the form returned with its errors. */
function show(request, address) {
  if (request.responseURL !== address) return location.assign(request.responseURL);
  document.open();
  document.write(request.responseText);
  document.close();
}
