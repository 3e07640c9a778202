import { firstBreak } from '../record/chain.js';
import { isOpen } from '../record/statuses.js';
import { CLOCK_INVARIANTS } from './clock-invariants.js';
import { LIST_INVARIANTS } from './list-invariants.js';
import { TIMER_INVARIANTS } from './timer-invariants.js';
import type { CaseInvariant, WholeCase } from './whole-case.js';

/** Promises P1, P2 and P6 of one case (docs/promises.md). */
export const WHOLE_CASE_INVARIANTS: readonly CaseInvariant[] = [
  {
    name: 'history-chain',
    check: ({ file, events }) => {
      const seq = firstBreak(events, file.historyHead);
      return seq === undefined ? [] : [`the history chain breaks at event ${seq}`];
    },
  },
  {
    name: 'history-length',
    check: ({ file, events }) =>
      file.historySeq === events.length
        ? []
        : [`the case counts ${file.historySeq} events, its history has ${events.length}`],
  },
  {
    name: 'case-owner',
    check: ({ file }, catalogue) =>
      catalogue.unit(file.unitId)?.organisation === file.organisationId
        ? []
        : [
            `its unit ${file.unitId} is not one of ${file.organisationId}: no one sees it, or two agencies do`,
          ],
  },
  {
    name: 'case-without-clock',
    check: (whole) =>
      isOpen(whole.file.status) && isOurs(whole) && !whole.clocks.some(endsOnce)
        ? ['the case is open and has neither a running clock nor a pause with an end']
        : [],
  },
  {
    name: 'imported-with-clock',
    check: (whole) =>
      !isOurs(whole) && whole.clocks.length > 0
        ? ['the case is imported and has a clock though no one adopted it']
        : [],
  },
  ...CLOCK_INVARIANTS,
  ...TIMER_INVARIANTS,
  ...LIST_INVARIANTS,
];

/** No promise applies to an imported case until it is adopted. */
const isOurs = ({ file, events }: WholeCase): boolean =>
  file.origin !== 'IMPORTED' || events.some(({ type }) => type === 'ADOPTED');

const endsOnce = ({ state, dueAt }: WholeCase['clocks'][number]): boolean =>
  state === 'RUNNING' || (state === 'PAUSED' && dueAt !== null);
