import type { Slip } from '../slip.js';

const ROOM = 'libs/figures/src';
const of = (file: string, caught: string) => ({ file: `${ROOM}/${file}`, caught: `${ROOM}/${caught}` });

const FIGURES = of('channels.ts', 'period-edges.room-spec.ts');
const PROMISES = of('promises.ts', 'promises.room-spec.ts');

export const SLIPS: Slip[] = [
  {
    ...PROMISES,
    right: `FROM clock WHERE "dueAt" <= \${to}`,
    wrong: `FROM clock WHERE "dueAt" <= \${to} + 86400000`,
    slip: 'a promise not yet due counts as overdue',
    harm: 'a false report',
  },
  {
    ...PROMISES,
    right: `CASE WHEN "dueAt" > \${from} THEN 'due'`,
    wrong: `CASE WHEN "dueAt" >= \${from} THEN 'due'`,
    slip: 'what was due at midnight belongs to the next period',
    harm: 'a broken promise moves out of its half-year',
  },
  {
    ...PROMISES,
    right: `AND NOT (state = 'CANCELLED' AND "endedAt" < "dueAt")`,
    wrong: `AND NOT (state = 'CANCELLED')`,
    slip: 'a broken promise is gone once the case is withdrawn',
    harm: 'the report is prettier than the truth',
  },
  {
    ...PROMISES,
    right: `{ from, to: Math.min(to, now) }`,
    wrong: `{ from, to }`,
    slip: 'the period that runs counts what is still to come',
    harm: 'a false report',
  },
  {
    ...FIGURES,
    right: `WHERE at >= \${from} AND at < \${to}`,
    wrong: `WHERE at > \${from} AND at < \${to}`,
    slip: 'a call at the first moment belongs to no period',
    harm: 'sums do not add up',
  },
  {
    ...FIGURES,
    right: `"receivedAt" < \${to} AND origin`,
    wrong: `"receivedAt" <= \${to} AND origin`,
    slip: 'a case at midnight is in two periods',
    harm: 'sums do not add up',
  },
  {
    ...FIGURES,
    right: `AND origin <> 'IMPORTED'`,
    wrong: '',
    slip: 'imported cases count as logged',
    harm: 'the first-contact rate falls by an import',
  },
  {
    ...FIGURES,
    right: `contactsSolvedAtOnce / (contactsSolvedAtOnce + cases)`,
    wrong: `contactsSolvedAtOnce / Math.max(1, cases)`,
    slip: 'the rate is solved to logged, not solved to all',
    harm: 'a rate above one',
  },
  {
    ...FIGURES,
    right: `totals(of).contactsSolvedAtOnce > 0`,
    wrong: `totals(of).cases >= 0`,
    slip: 'channels by which nothing can be solved lower the rate',
    harm: 'a false figure in the yearly report',
  },
  {
    ...FIGURES,
    right: `all.filter(({ service }) => bound.has(service))`,
    wrong: `all`,
    slip: 'a rate counts services that it does not bind',
    harm: 'a false figure in the yearly report',
  },
  {
    ...FIGURES,
    right: `* 1e4) / 1e4`,
    wrong: `* 1e2) / 1e2`,
    slip: 'rates are rounded to whole per cent',
    harm: '97.6 % passes for 98 %',
  },
  {
    ...FIGURES,
    right: `AND "confirmBy" IS NULL\${ofAgency(of)}`,
    wrong: `\${ofAgency(of)}`,
    slip: 'reports that were never confirmed count as logged',
    harm: 'strangers lower the first-contact rate by mails without an address',
  },
  {
    ...FIGURES,
    right: `AND \${counted}\${ofAgency(of)} GROUP`,
    wrong: `AND \${counted} GROUP`,
    slip: 'the board shows the rates of every agency',
    harm: 'one agency reads the figures of another',
  },
  {
    ...of('service-figures.ts', 'service-figures.room-spec.ts'),
    right: `AND c.subject = 'CASE' AND c.state`,
    wrong: `AND c.state`,
    slip: 'promises of partners count as those of the service',
    harm: 'the page of a service is worse than its answers',
  },
  {
    file: 'libs/figures/src/figures.ts',
    right: `JSON.stringify([organisation, period])`,
    wrong: `JSON.stringify([period])`,
    slip: 'the rates of the first agency that asked are kept for all',
    harm: 'an agency sees the figures of another on its board',
    caught: 'libs/figures/src/period-edges.room-spec.ts',
  },
  {
    file: 'libs/figures/src/promises.ts',
    right: 'AND newer.occurrence > clock.occurrence',
    wrong: 'AND newer.occurrence <> clock.occurrence',
    slip: 'a referral that was offered twice and recalled for good counts never',
    harm: 'a promise that was broken is missing in the report',
    caught: 'libs/figures/src/promises.room-spec.ts',
  },
];
