import { shortForm } from './short-form.js';

/** Clocks that jump; everything off while deadlines pass. */
shortForm('sqlite', [['F20', 1]]);
shortForm('postgres', [['F21', 1]]);
