import type { Slip } from '../slip.js';

const ROOM = 'libs/catalogue/src';
const RULES = `${ROOM}/config-rules.spec.ts`;
const of = (file: string) => ({ file: `${ROOM}/${file}`, caught: RULES });

export const SLIPS: Slip[] = [
  {
    ...of('check-organisations.ts'),
    right: `if (organisationOf(unit.id) !== id) say`,
    wrong: `if (!organisationOf(unit.id)) say`,
    slip: 'a unit may bear the name of another agency',
    harm: "staff of one agency see the other's cases",
  },
  {
    ...of('check-organisations.ts'),
    right: `if (first) problems.at(organisation, field, \`line`,
    wrong: `if (!number) problems.at(organisation, field, \`line`,
    slip: 'two hotlines may share a number',
    harm: 'calls count for the wrong one',
  },
  {
    ...of('check-commitments.ts'),
    right: `rung.name === name)) say`,
    wrong: `rung.name === at)) say`,
    slip: 'two rungs may share a name',
    harm: 'one of two warnings is never given',
  },
  {
    ...of('check-commitments.ts'),
    right: `if (startOn.length > 0 && startsAt)`,
    wrong: `if (startOn.length > 9 && startsAt)`,
    slip: 'a clock may have two beginnings',
    harm: 'it counts from whichever comes',
  },
  {
    ...of('check-commitments.ts'),
    right: `if (startsAt && subject === 'CASE')`,
    wrong: `if (startsAt && subject === 'REFERRAL')`,
    slip: 'a promise about a case may begin with a referral',
    harm: 'it never begins',
  },
  {
    ...of('check-commitments.ts'),
    right: `if (!demonstrations.has(commitment.entry.organisation)) checkQuote`,
    wrong: `if (demonstrations.has(commitment.entry.organisation)) checkQuote`,
    slip: 'a promise needs no words of a plan',
    harm: 'promises that were never made',
  },
  {
    ...of('check-special-days.ts'),
    right: `if (seen.has(specialDayId(day.entry)))`,
    wrong: `if (!day.entry)`,
    slip: 'a day may be given twice for one place',
    harm: 'which of them counts hangs on their order',
  },
  {
    ...of('binding.ts'),
    right: `if (!services && !appliesTo) return true;`,
    wrong: `if (!services) return true;`,
    slip: 'a rule for petitions binds consultations',
    harm: 'dates that were never promised',
  },
  {
    ...of('binding.ts'),
    right: `['law', 'house']`,
    wrong: `['law']`,
    slip: 'the rule of the house binds no service',
    harm: 'a case without a clock',
  },
  {
    ...of('binding.ts'),
    right: `return commitment.measure !== undefined;`,
    wrong: `return true;`,
    slip: 'every rate is said to be measured',
    harm: 'the public page promises figures that there are not',
  },
  {
    ...of('check-organisations.ts'),
    right: `kind === 'PARTNER'
    ?`,
    wrong: `kind !== 'PARTNER' && id === ''
    ?`,
    slip: "a service or a line is a partner team's",
    harm: 'cases come to people who can open none of them',
  },
];
