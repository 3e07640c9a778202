const COLUMNS = ['state', 'dueAt', 'retryAt', 'rungAt', 'generation', 'id'];

/** Holds all that the sweep asks for, so that it never reads the rows of a million timers that are not due. */
export const SWEEP_INDEX = { name: `ix_timer_${COLUMNS.join('_')}`, columnNames: COLUMNS };
