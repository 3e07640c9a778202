import { shortForm } from './short-form.js';

shortForm('sqlite', [
  ['F2', 2],
  ['F3', 8],
  ['F6', 1],
  ['F9', 2],
  ['F10', 2],
  ['F13', 4],
  ['F20', 1],
  ['F23', 1],
]);
