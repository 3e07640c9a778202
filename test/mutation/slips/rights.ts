import type { Slip } from '../slip.js';

const REQUESTS = {
  file: 'libs/rights/src/requests/data-requests.ts',
  caught: 'libs/rights/src/requests/decisions.room-spec.ts',
};
const DECISIONS = {
  file: 'libs/rights/src/requests/decisions.ts',
  caught: 'libs/rights/src/requests/decisions.room-spec.ts',
};
const RETENTION = {
  file: 'libs/rights/src/retention/retention.ts',
  caught: 'libs/rights/src/retention/retention-rounds.room-spec.ts',
};

export const SLIPS: Slip[] = [
  {
    ...REQUESTS,
    caught: 'libs/rights/src/requests/requests.room-spec.ts',
    right: `COPY: 'DATA_SUBJECT_ACCESS',`,
    wrong: `COPY: 'DATA_SUBJECT_CORRECTION',`,
    slip: 'a copy is asked for under the thirty days of a correction',
    harm: 'the fifteen days of the law are not kept',
  },
  {
    ...REQUESTS,
    right: `RESTRICT: { 'zh-TW': '停止利用個人資料', en: 'Stop using personal data' },`,
    wrong: `RESTRICT: { 'zh-TW': '刪除個人資料', en: 'Deletion of personal data' },`,
    slip: 'who asks to stop the use of her data seems to ask for deletion',
    harm: 'data are erased that she only wanted to be left alone',
  },
  {
    ...REQUESTS,
    right: 'if (other.open) throw',
    wrong: 'throw',
    slip: 'a request that she withdrew stands in the way of the next',
    harm: 'she can never ask again',
  },
  {
    ...REQUESTS,
    right: `if (actor.kind !== 'staff') throw notFound();`,
    wrong: '',
    slip: 'anyone who sees the case is told whose data a request is about',
    harm: 'a number leads to another case',
  },
  {
    ...REQUESTS,
    right: 'locale, noticeVersion, confidential },',
    wrong: 'locale, noticeVersion, confidential: false },',
    slip: 'a request about a confidential case is not confidential',
    harm: 'colleagues who must not know of the case read its subject',
  },
  {
    ...DECISIONS,
    right: `if (decision.decision === 'REFUSED') return null;`,
    wrong: '',
    slip: 'what was refused is carried out all the same',
    harm: 'data are erased or handed out against the decision',
  },
  {
    ...DECISIONS,
    right: `if (request.kind === 'COPY') return now + days(COPY_DAYS);`,
    wrong: `if (request.kind === 'COPY') return null;`,
    slip: 'a granted copy cannot be read',
    harm: 'she has a right and sees nothing',
    caught: 'libs/rights/src/requests/requests.room-spec.ts',
  },
  {
    ...DECISIONS,
    right: `if (decision === 'GRANTED' && ground) throw`,
    wrong: `if (decision === 'GRANTED' && !ground) throw`,
    slip: 'a granted request must name a ground of refusal',
    harm: 'her answer says yes and no',
  },
  {
    ...DECISIONS,
    right: `if (file.status === 'RECEIVED') await`,
    wrong: 'await',
    slip: 'a request that was accepted before cannot be decided',
    harm: 'the days of the law run out',
  },
  {
    ...DECISIONS,
    right: `const locale = file.locale === 'en' ? 'en' : 'zh-TW';`,
    wrong: `const locale = 'zh-TW' as Locale;`,
    slip: 'the ground of a refusal is always in Chinese',
    harm: 'she cannot read how to appeal',
  },
  {
    ...DECISIONS,
    right: `.filter(([, value]) => value !== undefined)`,
    wrong: '',
    slip: 'a field left empty counts as corrected',
    harm: 'the history names what no one changed, and an empty correction passes',
  },
  {
    ...RETENTION,
    right: `if (error.code === 'erase-while-sending') return;`,
    wrong: '',
    slip: 'a case with a message on its way is skipped for a year',
    harm: 'data stay long after they were to be erased',
  },
  {
    ...RETENTION,
    right: `ORDER BY "decidedAt" DESC, id DESC`,
    wrong: `ORDER BY "decidedAt", id`,
    slip: 'the oldest decisions are shown, not the newest',
    harm: 'a head does not see what was just done',
  },
  {
    ...RETENTION,
    right: 'endedAt > 0 && endedAt < before',
    wrong: 'endedAt <= before',
    slip: 'a case that ended with the new year, or never did, is listed a year early',
    harm: 'data are erased before their period is over',
  },
  {
    ...RETENTION,
    right: `if (this.proposedOn !== today) await`,
    wrong: 'await',
    slip: 'all ended cases are looked at in each round of the worker',
    harm: 'the database is read once a minute for nothing',
  },
  {
    file: 'libs/rights/src/requests/decisions.ts',
    right: 'by = { decidedAt: this.time.now(), decidedBy: staff.id }',
    wrong: 'by = { decidedAt: file.receivedAt, decidedBy: staff.id }',
    slip: 'a request is said to be decided when it came in',
    harm: 'the days of the law look kept',
    caught: 'libs/rights/src/requests/decisions.room-spec.ts',
  },
];
