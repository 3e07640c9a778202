import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES, type CaseFile, type HistoryEvent } from '@app/cases';
import { WRITTEN } from '../spec-table.js';
import { DIGESTS, digestOf } from './digests.js';
import {
  ALWAYS_TOLD,
  BEFORE_HOLIDAY,
  mayGoBySms,
  NOTICE_KINDS,
  OCCASIONS,
  owedFor,
  owedOfKind,
  type Addressee,
  type ChannelPolicy,
} from './occasions.js';

const WHO: Record<string, Addressee> = {
  citizen: 'CITIZEN',
  partner: 'PARTNER',
  owner: 'OWNER_UNIT',
  approver: 'APPROVER',
  applicant: 'APPLICANT',
  asker: 'ASKER',
  chased: 'CHASED',
  'told of the chase': 'TOLD_OF_CHASE',
  handler: 'HANDLERS',
  'asked unit': 'ASKED_UNIT',
  rung: 'RECIPIENTS_OF_RUNG',
  tracker: 'TRACKER',
  'task doer': 'TASK_DOER',
  'desk head': 'DESK_SUPERVISOR',
};
/** For whom there is not always a message. */
const SOMETIMES: readonly Addressee[] = ['DESK_SUPERVISOR', 'TOLD_OF_CHASE'];
const HOW: Record<string, ChannelPolicy> = {
  'mail, else SMS': 'MAIL_ELSE_SMS',
  'SMS, else mail': 'SMS_ELSE_MAIL',
  mail: 'MAIL',
};

describe('the table of docs/notices.md', () => {
  it('names every message that an event owes, and no other', () => {
    const written = WRITTEN.map(({ event, who, how, words }) => `${event} ${WHO[who]} ${HOW[how]} ${words}`);
    const owed = Object.entries(OCCASIONS).flatMap(([event, rows]) =>
      rows.map(({ to, channels, kind }) => `${event} ${to} ${channels} ${kind}`),
    );
    expect(written).not.toHaveLength(0);
    expect(new Set(written).size).toBe(written.length);
    expect(owed.toSorted()).toEqual(written.toSorted());
  });

  it('says of each message that is not always sent when it is not', () => {
    const written = WRITTEN.filter(({ not }) => not !== '').map(({ event, words }) => `${event} ${words}`);
    const conditional = Object.entries(OCCASIONS).flatMap(([event, rows]) =>
      rows
        .filter(({ once, unless, on, to }) => once || unless || on || SOMETIMES.includes(to))
        .map(({ kind }) => `${event} ${kind}`),
    );
    expect(conditional.toSorted()).toEqual(written.toSorted());
  });

  it('speaks of events that there are', () => {
    const known: readonly string[] = EVENT_TYPES;
    for (const { event } of WRITTEN) expect(known).toContain(event);
  });
});

describe('kinds of notices', () => {
  const event = (type: HistoryEvent['type'], more: Partial<HistoryEvent> = {}) =>
    ({ type, seq: 3, at: 2_000, facts: {}, actorKind: 'staff', ...more }) as HistoryEvent;
  const file = (more: Partial<CaseFile> = {}) =>
    ({ receivedAt: 1_000, status: 'ACCEPTED', ...more }) as CaseFile;
  const kinds = (of: HistoryEvent, at: CaseFile = file(), rung?: string) =>
    owedFor(of, at, rung === undefined ? undefined : ({ rung: { at: rung } } as never)).map(
      ({ kind }) => kind,
    );

  it('acceptance is told unless the same act told it: early, late, second, or with another status', () => {
    const told: [Partial<HistoryEvent>, CaseFile['status'], boolean][] = [
      [{ seq: 2, at: 1_000 }, 'ACCEPTED', false], // while it was taken in
      [{ seq: 2, at: 1_001 }, 'ACCEPTED', true], // reported on the web, accepted a moment later
      [{ seq: 2, at: 900_000 }, 'ACCEPTED', true],
      [{ seq: 3, at: 1_000 }, 'ACCEPTED', true], // confirmed and accepted within one millisecond
      [{ seq: 3, at: 5_000 }, 'ACCEPTED', true],
      [{ seq: 2, at: 5_000 }, 'IN_PROGRESS', false], // by being assigned, which is told
      [{ seq: 9, at: 5_000 }, 'IN_PROGRESS', false],
    ];
    for (const [more, status, is] of told)
      expect([more, status, kinds(event('ACCEPTED', more), file({ status }))]).toEqual([
        more,
        status,
        is ? ['case-accepted'] : [],
      ]);
  });

  it('a message is told to the other side: hers to the unit, that of staff or system to her', () => {
    expect(kinds(event('MESSAGED', { actorKind: 'citizen' }))).toEqual(['citizen-wrote']);
    for (const actorKind of ['staff', 'system'] as const)
      expect(kinds(event('MESSAGED', { actorKind }))).toEqual(['message']);
  });

  it('a chase speaks of the due moment on its rung and of what is overdue after it; without a rung of nothing', () => {
    expect(kinds(event('CHASED'), file(), 'due')).toEqual(['referral-unaccepted', 'clock-overdue']);
    for (const at of ['+1wd', '+3wd', 'due@09:00', '70%'])
      expect(kinds(event('CHASED'), file(), at)).toEqual(['referral-unaccepted', 'clock-chased']);
    expect(kinds(event('CHASED'))).toEqual(['referral-unaccepted']);
    for (const at of ['-1wd', '70%', 'due'])
      expect(kinds(event('WARNED'), file(), at)).toEqual(['clock-warning']);
  });

  it('only the first assignment is told once; nothing else is', () => {
    const once = Object.values(OCCASIONS)
      .flat()
      .filter((owed) => owed.once)
      .map(({ kind }) => kind);
    expect(once).toEqual(['case-assigned']);
  });

  it('the audit asks for exactly these', () => {
    expect(ALWAYS_TOLD.map(([type, kind]) => `${type} ${kind}`).toSorted()).toEqual([
      ...['CLOSED case-closed', 'CONFIRMATION_ASKED confirm-report'],
      ...['CONFIRMATION_LAPSED confirmation-lapsed', 'CONFIRMED case-received'],
      ...['CORRECTION_REQUESTED correction-requested', 'EXTENDED extended'],
      ...['INTERIM_REPLIED interim-replied', 'NO_ACTION no-action', 'REASSIGNED case-reassigned'],
      ...['RECEIVED case-received', 'REFERRED referred', 'REOPENED reopened', 'REPLIED replied'],
      ...['SUPPLEMENTARY_REPLIED supplementary-replied', 'SURVEY_SENT survey', 'TRANSFERRED transferred'],
      'WITHDRAWN withdrawn',
    ]);
  });

  it('those of the calendar and of ladders are gathered, each in one mail; the others never', () => {
    expect(DIGESTS).toEqual({
      'clock-digest': ['clock-warning', 'clock-overdue', 'clock-chased', 'referral-unaccepted'],
      'holiday-digest': ['before-holiday'],
    });
    const gathered = NOTICE_KINDS.filter((kind) => digestOf(kind) !== undefined);
    expect(gathered.toSorted()).toEqual(Object.values(DIGESTS).flat().toSorted());
    expect(digestOf('dissatisfied')).toBeUndefined();
    expect(BEFORE_HOLIDAY).toMatchObject({ kind: 'before-holiday', to: 'SUPERVISORS', channels: 'MAIL' });
  });

  it('by SMS only to citizens, and nothing that is about her mail address', () => {
    const mailed = ['confirm-report', 'confirmation-lapsed'];
    for (const kind of NOTICE_KINDS)
      expect([kind, mayGoBySms(kind)]).toEqual([
        kind,
        owedOfKind(kind).to === 'CITIZEN' && !mailed.includes(kind),
      ]);
  });
});
