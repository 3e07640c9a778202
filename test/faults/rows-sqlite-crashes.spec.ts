import { shortForm } from './short-form.js';

/** Processes that die at a point, in a commit, of what they hold. */
shortForm('sqlite', [
  ['F3', 8],
  ['F13', 4],
  ['F23', 1],
]);
