import type { ActName, EventType } from '@app/cases';
import type { Locale } from '@app/platform';

/** A text in both languages, side by side. */
type Both = readonly [zhTW: string, en: string];

/** The name of each act, on its button and in the menu. */
const ACTS: Readonly<Record<ActName, Both>> = {
  confirm: ['確認', 'Confirm'],
  'let-confirmation-lapse': ['逾期未確認', 'Not confirmed in time'],
  accept: ['受理', 'Accept'],
  assign: ['分派', 'Assign'],
  take: ['由我承辦', 'Take it'],
  refer: ['轉介', 'Refer'],
  'co-handle': ['會辦', 'Co-handle'],
  'answer-co-handling': ['會辦意見', 'Opinion as co-handler'],
  'recall-co-handling': ['收回會辦', 'Recall co-handling'],
  chase: ['催辦', 'Ask how it stands'],
  'answer-chase': ['回復催辦', 'Answer how it stands'],
  track: ['列管', 'Track'],
  'end-tracking': ['解除列管', 'End tracking'],
  'add-task': ['新增待辦', 'Add a task'],
  'take-task': ['由我處理待辦', 'Take a task'],
  'log-attempt': ['記錄聯繫', 'Log an attempt'],
  'finish-task': ['完成待辦', 'Finish a task'],
  'cancel-task': ['取消待辦', 'Cancel a task'],
  'request-correction': ['通知補正', 'Ask for a correction'],
  'receive-correction': ['收到補正', 'Correction received'],
  'let-correction-lapse': ['逾期未補正', 'Not corrected in time'],
  'request-supplement': ['通知補陳', 'Ask for a supplement'],
  'receive-supplement': ['收到補陳', 'Supplement received'],
  extend: ['展延', 'Extend'],
  submit: ['陳核', 'Submit for approval'],
  approve: ['核准', 'Approve'],
  'send-back': ['退回承辦', 'Send back'],
  'withdraw-request': ['撤回陳核', 'Withdraw the request'],
  'interim-reply': ['先行答復', 'Interim reply'],
  reply: ['答復', 'Reply'],
  'supplementary-reply': ['補充答復', 'Supplementary reply'],
  'step-done': ['完成辦理步驟', 'Step done'],
  'record-decision': ['登錄決定與發文', 'Record the decision'],
  close: ['結案', 'Close'],
  reopen: ['重啟', 'Reopen'],
  'no-action': ['不予處理', 'No action'],
  withdraw: ['撤案', 'Withdraw'],
  merge: ['併案', 'Merge'],
  transfer: ['移轉', 'Transfer'],
  note: ['內部註記', 'Internal note'],
  message: ['留言給民眾', 'Message to the citizen'],
  'legal-hold': ['設定保留（不得刪除）', 'Legal hold'],
  'lift-legal-hold': ['解除保留', 'Lift the hold'],
  'lift-restriction': ['解除停止利用', 'Lift the restriction'],
  'change-contact': ['變更聯絡方式', 'Change contact details'],
};

/** Of each event its name for staff, and its text on the citizen's timeline. */
const EVENTS: Readonly<Record<EventType, { desk: Both; said: Both }>> = {
  RECEIVED: { desk: ['收件', 'Received'], said: ['已收到您的案件', 'We received your case'] },
  CONFIRMATION_ASKED: {
    desk: ['寄出確認信', 'Mail to confirm sent'],
    said: ['請您從確認信確認', 'We mailed you a link to confirm'],
  },
  CONFIRMED: {
    desk: ['已確認電子郵件', 'E-mail confirmed'],
    said: ['您已確認電子郵件', 'You confirmed your e-mail address'],
  },
  CONFIRMATION_LAPSED: {
    desk: ['逾期未確認', 'Not confirmed in time'],
    said: ['逾期未確認', 'Not confirmed in time'],
  },
  ACCEPTED: { desk: ['受理', 'Accepted'], said: ['已受理', 'Accepted'] },
  ASSIGNED: { desk: ['分派', 'Assigned'], said: ['已交由承辦單位辦理', 'Given to the responsible unit'] },
  REASSIGNED: { desk: ['改分', 'Reassigned'], said: ['改由其他單位承辦', 'Moved to another unit'] },
  REFERRED: { desk: ['轉介', 'Referred'], said: ['已轉給協力團隊', 'Passed to a partner team'] },
  REFERRAL_ACCEPTED: {
    desk: ['協力團隊確認接案', 'Partner accepted'],
    said: ['協力團隊已接案', 'The partner team accepted it'],
  },
  REFERRAL_RETURNED: {
    desk: ['協力團隊退回', 'Partner returned it'],
    said: [
      '協力團隊退回，由承辦單位續辦',
      'The partner team returned it; the responsible unit goes on with it',
    ],
  },
  REFERRAL_RECALLED: { desk: ['收回轉介', 'Referral recalled'], said: ['收回自行辦理', 'Taken back by us'] },
  REFERRAL_REPLIED: {
    desk: ['協力團隊回覆協處結果', 'Partner reported its result'],
    said: ['協力團隊已回覆結果', 'The partner team reported its result'],
  },
  REFERRAL_ATTEMPTED: {
    desk: ['協力團隊聯繫民眾', 'Partner tried to reach the citizen'],
    said: ['協力團隊聯繫您', 'The partner team tried to reach you'],
  },
  REFERRAL_CONTINUED: {
    desk: ['請協力團隊繼續聯繫', 'Partner asked to go on trying'],
    said: ['請協力團隊繼續聯繫', 'The partner team was asked to go on trying'],
  },
  REFERRAL_REPORTED: {
    desk: ['協力團隊回報辦理情形', 'Partner reported how the work stands'],
    said: ['協力團隊回報辦理情形', 'The partner team reported how the work stands'],
  },
  REFERRAL_TIME_ASKED: {
    desk: ['協力團隊請求延長', 'Partner asked for more time'],
    said: ['協力團隊請求延長', 'The partner team asked for more time'],
  },
  REFERRAL_TIME_GRANTED: {
    desk: ['同意協力團隊延長', 'Partner given more time'],
    said: ['協力團隊期限延長', 'The partner team was given more time'],
  },
  REFERRAL_TIME_REFUSED: {
    desk: ['未同意協力團隊延長', 'Partner refused more time'],
    said: ['協力團隊期限不變', 'The partner team was given no more time'],
  },
  CO_HANDLING: {
    desk: ['會辦', 'Co-handling'],
    said: ['與其他單位共同辦理', 'Handled together with another unit'],
  },
  CO_HANDLING_ANSWERED: {
    desk: ['會辦意見', 'Opinion of the co-handler'],
    said: ['會辦單位已提供意見', 'Another unit gave its opinion'],
  },
  CO_HANDLING_RECALLED: {
    desk: ['收回會辦', 'Co-handling recalled'],
    said: ['收回會辦', 'Co-handling recalled'],
  },
  CHASE_SENT: { desk: ['催辦', 'Asked how it stands'], said: ['催辦', 'Asked how it stands'] },
  CHASE_ANSWERED: {
    desk: ['回復催辦', 'Answered how it stands'],
    said: ['回復催辦', 'Answered how it stands'],
  },
  CHASE_UNDONE: {
    desk: ['撤回催辦', 'Took back the question'],
    said: ['撤回催辦', 'Took back the question'],
  },
  UNDER_CONTROL: { desk: ['列管', 'Tracked'], said: ['列管', 'Tracked'] },
  TASK_ADDED: { desk: ['新增待辦', 'Task added'], said: ['新增待辦', 'Task added'] },
  TASK_TAKEN: { desk: ['接手待辦', 'Task taken'], said: ['接手待辦', 'Task taken'] },
  TASK_ATTEMPTED: { desk: ['聯繫紀錄', 'Attempt logged'], said: ['聯繫紀錄', 'Attempt logged'] },
  TASK_DONE: { desk: ['完成待辦', 'Task done'], said: ['完成待辦', 'Task done'] },
  TASK_CANCELLED: { desk: ['取消待辦', 'Task cancelled'], said: ['取消待辦', 'Task cancelled'] },
  TASK_ENDED: {
    desk: ['待辦已無須辦理', 'Task no longer needed'],
    said: ['待辦已無須辦理', 'Task no longer needed'],
  },
  RELEASED: { desk: ['解除列管', 'Tracking ended'], said: ['解除列管', 'Tracking ended'] },
  CORRECTION_REQUESTED: {
    desk: ['通知補正', 'Correction asked for'],
    said: ['請您補件', 'We asked you for something'],
  },
  CORRECTED: {
    desk: ['收到補正', 'Correction received'],
    said: ['已收到您的補件', 'We received what was missing'],
  },
  CORRECTION_LAPSED: {
    desk: ['逾期未補正', 'Not corrected in time'],
    said: ['補件期限已過，繼續辦理', 'The time to send it has passed; we go on'],
  },
  CORRECTION_POSTPONED: {
    desk: ['補正期限順延', 'Time to correct moved on'],
    said: ['因停止上班，補件期限順延', 'More time to send it: your county was closed'],
  },
  RECOUNTED: {
    desk: ['依新的辦公日曆重算期限', 'Dates counted again by a new calendar'],
    said: ['因辦公日曆異動，重新計算期限', 'Dates counted again: the office calendar changed'],
  },
  EARLIER_DATE_ACCEPTED: {
    desk: ['同意提前的期限', 'Earlier date agreed to'],
    said: ['期限已提前', 'A date was brought forward'],
  },
  SUPPLEMENT_REQUESTED: {
    desk: ['通知補陳', 'Supplement asked for'],
    said: ['請您補充說明', 'We asked you to explain further'],
  },
  SUPPLEMENTED: {
    desk: ['收到補陳', 'Supplement received'],
    said: ['已收到您的補充說明', 'We received your explanation'],
  },
  EXTENDED: { desk: ['展延', 'Extended'], said: ['辦理期限展延', 'More time was needed'] },
  SUBMITTED: { desk: ['陳核', 'Submitted for approval'], said: ['陳核中', 'Awaiting approval'] },
  APPROVAL_ASKED: {
    desk: ['陳請核准', 'Approval asked for'],
    said: ['陳核中', 'Awaiting approval'],
  },
  APPROVAL_WITHDRAWN: {
    desk: ['撤回陳核', 'Request for approval withdrawn'],
    said: ['撤回陳核', 'Request for approval withdrawn'],
  },
  APPROVED: { desk: ['核准', 'Approved'], said: ['已核定', 'Approved'] },
  SENT_BACK: { desk: ['退回承辦', 'Sent back'], said: ['退回承辦', 'Sent back'] },
  INTERIM_REPLIED: { desk: ['先行答復', 'Interim reply'], said: ['先行答復', 'First answer'] },
  REPLIED: { desk: ['答復', 'Reply'], said: ['已答復', 'Answered'] },
  STEP_DONE: { desk: ['完成辦理步驟', 'Step done'], said: ['完成一項辦理步驟', 'A step was done'] },
  DECIDED: { desk: ['登錄決定與發文', 'Decision recorded'], said: ['已作成決定', 'Decided'] },
  CLOSED: { desk: ['結案', 'Closed'], said: ['結案', 'Closed'] },
  REOPENED: { desk: ['重啟', 'Reopened'], said: ['重新辦理', 'Reopened'] },
  NO_ACTION: { desk: ['不予處理', 'No action'], said: ['不予處理', 'No action'] },
  WITHDRAWN: { desk: ['撤案', 'Withdrawn'], said: ['已撤回', 'Withdrawn'] },
  MERGED: {
    desk: ['併案', 'Merged'],
    said: ['與相同事由案件合併辦理', 'Joined with another case about the same matter'],
  },
  CASE_JOINED: {
    desk: ['另案併入', 'Another case merged into this one'],
    said: ['另案併入', 'Another case joined'],
  },
  MERGED_REPLIED: {
    desk: ['所併案件已答復', 'The case it was merged into was answered'],
    said: ['已答復（併案辦理）', 'Answered, together with the case it was joined with'],
  },
  MERGED_TOLD: {
    desk: ['所併案件有新的說明', 'Something was said in the case it was merged into'],
    said: [
      '承辦單位有新的說明（併案辦理）',
      'The unit has told you something, together with the case it was joined with',
    ],
  },
  TRANSFERRED: {
    desk: ['移轉', 'Transferred'],
    said: ['已移轉權責機關', 'Transferred to the competent agency'],
  },
  DISSATISFIED: {
    desk: ['民眾不滿意', 'Citizen not satisfied'],
    said: ['收到您的不滿意意見', 'You told us you were not satisfied'],
  },
  SUPPLEMENTARY_REPLIED: {
    desk: ['補充答復', 'Supplementary reply'],
    said: ['已補充答復', 'Answered again'],
  },
  SURVEY_SENT: {
    desk: ['寄出滿意度問卷', 'Questionnaire sent'],
    said: ['已寄出滿意度問卷', 'Questionnaire sent'],
  },
  SURVEY_ANSWERED: {
    desk: ['民眾填答問卷', 'Questionnaire answered'],
    said: ['已收到您的問卷', 'We received your questionnaire'],
  },
  SURVEY_EXPIRED: {
    desk: ['問卷逾期未填', 'Questionnaire expired'],
    said: ['問卷已截止', 'The questionnaire has closed'],
  },
  NOTED: { desk: ['註記', 'Note'], said: ['註記', 'Note'] },
  MESSAGED: { desk: ['留言', 'Message'], said: ['留言', 'Message'] },
  CONTACT_CHANGED: {
    desk: ['民眾變更聯絡方式', 'Citizen changed the contact details'],
    said: ['您變更了聯絡方式', 'You changed your contact details'],
  },
  WARNED: { desk: ['期限預警', 'Due soon'], said: ['期限將至', 'Due soon'] },
  CHASED: { desk: ['稽催', 'Chased'], said: ['稽催', 'Chased'] },
  OVERDUE: { desk: ['逾期', 'Overdue'], said: ['已逾期', 'Overdue'] },
  LOOKUP_CODE_ISSUED: {
    desk: ['換發查詢碼', 'New lookup code issued'],
    said: ['已換發查詢碼', 'New lookup code issued'],
  },
  LOOKUP_GUESSED: {
    desk: ['查詢碼多次輸入錯誤', 'Many wrong lookup codes'],
    said: ['查詢碼多次輸入錯誤', 'Many wrong lookup codes'],
  },
  FILE_INFECTED: {
    desk: ['附件含有害內容，已封存', 'A file holds harmful content and was locked'],
    said: ['附件含有害內容，已封存', 'A file holds harmful content and was locked'],
  },
  IMPORTED: { desk: ['匯入', 'Imported'], said: ['由舊系統匯入', 'Imported from another system'] },
  ADOPTED: { desk: ['納入期限管理', 'Clocks started'], said: ['開始計算期限', 'Time limits started'] },
  LEGAL_HOLD: { desk: ['設定保留，不得刪除', 'Legal hold set'], said: ['資料保留中', 'Your data are kept'] },
  LEGAL_HOLD_LIFTED: {
    desk: ['解除保留', 'Legal hold lifted'],
    said: ['解除資料保留', 'No longer kept back'],
  },
  DATA_CORRECTED: {
    desk: ['依請求更正個人資料', 'Personal data corrected on request'],
    said: ['您的個人資料已更正', 'Your personal data were corrected'],
  },
  CORRECTION_TOLD: {
    desk: ['通知曾提供資料的單位', 'Those who were given the data are told'],
    said: ['已通知曾提供資料的單位', 'Those who were given your data were told'],
  },
  RESTRICTED: {
    desk: ['停止利用個人資料', 'Use of personal data stopped'],
    said: ['已停止利用您的個人資料', 'We stopped using your personal data'],
  },
  RESTRICTION_LIFTED: {
    desk: ['解除停止利用', 'Restriction lifted'],
    said: ['恢復利用您的個人資料', 'We may use your personal data again'],
  },
  ERASED: {
    desk: ['個人資料已刪除', 'Personal data erased'],
    said: ['個人資料已刪除', 'Your personal data were erased'],
  },
};

const PLACE: Readonly<Record<Locale, 0 | 1>> = { 'zh-TW': 0, en: 1 };
const textsOf = <K extends string, V>(
  table: Readonly<Record<K, V>>,
  text: (row: V) => string,
): Record<K, string> =>
  Object.fromEntries(Object.entries<V>(table).map(([key, row]) => [key, text(row)])) as Record<K, string>;

export const actWords = (locale: Locale): Record<ActName, string> =>
  textsOf(ACTS, (both) => both[PLACE[locale]]);

export const eventWords = (locale: Locale) => ({
  desk: textsOf(EVENTS, ({ desk }) => desk[PLACE[locale]]),
  said: textsOf(EVENTS, ({ said }) => said[PLACE[locale]]),
});
