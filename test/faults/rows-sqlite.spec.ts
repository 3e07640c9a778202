import { shortForm } from './short-form.js';

shortForm('sqlite', [
  ['F2', 2],
  ['F6', 1],
  ['F9', 2],
  ['F10', 2],
  ['F20', 1],
]);
