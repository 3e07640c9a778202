import { shortForm } from './short-form.js';

/** Redis killed, flushed, gone, with old data, frozen. */
shortForm('sqlite', [
  ['F6', 1],
  ['F9', 2],
  ['F10', 2],
]);
shortForm('postgres', [
  ['F5/3s', 1],
  ['F7', 1],
]);
