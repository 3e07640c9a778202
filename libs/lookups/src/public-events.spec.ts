import { describe, expect, it } from '@jest/globals';
import {
  ACT_NAMES,
  actNamed,
  EVENT_TYPES,
  type CaseFile,
  type EventType,
  type HistoryEvent,
  type ReadEvent,
} from '@app/cases';
import { owedFor } from '@app/notices';
import { stagesOf } from './stages.js';

interface Intent {
  /** A step of the citizen's timeline. */
  shown: boolean;
  /** Notices to the citizen when staff cause it. */
  told: string[];
  /** Why a visible step has no notice. */
  silent?: string;
}
const told = (...kinds: string[]): Intent => ({ shown: true, told: kinds });
const shownOnly = (silent: string): Intent => ({ shown: true, told: [], silent });
const inner: Intent = { shown: false, told: [] };
/** Only a notice: nothing is shown on the page. */
const noticeOnly = (...kinds: string[]): Intent => ({ shown: false, told: kinds });

/**
 * What a citizen learns of each event, and how (docs/case-life.md). Written by hand, so that each new event is
 * decided on here.
 */
const INTENT: Record<EventType, Intent> = {
  RECEIVED: told('case-received', 'lookup-code'),
  CONFIRMATION_ASKED: told('confirm-report'),
  CONFIRMED: told('case-received', 'lookup-code'),
  CONFIRMATION_LAPSED: told('confirmation-lapsed'),
  ACCEPTED: told('case-accepted'),
  ASSIGNED: told('case-assigned'),
  REASSIGNED: told('case-reassigned'),
  REFERRED: told('referred'),
  REFERRAL_ACCEPTED: told('referral-accepted'),
  REFERRAL_RETURNED: told('referral-returned'),
  REFERRAL_RECALLED: told('referral-taken-back'),
  REFERRAL_REPLIED: told('referral-replied'),
  REFERRAL_ATTEMPTED: inner,
  REFERRAL_CONTINUED: inner,
  REFERRAL_REPORTED: inner,
  REFERRAL_TIME_ASKED: inner,
  REFERRAL_TIME_GRANTED: inner,
  REFERRAL_TIME_REFUSED: inner,
  CO_HANDLING: inner,
  CHASE_SENT: inner,
  CHASE_ANSWERED: inner,
  CHASE_UNDONE: inner,
  UNDER_CONTROL: inner,
  RELEASED: inner,
  ...{ TASK_ADDED: inner, TASK_TAKEN: inner, TASK_ATTEMPTED: inner },
  ...{ TASK_DONE: inner, TASK_CANCELLED: inner, TASK_ENDED: inner },
  CO_HANDLING_ANSWERED: inner,
  CO_HANDLING_RECALLED: inner,
  CORRECTION_REQUESTED: told('correction-requested'),
  CORRECTED: shownOnly('she brought it'),
  CORRECTION_LAPSED: shownOnly('the request named the day'),
  CORRECTION_POSTPONED: shownOnly('a later day is to her advantage'),
  SUPPLEMENT_REQUESTED: told('supplement-requested'),
  SUPPLEMENTED: shownOnly('she brought it'),
  EXTENDED: told('extended'),
  SUBMITTED: inner,
  APPROVAL_ASKED: inner,
  APPROVAL_WITHDRAWN: inner,
  APPROVED: inner,
  SENT_BACK: inner,
  INTERIM_REPLIED: told('interim-replied'),
  REPLIED: told('replied'),
  STEP_DONE: shownOnly('nothing is asked of her, and her page says it'),
  DECIDED: shownOnly('the answer came before, with its own message'),
  CLOSED: told('case-closed'),
  REOPENED: told('reopened'),
  NO_ACTION: told('no-action'),
  WITHDRAWN: told('withdrawn'),
  MERGED: told('merged'),
  CASE_JOINED: inner,
  MERGED_REPLIED: told('merged-replied'),
  MERGED_TOLD: told('message'),
  TRANSFERRED: told('transferred'),
  DISSATISFIED: inner,
  SUPPLEMENTARY_REPLIED: told('supplementary-replied'),
  SURVEY_SENT: noticeOnly('survey'),
  SURVEY_ANSWERED: inner,
  SURVEY_EXPIRED: inner,
  NOTED: inner,
  MESSAGED: told('message'),
  CONTACT_CHANGED: told('contact-changed'),
  WARNED: inner,
  CHASED: inner,
  OVERDUE: inner,
  LOOKUP_CODE_ISSUED: noticeOnly('lookup-code'),
  LOOKUP_GUESSED: inner,
  FILE_INFECTED: inner,
  RECOUNTED: inner,
  EARLIER_DATE_ACCEPTED: inner,
  IMPORTED: inner,
  ADOPTED: inner,
  LEGAL_HOLD: inner,
  LEGAL_HOLD_LIFTED: inner,
  DATA_CORRECTED: shownOnly('the answer to her request says it'),
  CORRECTION_TOLD: inner,
  RESTRICTED: shownOnly('the answer to her request says it'),
  RESTRICTION_LIFTED: shownOnly('nothing is asked of her'),
  ERASED: shownOnly('no address is left to tell her at'),
};

const event = (type: EventType, actorKind: 'staff' | 'citizen' = 'staff') =>
  ({
    type,
    actorKind,
    at: 9,
    seq: 5,
    facts: {},
    actorUnitId: null,
    text: '內容',
  }) as unknown as HistoryEvent & ReadEvent;
const file = { status: 'ACCEPTED', receivedAt: 1 } as CaseFile;
const toHer = (one: HistoryEvent) =>
  owedFor(one, file)
    .filter(({ to }) => to === 'CITIZEN')
    .map(({ kind }) => kind);

describe('what the citizen is shown and told of every event', () => {
  it.each(EVENT_TYPES)('%s', (type) => {
    const { shown, told: kinds, silent } = INTENT[type];
    expect(toHer(event(type))).toEqual(kinds);
    expect(stagesOf([event(type)]).map(({ stage }) => stage)).toEqual(shown ? [type] : []);
    expect(shown && kinds.length === 0).toBe(silent !== undefined);
  });

  it('an act of staff with a text for the citizen is visible to her', () => {
    const forHer = [
      'reply',
      'interim-reply',
      'supplementary-reply',
      'message',
      'request-correction',
    ] as const;
    for (const name of forHer) expect([name, INTENT[actNamed(name).event].shown]).toEqual([name, true]);
    for (const name of ['note', 'submit', 'approve', 'send-back', 'co-handle'] as const)
      expect([name, INTENT[actNamed(name).event]]).toEqual([name, inner]);
    expect(ACT_NAMES.every((name) => INTENT[actNamed(name).event] !== undefined)).toBe(true);
  });

  it('an event type of a later version is neither shown nor told', () => {
    const later = event('INSPECTED_BY_DRONE' as EventType);
    expect([stagesOf([later]), toHer(later)]).toEqual([[], []]);
  });

  it('what she wrote herself is shown, without a notice', () => {
    expect(toHer(event('MESSAGED', 'citizen'))).toEqual([]);
  });

  it('texts between staff are not on her timeline, only those addressed to her', () => {
    const withText = EVENT_TYPES.filter((type) => stagesOf([event(type)])[0]?.text);
    expect(withText).toEqual([
      ...['CORRECTION_REQUESTED', 'SUPPLEMENT_REQUESTED', 'EXTENDED', 'NO_ACTION', 'TRANSFERRED'],
    ]);
  });
});
