import type { CaseFile, EventType, HistoryEvent } from '@app/cases';
import type { Localised } from '@app/catalogue';
import type { Chase } from './chase.js';

/**
 * Whom a notice is for. `RECIPIENTS_OF_RUNG` are the roles that the rung of the ladder names, but for the
 * `DESK_SUPERVISOR`, who has words of her own. `APPROVER`: who is asked to approve; `APPLICANT`: who asked. `HANDLERS`: the
 * handler of the case, without one the handlers of its unit. `ASKED_UNIT`: staff of a
 * unit asked to co-handle; `CHASED`: the unit,
 * handler or team that is chased; `TOLD_OF_CHASE`: who got the message of a chase; `TRACKER`: who follows the case (列管), while at work; `TASK_DOER`: who is to do a task, and the deputy; `ASKER`: who asked, else the unit that owns the case. `SUPERVISORS`: heads of the unit and control officers.
 */
export type Addressee =
  | 'CITIZEN'
  | 'APPROVER'
  | 'APPLICANT'
  | 'ASKER'
  | 'HANDLERS'
  | 'ASKED_UNIT'
  | 'CHASED'
  | 'TOLD_OF_CHASE'
  | 'TRACKER'
  | 'TASK_DOER'
  | 'PARTNER'
  | 'OWNER_UNIT'
  | 'SUPERVISORS'
  | 'RECIPIENTS_OF_RUNG'
  | 'DESK_SUPERVISOR';

/**
 * Which way a notice goes. `MAIL_ELSE_SMS`: one message, by mail where there is an address. `SMS_ELSE_MAIL`: the
 * lookup code, so that it never travels with the number. `MAIL`: staff, and what is about her mail address itself.
 */
export type ChannelPolicy = 'MAIL_ELSE_SMS' | 'SMS_ELSE_MAIL' | 'MAIL';

export interface Owed {
  /** Names its words: config/templates/<kind>.yaml. */
  kind: string;
  /** What the pages of the desk call it. */
  name: Localised;
  to: Addressee;
  channels: ChannelPolicy;
  /** Sent only once in the life of a case. */
  once?: true;
  /** Not sent in these cases, because another message of the same act says it. */
  unless?: (event: HistoryEvent, file: CaseFile) => boolean;
  /** For rungs of a ladder: sent only on the rungs for which this holds. */
  on?: (rung: Chase['rung']) => boolean;
}

type OfKind<K extends string> = Owed & { kind: K };
const citizen = <K extends string>(kind: K, zh: string, en: string, more: Partial<Owed> = {}): OfKind<K> => ({
  to: 'CITIZEN',
  channels: 'MAIL_ELSE_SMS',
  ...more,
  name: { 'zh-TW': zh, en },
  kind,
});
const staff = <K extends string>(
  kind: K,
  zh: string,
  en: string,
  to: Addressee,
  more: Partial<Owed> = {},
): OfKind<K> => ({ to, channels: 'MAIL', ...more, name: { 'zh-TW': zh, en }, kind });

/** The case was accepted while it came in, or by being assigned: the message of that act says so. */
const partOfAnother = (event: HistoryEvent, file: CaseFile) =>
  file.status !== 'ACCEPTED' || (event.seq <= 2 && event.at === file.receivedAt);

/** The citizen wrote it herself. */
const herOwn = ({ actorKind }: HistoryEvent) => actorKind === 'citizen';

/** Attempts without an answer after which the owner decides (`referrals`). */
const ATTEMPTS = 3;

const over = { on: ({ at }: Chase['rung']) => at === 'due' };
const after = { on: ({ at }: Chase['rung']) => at !== 'due' };

const RECEIPT = citizen('case-received', '收件通知', 'Receipt');
const CODE = citizen('lookup-code', '查詢碼', 'Lookup code', { channels: 'SMS_ELSE_MAIL' });

/**
 * The unit is told of what she does herself; what staff key in for her they know. A case that was never received is not
 * their work.
 */
const CITIZEN_WROTE = staff('citizen-wrote', '民眾回應通知', 'The citizen has written', 'OWNER_UNIT', {
  unless: (event, file) => !herOwn(event) || Boolean(file.confirmBy),
});

const ASKED = staff('approval-asked', '陳核通知', 'Approval asked for', 'APPROVER');

const WORK = staff('work-assigned', '承辦通知', 'Work has arrived', 'HANDLERS');

/** Of a task: it is a unit's, or someone gave it to herself. */
const givenByAnother = {
  unless: ({ actorId, facts: { handler } }: HistoryEvent) => !handler || handler === actorId,
};

const tracked = {
  unless: ({ actorId }: HistoryEvent, { trackerId }: CaseFile) => !trackerId || trackerId === actorId,
};
/** What the handler declares done. */
const TRACKED = staff('tracked-progress', '列管案件進展', 'Progress of a tracked case', 'TRACKER', tracked);

const MESSAGE = citizen('message', '留言通知', 'Message');

const TABLE = {
  CONFIRMATION_ASKED: [citizen('confirm-report', '確認信', 'Mail to confirm', { channels: 'MAIL' })],
  RECEIVED: [RECEIPT, CODE],
  CONFIRMED: [RECEIPT, CODE],
  CONFIRMATION_LAPSED: [
    citizen('confirmation-lapsed', '逾期未確認通知', 'Not confirmed in time', { channels: 'MAIL' }),
  ],
  LOOKUP_CODE_ISSUED: [CODE],
  ACCEPTED: [citizen('case-accepted', '受理通知', 'Acceptance', { unless: partOfAnother })],
  ASSIGNED: [citizen('case-assigned', '分派通知', 'Assignment', { once: true }), WORK],
  REASSIGNED: [citizen('case-reassigned', '改分通知', 'Reassignment'), WORK],
  REFERRED: [
    citizen('referred', '轉介通知', 'Referral'),
    staff('referral-offered', '轉介邀請（協力團隊）', 'Offer to the partner', 'PARTNER'),
  ],
  REFERRAL_ACCEPTED: [
    citizen('referral-accepted', '協力團隊接案通知', 'Partner accepted'),
    staff('partner-accepted', '接案回報', 'Acceptance reported', 'OWNER_UNIT'),
  ],
  REFERRAL_RETURNED: [
    citizen('referral-returned', '協力團隊退回通知', 'Partner returned it'),
    staff('partner-returned', '退回回報', 'Return reported', 'OWNER_UNIT'),
  ],
  REFERRAL_REPLIED: [
    citizen('referral-replied', '協力團隊回覆通知', 'Partner answered'),
    staff('partner-replied', '協處結果回報', 'Result reported', 'OWNER_UNIT'),
  ],
  REFERRAL_ATTEMPTED: [
    staff('partner-unreached', '聯絡不到民眾', 'Citizen not reached', 'OWNER_UNIT', {
      unless: ({ facts }) => facts.unanswered !== ATTEMPTS,
    }),
  ],
  REFERRAL_CONTINUED: [staff('attempts-continued', '請繼續聯繫', 'Asked to go on trying', 'PARTNER')],
  REFERRAL_REPORTED: [staff('partner-reported', '協處情形回報', 'Partner reports', 'OWNER_UNIT')],
  REFERRAL_TIME_ASKED: [staff('partner-asks-time', '請求延長通知', 'More time asked for', 'OWNER_UNIT')],
  REFERRAL_TIME_GRANTED: [staff('time-granted', '同意延長通知', 'More time given', 'PARTNER')],
  REFERRAL_TIME_REFUSED: [staff('time-refused', '未同意延長通知', 'More time refused', 'PARTNER')],
  REFERRAL_RECALLED: [
    citizen('referral-taken-back', '收回轉介通知', 'Referral taken back'),
    staff('referral-recalled', '收回通知（協力團隊）', 'Recall to the partner', 'PARTNER'),
  ],
  CO_HANDLING: [staff('co-handling-asked', '會辦通知', 'Co-handling asked for', 'ASKED_UNIT')],
  CO_HANDLING_ANSWERED: [staff('co-handling-answered', '會辦意見通知', 'Opinion of the co-handler', 'ASKER')],
  CO_HANDLING_RECALLED: [staff('co-handling-recalled', '收回會辦通知', 'Co-handling recalled', 'ASKED_UNIT')],
  CHASE_SENT: [staff('chase-sent', '催辦通知', 'Asked how it stands', 'CHASED')],
  CHASE_ANSWERED: [staff('chase-answered', '催辦回復通知', 'Answer to a chase', 'ASKER')],
  CHASE_UNDONE: [staff('chase-withdrawn', '催辦撤回通知', 'Chase taken back', 'TOLD_OF_CHASE')],
  UNDER_CONTROL: [staff('tracking-given', '列管通知', 'Case to be tracked', 'TRACKER', tracked)],
  RELEASED: [],
  TASK_ADDED: [staff('task-given', '待辦通知', 'Task given', 'TASK_DOER', givenByAnother)],
  TASK_TAKEN: [],
  TASK_ATTEMPTED: [],
  TASK_DONE: [],
  TASK_CANCELLED: [],
  TASK_ENDED: [],
  CORRECTION_REQUESTED: [citizen('correction-requested', '補正通知', 'Correction asked for')],
  SUPPLEMENT_REQUESTED: [citizen('supplement-requested', '補陳通知', 'Supplement asked for')],
  SUBMITTED: [ASKED],
  APPROVAL_ASKED: [ASKED],
  APPROVED: [staff('approval-given', '核准通知', 'Approved', 'APPLICANT')],
  SENT_BACK: [staff('approval-sent-back', '退回承辦通知', 'Sent back', 'APPLICANT')],
  EXTENDED: [citizen('extended', '展延通知', 'Extension')],
  INTERIM_REPLIED: [citizen('interim-replied', '先行答復通知', 'Interim answer')],
  REPLIED: [citizen('replied', '答復通知', 'Answer'), TRACKED],
  SUPPLEMENTARY_REPLIED: [citizen('supplementary-replied', '補充答復通知', 'Further answer'), TRACKED],
  CLOSED: [citizen('case-closed', '結案通知', 'Closing'), TRACKED],
  REOPENED: [
    citizen('reopened', '重啟通知', 'Reopening'),
    staff('work-reopened', '重新辦理通知', 'Work again', 'HANDLERS'),
  ],
  NO_ACTION: [citizen('no-action', '不予處理通知', 'No action'), TRACKED],
  TRANSFERRED: [citizen('transferred', '移轉通知', 'Transfer')],
  WITHDRAWN: [citizen('withdrawn', '撤案通知', 'Withdrawal'), CITIZEN_WROTE],
  MERGED: [citizen('merged', '併案通知', 'Joining')],
  MERGED_REPLIED: [citizen('merged-replied', '併案答復通知', 'Answer to a joined case')],
  MERGED_TOLD: [MESSAGE],
  MESSAGED: [{ ...MESSAGE, unless: herOwn }, CITIZEN_WROTE],
  CONTACT_CHANGED: [citizen('contact-changed', '聯絡方式變更通知', 'Contact details changed')],
  SURVEY_SENT: [citizen('survey', '滿意度問卷', 'Questionnaire')],
  DISSATISFIED: [staff('dissatisfied', '不滿意通知', 'Dissatisfaction', 'OWNER_UNIT')],
  LOOKUP_GUESSED: [staff('lookup-guessed', '查詢碼異常通知', 'Many wrong codes', 'OWNER_UNIT')],
  FILE_INFECTED: [staff('file-infected', '附件有害通知', 'Harmful file', 'OWNER_UNIT')],
  WARNED: [staff('clock-warning', '期限預警', 'Warning', 'RECIPIENTS_OF_RUNG')],
  CHASED: [
    staff('referral-unaccepted', '逾期未接案通知', 'Referral not accepted in time', 'DESK_SUPERVISOR'),
    staff('clock-overdue', '逾期通知', 'Overdue', 'RECIPIENTS_OF_RUNG', over),
    staff('clock-chased', '稽催單', 'Reminder up the ladder', 'RECIPIENTS_OF_RUNG', after),
  ],
  // owe no notice
  CORRECTED: [CITIZEN_WROTE],
  STEP_DONE: [TRACKED],
  DECIDED: [],
  CORRECTION_LAPSED: [],
  CORRECTION_POSTPONED: [],
  SUPPLEMENTED: [CITIZEN_WROTE],
  APPROVAL_WITHDRAWN: [],
  CASE_JOINED: [],
  SURVEY_ANSWERED: [],
  SURVEY_EXPIRED: [],
  NOTED: [],
  OVERDUE: [staff('tracked-overdue', '列管案件逾期', 'Tracked case overdue', 'TRACKER', tracked)],
  RECOUNTED: [],
  EARLIER_DATE_ACCEPTED: [],
  IMPORTED: [],
  ADOPTED: [],
  LEGAL_HOLD: [],
  LEGAL_HOLD_LIFTED: [],
  DATA_CORRECTED: [],
  CORRECTION_TOLD: [staff('data-corrected', '個資更正通知（協力團隊）', 'Data corrected', 'PARTNER')],
  RESTRICTED: [],
  RESTRICTION_LIFTED: [],
  // no address is left to tell her at
  ERASED: [],
} satisfies Record<EventType, readonly Owed[]>;

/** History event → notices owed; an empty list where none is. Planner, words, pages and specs read this one table. */
export const OCCASIONS: Record<EventType, readonly Owed[]> = TABLE;

/** Events of which the citizen must always get this notice; `audit` reports where one is missing. */
export const ALWAYS_TOLD: readonly [EventType, string][] = (
  [
    ...[
      'CONFIRMATION_ASKED',
      'RECEIVED',
      'CONFIRMED',
      'CONFIRMATION_LAPSED',
      'REASSIGNED',
      'REFERRED',
      'CORRECTION_REQUESTED',
      'EXTENDED',
      'INTERIM_REPLIED',
      'REPLIED',
    ],
    ...[
      'SUPPLEMENTARY_REPLIED',
      'CLOSED',
      'REOPENED',
      'NO_ACTION',
      'TRANSFERRED',
      'WITHDRAWN',
      'SURVEY_SENT',
    ],
  ] as EventType[]
).map((type) => [type, OCCASIONS[type].find(({ to }) => to === 'CITIZEN')!.kind]);

/** Owed by the calendar, not by an event: sent on the last working day before a long holiday. */
export const BEFORE_HOLIDAY = staff('before-holiday', '連假前提醒', 'Before a long holiday', 'SUPERVISORS');

/** Owed by the calendar, too: sent on each working morning to who wants it. */
export const MORNING_SHEET = staff('morning-sheet', '晨會單', 'Morning sheet', 'SUPERVISORS');

/** The notices that an event owes: the rows of the table whose conditions hold. */
export const owedFor = (event: HistoryEvent, file: CaseFile, chase?: Chase): Owed[] =>
  (OCCASIONS[event.type] ?? []).filter(
    ({ unless, on }) => !unless?.(event, file) && (!on || (chase !== undefined && on(chase.rung))),
  );

/** Every kind of notice; its name in the column, in config/templates and in the table above. */
export type NoticeKind =
  | (typeof TABLE)[EventType][number]['kind']
  | (typeof BEFORE_HOLIDAY)['kind']
  | (typeof MORNING_SHEET)['kind'];

const rows: readonly OfKind<NoticeKind>[] = [...Object.values(TABLE).flat(), BEFORE_HOLIDAY, MORNING_SHEET];

/** Each once. */
export const NOTICE_KINDS: readonly NoticeKind[] = [...new Set(rows.map(({ kind }) => kind))];

export const owedOfKind = (kind: string): Owed => rows.find((row) => row.kind === kind)!;

/** What pages call it; undefined for a kind of an earlier release. */
export const nameOfKind = (kind: string): Localised | undefined =>
  rows.find((row) => row.kind === kind)?.name;

/** Whether a kind of notice is for the petitioner; false for one of an earlier release. */
export const goesToCitizen = (kind: string): boolean =>
  rows.some((row) => row.kind === kind && row.to === 'CITIZEN');

/** Whether words for an SMS are needed. */
export const mayGoBySms = (kind: string): boolean =>
  ['MAIL_ELSE_SMS', 'SMS_ELSE_MAIL'].includes(owedOfKind(kind).channels);
