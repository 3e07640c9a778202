import { shortForm } from './short-form.js';

/** Workers that fall asleep or die of what they hold, and several at the same work. */
shortForm('sqlite', [['F23', 1]]);
shortForm('postgres', [
  ['F25', 1],
  ['F11', 1],
]);
