import type { zhTW } from './words.zh-TW.js';

export const en: typeof zhTW = {
  month: {
    title: 'Absences and deputies',
    lead: 'Who of the unit is absent on which day, and who stands in. The name leads to the details.',
    own: 'Enter an absence of your own',
    unit: 'Unit',
    show: 'Show',
    caption: (unit: string, month: string) => `${unit}, ${month}`,
    earlier: 'Month before',
    later: 'Month after',
    person: 'Name',
    away: 'A',
    noDeputy: 'N',
    legend: '“A”: absent, a deputy is at work. “N”: absent, no deputy is at work. Grey: no working day.',
    noPeople: 'This unit has no people.',
    dayOff: 'no working day',
  },
  person: {
    title: (name: string) => `Absences and deputies of ${name}`,
    usual: 'Usual deputy',
    noUsual: 'Not set',
    list: 'Absences entered',
    none: 'No absence is entered.',
    columns: { from: 'First day', until: 'Last day', deputy: 'Deputy', act: 'What to do' },
    openStart: 'no first day',
    usualDeputy: (name: string) => `${name} (usual deputy)`,
    noDeputy: 'No deputy',
    withdraw: 'Withdraw',
    enter: 'Enter an absence',
    from: 'First day',
    until: 'Last day (included)',
    deputy: 'Deputy',
    deputyHint:
      'The deputy can work on the person’s cases in these days. Without a choice it is the usual deputy.',
    usualChoice: 'The usual deputy',
    submit: 'Enter',
    toMonth: 'To the month of the unit',
  },
  done: {
    entered: 'The absence is entered.',
    withdrawn: 'The absence is withdrawn.',
    'entered-no-deputy':
      'The absence is entered. Note: no deputy is at work in these days, so no one works on the cases.',
    'entered-no-deputy-is-deputy':
      'The absence is entered. Note: no deputy is at work in these days, so no one works on the cases; and this person is the deputy of absent colleagues: find other deputies for them.',
    'entered-is-deputy':
      'The absence is entered. Note: in these days this person is the deputy of absent colleagues; find other deputies for them.',
  },
};
