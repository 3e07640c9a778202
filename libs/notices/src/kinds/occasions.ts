import type { CaseFile, EventType, HistoryEvent } from '@app/cases';
import type { Chase } from './chase.js';

/**
 * Whom a notice is for. `RECIPIENTS_OF_RUNG` are the roles that the rung of the ladder names, but for the
 * `DESK_SUPERVISOR`, who has words of her own. `SUPERVISORS`: heads of the unit and control officers.
 */
export type Addressee =
  'CITIZEN' | 'PARTNER' | 'OWNER_UNIT' | 'SUPERVISORS' | 'RECIPIENTS_OF_RUNG' | 'DESK_SUPERVISOR';

/**
 * Which way a notice goes. `MAIL_ELSE_SMS`: one message, by mail where there is an address. `SMS_ELSE_MAIL`: the
 * lookup code, so that it never travels with the number. `MAIL`: staff.
 */
export type ChannelPolicy = 'MAIL_ELSE_SMS' | 'SMS_ELSE_MAIL' | 'MAIL';

export interface Owed {
  /** Names its words: config/templates/<kind>.yaml. */
  kind: string;
  to: Addressee;
  channels: ChannelPolicy;
  /** Told once in the life of a case. */
  once?: true;
  /** Said by another message of the same act already. */
  unless?: (event: HistoryEvent, file: CaseFile) => boolean;
  /** Of a ladder: only on such a rung. */
  on?: (rung: Chase['rung']) => boolean;
}

type OfKind<K extends string> = Owed & { kind: K };
const citizen = <K extends string>(kind: K, more: Partial<Owed> = {}): OfKind<K> => ({
  to: 'CITIZEN',
  channels: 'MAIL_ELSE_SMS',
  ...more,
  kind,
});
const staff = <K extends string>(kind: K, to: Addressee, more: Partial<Owed> = {}): OfKind<K> => ({
  to,
  channels: 'MAIL',
  ...more,
  kind,
});

/** Accepted while being taken in, or by being assigned: one message tells both. */
const partOfAnother = (event: HistoryEvent, file: CaseFile) =>
  file.status !== 'ACCEPTED' || (event.seq <= 2 && event.at === file.receivedAt);

/** What she wrote herself needs no word to her. */
const herOwn = ({ actorKind }: HistoryEvent) => actorKind === 'citizen';

const over = { on: ({ at }: Chase['rung']) => at === 'due' };
const after = { on: ({ at }: Chase['rung']) => at !== 'due' };

const CODE = citizen('lookup-code', { channels: 'SMS_ELSE_MAIL' });

const TABLE = {
  RECEIVED: [citizen('case-received'), CODE],
  LOOKUP_CODE_ISSUED: [CODE],
  ACCEPTED: [citizen('case-accepted', { unless: partOfAnother })],
  ASSIGNED: [citizen('case-assigned', { once: true })],
  REASSIGNED: [citizen('case-reassigned')],
  REFERRED: [citizen('referred'), staff('referral-offered', 'PARTNER')],
  REFERRAL_ACCEPTED: [citizen('referral-accepted'), staff('partner-accepted', 'OWNER_UNIT')],
  REFERRAL_RETURNED: [citizen('referral-returned'), staff('partner-returned', 'OWNER_UNIT')],
  REFERRAL_REPLIED: [citizen('referral-replied'), staff('partner-replied', 'OWNER_UNIT')],
  REFERRAL_RECALLED: [citizen('referral-taken-back'), staff('referral-recalled', 'PARTNER')],
  CORRECTION_REQUESTED: [citizen('correction-requested')],
  SUPPLEMENT_REQUESTED: [citizen('supplement-requested')],
  EXTENDED: [citizen('extended')],
  INTERIM_REPLIED: [citizen('interim-replied')],
  REPLIED: [citizen('replied')],
  SUPPLEMENTARY_REPLIED: [citizen('supplementary-replied')],
  CLOSED: [citizen('case-closed')],
  REOPENED: [citizen('reopened')],
  NO_ACTION: [citizen('no-action')],
  TRANSFERRED: [citizen('transferred')],
  WITHDRAWN: [citizen('withdrawn')],
  MERGED: [citizen('merged')],
  MERGED_REPLIED: [citizen('merged-replied')],
  MERGED_TOLD: [citizen('message')],
  MESSAGED: [citizen('message', { unless: herOwn })],
  SURVEY_SENT: [citizen('survey')],
  DISSATISFIED: [staff('dissatisfied', 'OWNER_UNIT')],
  LOOKUP_GUESSED: [staff('lookup-guessed', 'OWNER_UNIT')],
  WARNED: [staff('clock-warning', 'RECIPIENTS_OF_RUNG')],
  CHASED: [
    staff('referral-unaccepted', 'DESK_SUPERVISOR'),
    staff('clock-overdue', 'RECIPIENTS_OF_RUNG', over),
    staff('clock-chased', 'RECIPIENTS_OF_RUNG', after),
  ],
  // told to no one
  CONFIRMED: [],
  CONFIRMATION_LAPSED: [],
  CO_HANDLING: [],
  CORRECTED: [],
  CORRECTION_LAPSED: [],
  CORRECTION_POSTPONED: [],
  SUPPLEMENTED: [],
  SUBMITTED: [],
  APPROVED: [],
  SENT_BACK: [],
  CASE_JOINED: [],
  SURVEY_ANSWERED: [],
  SURVEY_EXPIRED: [],
  NOTED: [],
  OVERDUE: [],
  RECOUNTED: [],
  EARLIER_DATE_ACCEPTED: [],
  IMPORTED: [],
  ADOPTED: [],
} satisfies Record<EventType, readonly Owed[]>;

/** History event → notices owed, an empty list where nothing is. The one table: planner, words and tests read it. */
export const OCCASIONS: Record<EventType, readonly Owed[]> = TABLE;

/** Events whose citizen is told in any case, and by which notice: what `audit` holds the history to. */
export const ALWAYS_TOLD: readonly [EventType, string][] = (
  [
    ...[
      'RECEIVED',
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

/** Owed by the calendar, not by an event: on the last working day before a long holiday. */
export const BEFORE_HOLIDAY = staff('before-holiday', 'SUPERVISORS');

/** What an event owes, without what another message of the same act says. */
export const owedFor = (event: HistoryEvent, file: CaseFile, chase?: Chase): Owed[] =>
  (OCCASIONS[event.type] ?? []).filter(
    ({ unless, on }) => !unless?.(event, file) && (!on || (chase !== undefined && on(chase.rung))),
  );

const rows = [...Object.values(OCCASIONS).flat(), BEFORE_HOLIDAY];

/** What pages have a name for. */
export type NoticeKind = (typeof TABLE)[EventType][number]['kind'] | (typeof BEFORE_HOLIDAY)['kind'];

/** Every kind of notice there is, each once. */
export const NOTICE_KINDS: readonly string[] = [...new Set(rows.map(({ kind }) => kind))];

export const owedOfKind = (kind: string): Owed => rows.find((row) => row.kind === kind)!;

/** Whether words for an SMS are needed. */
export const mayGoBySms = (kind: string): boolean =>
  ['MAIL_ELSE_SMS', 'SMS_ELSE_MAIL'].includes(owedOfKind(kind).channels);
