import { shortForm } from './short-form.js';

/** Interrupted commits and database servers. */
shortForm('sqlite', [['F13', 4]]);
shortForm('postgres', [
  ['F12/terminate', 2],
  ['F12/kill', 1],
]);
