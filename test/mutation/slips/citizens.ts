import type { Slip } from '../slip.js';

const LINKS = {
  file: 'libs/cases/src/acts/confirmations.ts',
  caught: 'test/house/cases/confirmations.room-spec.ts',
};
const CONTACT = {
  file: 'libs/cases/src/acts/contact-details.ts',
  caught: 'test/house/intake/contact-change.room-spec.ts',
};
const ACTS = {
  file: 'libs/cases/src/acts/citizen-acts.ts',
  caught: 'test/house/cases/citizen-acts.room-spec.ts',
};

export const SLIPS: Slip[] = [
  {
    ...LINKS,
    right: 'counts: asked?.facts.confirmationId === link.id',
    wrong: 'counts: asked !== undefined',
    slip: 'the link that went to an address which she replaced still confirms',
    harm: 'a stranger who got the first mail confirms in her name',
  },
  {
    ...LINKS,
    right: '?.counts === false)',
    wrong: '?.counts === true)',
    slip: 'the link that counts is refused',
    harm: 'no report is ever received',
  },
  {
    ...LINKS,
    right: `if (context.file.status !== 'AWAITING_CONFIRMATION')`,
    wrong: `if (context.file.status === 'RECEIVED')`,
    slip: 'a report that lapsed can have its mail sent again',
    harm: 'she confirms in vain',
  },
  {
    ...LINKS,
    right: '(await this.left(manager, file)) <= 0',
    wrong: '(await this.left(manager, file)) < 0',
    slip: 'the mail is sent once more than the service says',
    harm: 'a stranger whose address was typed gets more mails',
  },
  {
    ...LINKS,
    caught: 'test/house/cases/confirmations-at-once.room-spec.ts',
    right: 'most: 10, withinMs',
    wrong: 'most: 11, withinMs',
    slip: 'eleven mails a day to one address',
    harm: 'a stranger whose address was typed gets more mails',
  },
  {
    ...LINKS,
    right: 'file.confirmBy = lastDay;',
    wrong: '',
    slip: 'the days do not count again when the mail is sent again',
    harm: 'the mail names a day after the report has lapsed',
  },
  {
    ...CONTACT,
    caught: LINKS.caught,
    right: 'if (waits && contact.email === null)',
    wrong: 'if (waits && contact.email === undefined)',
    slip: 'the address that the link goes to can be taken away',
    harm: 'the report can never be confirmed',
  },
  {
    ...CONTACT,
    caught: LINKS.caught,
    right: `if (waits && fields.includes('email')) await`,
    wrong: 'if (waits) await',
    slip: 'another telephone number ends the link in her mail',
    harm: 'her link confirms nothing',
  },
  {
    ...CONTACT,
    right: `key: \`\${key} \${JSON.stringify(body)}\``,
    wrong: 'key: `${key} ${contact.email}`',
    slip: 'a second change from the same form is taken for the first',
    harm: 'her new number is not stored, and the page says that it is',
  },
  {
    ...CONTACT,
    right: 'known.get(field) === value ? [] : [field]',
    wrong: '[field]',
    slip: 'the history says that all was changed',
    harm: 'staff ask her about changes that she did not make',
  },
  {
    ...ACTS,
    right: 'this.time.now() > until',
    wrong: 'this.time.now() >= until',
    slip: 'her last moment to reopen is not hers',
    harm: 'the page says a time that is not kept',
  },
  {
    ...ACTS,
    right: `if (actor.caseId !== file.id) throw notFound();`,
    wrong: '',
    slip: 'a citizen with one case acts as if on another',
    harm: 'acts of hers are kept under the wrong case',
  },
  {
    ...ACTS,
    right: '?.late ? { late: true } : {}',
    wrong: '?.late ? {} : { late: true }',
    slip: 'what came in time is marked as late',
    harm: 'her papers are refused as too late',
  },
  {
    file: 'libs/cases/src/acts/confirmations.ts',
    right: `const { resends = USUAL_RESENDS }`,
    wrong: `const { resends = 0 }`,
    slip: 'a service that asks no more lets no mail be sent again',
    harm: 'a report that waits can be confirmed no more once she changes her address',
    caught: 'test/house/cases/confirmations.room-spec.ts',
  },
];
