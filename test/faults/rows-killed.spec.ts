import { shortForm } from './short-form.js';

/** Processes killed, at random moments and at named points. */
shortForm('sqlite', [
  ['F3', 8],
  ['F2', 2],
]);
shortForm('postgres', [
  ['F1', 2],
  ['F4', 1],
]);
