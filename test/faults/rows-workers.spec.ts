import { shortForm } from './short-form.js';

/** Workers that are suspended or killed by what they process, and several workers at once. */
shortForm('sqlite', [['F23', 1]]);
shortForm('postgres', [
  ['F25', 1],
  ['F11', 1],
]);
