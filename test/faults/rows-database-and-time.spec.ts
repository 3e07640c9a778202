import { shortForm } from './short-form.js';

/** Commits and database servers broken off; clocks that jump; all off while deadlines pass. */
shortForm('sqlite', [
  ['F13', 4],
  ['F20', 1],
]);
shortForm('postgres', [
  ['F12/terminate', 2],
  ['F12/kill', 1],
  ['F21', 1],
]);
