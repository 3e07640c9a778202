import {
  ACT_NAMES,
  type ActName,
  CaseActs,
  type CaseFile,
  CaseReader,
  type EventFacts,
  HistoryEvent,
} from '@app/cases';
import { type Actor, type StaffActor, SYSTEM } from '@app/people';
import { Reader } from '@app/platform';
import { Referrals } from '@app/referrals';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';

/** Each text written by people contains 甲 and is sealed. The rest of an input becomes facts of the event. */
const TEXT = '甲先生，電話 0911-000-111';
interface Told {
  /** Acts that lead to the status in which this one is allowed. */
  after?: ActName[];
  input?: Record<string, string>;
  facts?: EventFacts;
  text?: string;
  /** Else demo.application. */
  service?: string;
  by?: 'CITIZEN' | 'SYSTEM' | 'ABOVE' | 'ASKED' | 'HANDLER';
}
const LAST_DAY = { lastDay: '2026-08-31' };
const told = (more: Told = {}): Told => ({ input: { reason: TEXT }, text: TEXT, ...more });
const worded = (more: Told = {}): Told => ({ input: { text: TEXT }, text: TEXT, ...more });

const ASKED = { act: 'submit', askedBy: 'OWNER' };

const ACTS_TOLD: Partial<Record<ActName, Told>> = {
  accept: {},
  assign: { input: { unit: 'demo.guidance', reason: TEXT }, facts: { unit: 'demo.guidance' }, text: TEXT },
  take: { facts: { unit: 'demo.guidance', handler: 'OWNER' } },
  'co-handle': {
    ...{ after: ['accept'], input: { unit: 'demo.registry', due: '2026-08-31', reason: TEXT } },
    ...{ facts: { unit: 'demo.registry', due: '2026-08-31', coHandlingId: 'MADE' }, text: TEXT },
  },
  'answer-co-handling': worded({
    ...{ after: ['accept', 'co-handle'], by: 'ASKED' },
    facts: { unit: 'demo.registry', coHandlingId: 'MADE', askedBy: 'OWNER' },
  }),
  'recall-co-handling': {
    ...{ after: ['accept', 'co-handle'], input: { unit: 'demo.registry', reason: TEXT }, text: TEXT },
    facts: { unit: 'demo.registry', coHandlingId: 'MADE', askedBy: 'OWNER' },
  },
  chase: {
    ...{ after: ['accept'], input: { whom: 'demo.guidance', days: '3', text: TEXT }, text: TEXT },
    facts: { chaseId: 'MADE', side: 'UNIT', unit: 'demo.guidance', due: '2026-08-24' },
  },
  'answer-chase': worded({
    ...{ after: ['accept', 'chase'], by: 'HANDLER' },
    facts: { unit: 'demo.guidance', chaseId: 'MADE', askedBy: 'OWNER' },
  }),
  'request-correction': {
    after: ['accept'],
    input: { what: TEXT, ...LAST_DAY },
    facts: LAST_DAY,
    text: TEXT,
  },
  'receive-correction': worded({ after: ['accept', 'request-correction'], by: 'CITIZEN' }),
  'let-correction-lapse': { after: ['accept', 'request-correction'], by: 'SYSTEM' },
  'request-supplement': { after: ['accept'], input: { what: TEXT }, text: TEXT },
  'receive-supplement': worded({ after: ['accept'], by: 'CITIZEN' }),
  extend: {
    input: { length: '5d', reason: TEXT, approver: 'above', commitment: 'law.application' },
    ...{ facts: { length: '5d', approver: 'ID', commitment: 'law.application', act: 'extend' }, text: TEXT },
  },
  submit: {
    ...{ after: ['assign'], input: { text: `${TEXT} 草稿`, question: TEXT }, text: TEXT },
    facts: { act: 'submit', approver: 'ID' },
  },
  approve: { after: ['assign', 'submit'], by: 'ABOVE', facts: ASKED },
  'send-back': told({ after: ['assign', 'submit'], by: 'ABOVE', facts: ASKED }),
  'withdraw-request': { after: ['assign', 'submit'], facts: ASKED },
  'interim-reply': worded({ after: ['accept'] }),
  reply: worded({ after: ['accept'] }),
  'supplementary-reply': worded({ after: ['accept', 'reply'] }),
  track: {
    ...{ input: { tracker: 'above', reason: TEXT }, text: TEXT, facts: { tracker: 'ID' } },
  },
  'end-tracking': told({ after: ['track'], facts: { tracker: 'ID' } }),
  'add-task': {
    ...{ input: { taskKind: 'CARE_CALL', due: '2026-08-31', text: TEXT }, text: TEXT },
    facts: { task: 'MADE', taskKind: 'CARE_CALL', due: '2026-08-31', unit: 'demo.guidance' },
  },
  'step-done': {
    ...{ after: ['accept'], input: { step: 'papers-checked', on: '2026-08-19', text: TEXT }, text: TEXT },
    ...{ facts: { step: 'papers-checked', on: '2026-08-19' }, service: 'demo.subsidy' },
  },
  'record-decision': {
    after: ['accept', 'reply'],
    input: {
      decision: 'OTHER_DECISION',
      documentNumber: '經企字第 11500012345 號',
      documentDate: '2026-08-19',
    },
    facts: {
      decision: 'OTHER_DECISION',
      documentNumber: '經企字第11500012345號',
      documentDate: '2026-08-19',
    },
  },
  close: { after: ['accept', 'reply'] },
  reopen: told({ after: ['accept', 'reply'], by: 'CITIZEN' }),
  'no-action': {
    input: { ground: 'NO_ACTION_INSUFFICIENT', reason: TEXT, approver: 'above' },
    ...{ facts: { ground: 'NO_ACTION_INSUFFICIENT', approver: 'ID', act: 'no-action' }, text: TEXT },
  },
  withdraw: told({ by: 'CITIZEN' }),
  merge: { input: { into: 'INTO', reason: TEXT }, facts: { into: 'INTO' }, text: TEXT },
  transfer: { input: { agency: '臺北市政府', reason: TEXT }, facts: { agency: '臺北市政府' }, text: TEXT },
  note: worded(),
  message: worded({ by: 'CITIZEN' }),
  'legal-hold': told(),
  'lift-restriction': told(),
  'lift-legal-hold': told({ after: ['legal-hold'] }),
};
/** They have services, or timers, or name a task that was made before, and specs of their own. */
const ELSEWHERE: ActName[] = [
  ...(['confirm', 'let-confirmation-lapse', 'refer', 'change-contact'] as const),
  ...(['take-task', 'log-attempt', 'finish-task', 'cancel-task'] as const),
];

describe.each(DATABASES)('the event of an act, on %s', (_name, postgres) => {
  let story: Story;
  let owner: StaffActor;
  let above: StaffActor;
  let asked: StaffActor;
  let handler: StaffActor;
  let earlier: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const roles = ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'] as const;
    owner = await story.staff('demo.guidance', [...roles], 'owner');
    above = await story.staff('demo.head-office', ['UNIT_HEAD'], 'above');
    asked = await story.staff('demo.registry', ['CASE_HANDLER'], 'asked');
    handler = await story.staff('demo.guidance', ['CASE_HANDLER'], 'handler');
    earlier = (await open()).file;
  });
  afterAll(() => story.close());

  const open = (service = 'demo.application') => story.open(owner, { service, channel: 'COUNTER' });
  const filled = (values: object = {}) =>
    JSON.parse(
      JSON.stringify(values)
        .replace('INTO', earlier.caseNumber)
        .replace('ID', above.id)
        .replace('OWNER', owner.id),
    ) as object;
  const lastRow = async ({ id }: CaseFile) => {
    const rows = await story.desk.get(Reader).repository(HistoryEvent).findBy({ caseId: id });
    return rows.toSorted((a, b) => b.seq - a.seq)[0]!;
  };
  const people = () => ({ ABOVE: above, ASKED: asked, HANDLER: handler });
  const whoIs = (by: Told['by'], { id }: CaseFile): Actor =>
    by === 'CITIZEN' ? { kind: 'citizen', caseId: id } : by === 'SYSTEM' ? SYSTEM : by ? people()[by] : owner;

  it('is stated for every act', () => {
    expect([...Object.keys(ACTS_TOLD), ...ELSEWHERE].toSorted()).toEqual(ACT_NAMES.toSorted());
  });

  it.each(Object.keys(ACTS_TOLD) as ActName[])(
    '%s: actor, time, facts, and the sealed text',
    async (name) => {
      const { after = [], input = {}, facts = {}, text, by, service } = ACTS_TOLD[name]!;
      const { file } = await open(service);
      for (const before of after) await story.act(owner, file, before, filled(ACTS_TOLD[before]!.input));
      await story.act(whoIs(by, file), file, name, filled(input));
      const row = await lastRow(file);
      const { id: actorId, unitId: actorUnitId } =
        by === undefined || by === 'CITIZEN' || by === 'SYSTEM' ? owner : people()[by];
      const staff = { actorKind: 'staff', actorId, actorUnitId };
      const nameless = { actorKind: by?.toLowerCase(), actorId: null, actorUnitId: null };
      expect(row).toMatchObject({
        at: story.desk.time.now(),
        ...(by === 'CITIZEN' || by === 'SYSTEM' ? nameless : staff),
      });
      const named = Object.keys(row.facts).filter((name) => /^((coHandling|chase)Id|task)$/.test(name));
      const told = { ...row.facts, ...Object.fromEntries(named.map((name) => [name, 'MADE'])) };
      expect(told).toEqual(filled(facts));
      expect(JSON.stringify(row)).not.toContain('甲');
      const read = await story.desk.get(CaseReader).events(file.id);
      expect(read.at(-1)!.text).toBe(text ?? null);
    },
  );

  describe('an outdated version (If-Match)', () => {
    const TRIED = Object.keys(ACTS_TOLD) as ActName[];

    it.each(TRIED)('is refused for %s, and the current one accepted', async (act) => {
      const { after = [], input = {}, by, service } = ACTS_TOLD[act]!;
      const { file } = await open(service);
      for (const before of after) await story.act(owner, file, before, filled(ACTS_TOLD[before]!.input));
      const { seq } = await lastRow(file);
      const actor = whoIs(by, file);
      const perform = (ifMatch: number) => {
        const { caseNumber } = file;
        return story.desk.get(CaseActs).perform({ actor, caseNumber, act, input: filled(input), ifMatch });
      };
      const before = await story.everything();
      for (const wrong of [seq - 1, seq + 1, 0])
        expect(await refusal(perform(wrong))).toMatchObject({ kind: 'STALE', code: 'stale' });
      expect(await story.everything()).toEqual(before);
      expect((await perform(seq)).historySeq).toBeGreaterThan(seq);
    });

    it('is refused for a referral by the version of the case, for its acts by its own', async () => {
      const { file } = await open();
      await story.act(owner, file, 'accept');
      const partner = await story.staff('demo.finance-team', ['PARTNER']);
      const offer = (ifMatch: number) => {
        const input = { partner: 'demo.finance-team', reason: '請協處' };
        return story.desk.get(Referrals).offer({ actor: owner, caseNumber: file.caseNumber, input, ifMatch });
      };
      expect((await refusal(offer(1))).kind).toBe('STALE');
      const { id: referralId } = await offer(2);
      const accept = (ifMatch: number) =>
        story.desk.get(Referrals).perform({ actor: partner, referralId, act: 'accept', input: {}, ifMatch });
      const before = await story.everything();
      for (const wrong of [0, 2, 3]) expect((await refusal(accept(wrong))).kind).toBe('STALE');
      expect(await story.everything()).toEqual(before);
      expect((await accept(1)).version).toBe(2);
    });
  });
});
