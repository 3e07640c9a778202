import type { Slip } from '../slip.js';

const ERASING = {
  file: 'libs/cases/src/erasing/erasing.ts',
  caught: 'libs/cases/src/erasing/erased-rows.room-spec.ts',
};
const ENDED = {
  file: 'libs/cases/src/erasing/ended-cases.ts',
  caught: 'libs/cases/src/erasing/ended-cases.room-spec.ts',
};
const CORRECTIONS = {
  file: 'libs/cases/src/acts/data-corrections.ts',
  caught: 'libs/cases/src/acts/data-corrections.room-spec.ts',
};
const AUDIT = {
  file: 'libs/cases/src/audit/audit.ts',
  caught: 'libs/cases/src/audit/audit.room-spec.ts',
};

export const SLIPS: Slip[] = [
  {
    ...ERASING,
    right: 'district: null, givenOutcome: null }',
    wrong: 'district: null }',
    slip: 'the outcome that another system wrote stays',
    harm: 'her words can be read after they were erased',
  },
  {
    ...ERASING,
    right: '[CaseKey, Petitioner, CitizenSession, ApprovalRequest, CaseTask]',
    wrong: '[CaseKey, Petitioner, ApprovalRequest, CaseTask]',
    slip: 'a browser stays signed in at an erased case',
    harm: 'the row leads from her cookie to the case',
  },
  {
    ...ERASING,
    right: 'await manager.delete(CodeRequest, { caseNumber });',
    wrong: '',
    slip: 'the hash of an address that asked for a code stays',
    harm: 'who knows the address can tell that she had this case',
  },
  {
    ...ERASING,
    right: 'await this.drafts.eraseUnder(`case ${file.caseNumber} `);',
    wrong: 'await this.drafts.eraseUnder(`case `);',
    slip: 'erasing one case erases what is typed into all',
    harm: 'staff lose their texts',
  },
  {
    ...ERASING,
    right: 'await this.drafts.eraseUnder(`case ${file.caseNumber} `);',
    wrong: '',
    slip: 'what was typed into the case stays',
    harm: 'her data are kept in a draft',
  },
  {
    ...ERASING,
    right: `if (actor.kind === 'citizen') throw notFound();`,
    wrong: '',
    slip: 'a citizen erases by herself what only an agency may',
    harm: 'a case under a duty to keep is gone',
  },
  {
    ...ERASING,
    right: 'erasedAt: file.erasedAt ?? this.time.now()',
    wrong: 'erasedAt: this.time.now()',
    slip: 'a restored case says that it was erased today',
    harm: 'the record of the erasing is wrong',
  },
  {
    ...ERASING,
    right: 'await Promise.all(this.running);',
    wrong: '',
    slip: 'the command ends before the log of the database is empty',
    harm: 'a backup made at once still holds her data',
  },
  {
    ...ERASING,
    right: '.catch(() => undefined)',
    wrong: '',
    slip: 'a log that is in use brings the process down',
    harm: 'the desk is away for a moment each time',
  },
  {
    ...ENDED,
    right: 'f.open = false AND f."erasedAt" IS NULL',
    wrong: 'f.open = false',
    slip: 'erased cases are proposed for erasing again',
    harm: 'a head decides on what is gone',
  },
  {
    ...ENDED,
    right: 'SELECT MAX(e.at)',
    wrong: 'SELECT MIN(e.at)',
    slip: 'a case opened again counts from its first end',
    harm: 'data are erased before their period is over',
  },
  {
    ...ENDED,
    right: 'AND f.id > ${after.id}',
    wrong: '',
    slip: 'a piece of the list begins with the case that ended the one before',
    harm: 'the nightly round does not end',
  },
  {
    ...CORRECTIONS,
    right: `inList('type', ['REFERRAL_ACCEPTED'])`,
    wrong: `inList('type', ['REFERRAL_ACCEPTED', 'REFERRED'])`,
    slip: 'a partner that has not accepted is told of the correction',
    harm: 'her data go to a unit that never had them',
  },
  {
    ...CORRECTIONS,
    right: 'return [...new Set(accepted',
    wrong: 'return [...(accepted',
    slip: 'a partner that accepted twice is told twice',
    harm: 'two mails for one correction',
  },
  {
    ...CORRECTIONS,
    right: `{ ...before, ...person }`,
    wrong: `{ ...before, name: person.name ?? before.name }`,
    slip: 'only the name is corrected',
    harm: 'answers go on to the wrong address',
  },
  {
    ...AUDIT,
    right: 'if (share.nth === 0) yield* origins.violations();',
    wrong: 'yield* origins.violations();',
    slip: 'each process of an audit reports what concerns the whole desk',
    harm: 'an operator counts one fault several times',
  },
  {
    ...AUDIT,
    right: '?? 0) <= last,',
    wrong: '?? 0) < last,',
    slip: 'a promise that came into force with the last event is not asked for',
    harm: 'a missing clock is not found',
  },
  {
    ...AUDIT,
    right: 'yield* await this.trailBroken();',
    wrong: '',
    slip: 'the log of what staff did is not checked',
    harm: 'someone edits it and no one knows',
  },
  {
    file: 'libs/cases/src/erasing/ended-cases.ts',
    right: `'TRANSFERRED', 'CONFIRMATION_LAPSED'] as const`,
    wrong: `'TRANSFERRED'] as const`,
    slip: 'reports that were never confirmed are not among those that ended',
    harm: 'the address of a stranger is kept for ever',
    caught: 'libs/cases/src/erasing/ended-cases.spec.ts',
  },
];
