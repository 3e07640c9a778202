import { shortForm } from './short-form.js';

shortForm('postgres', [
  ['F1', 2],
  ['F4', 1],
  ['F5/3s', 1],
  ['F7', 1],
  ['F11', 1],
  ['F25', 1],
]);
