import { shortForm } from './short-form.js';

/** The server itself: its connections cut, killed, off with everything else. */
shortForm('postgres', [
  ['F12/terminate', 2],
  ['F12/kill', 1],
  ['F21', 1],
]);
