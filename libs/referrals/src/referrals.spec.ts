import {
  CaseFile,
  HistoryEvent,
  type CaseAccess,
  type CaseActs,
  type CaseContext,
  type EventDraft,
  type History,
} from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { Actor, Role, StaffActor } from '@app/people';
import { SetTime, type UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../test/support/case-rows.js';
import { referralRow } from '../../../test/support/referral-rows.js';
import { refusal } from '../../../test/support/story.js';
import { tablesInMemory, type Tables } from '../../../test/support/tables.js';
import type { PartnerWork } from './partner-work.js';
import type { ReferralActName } from './referral-acts.js';
import { Referral } from './referral.entity.js';
import { Referrals } from './referrals.js';

const OWNER = 'demo.guidance';
const TEAM = 'demo.finance-team';
const staff = (id: string, unitId: string, ...roles: Role[]): StaffActor => ({
  ...{ kind: 'staff', id, name: id, organisationId: 'demo', unitId },
  roles: roles.length > 0 ? roles : ['CASE_HANDLER'],
});
const owner = staff('owner', OWNER);
const deputy = staff('deputy', 'demo.registry');
const team = staff('team', TEAM, 'PARTNER');

describe('referrals', () => {
  let tables: Tables;
  let added: EventDraft[];
  /** What is asked of the team's work. */
  let steps: object[];
  let context: CaseContext;
  let referrals: Referrals;

  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent, Referral);
    const work = { run: (change: (manager: unknown) => unknown) => change(tables.manager) } as UnitOfWork;
    const acts = { enter: async () => context } as unknown as CaseActs;
    const access = {
      enter: async () => context,
      sees: ({ unitId }: StaffActor) => unitId === OWNER,
      absentHandler: async ({ id }: StaffActor) => (id === 'deputy' ? staff('absent', OWNER) : undefined),
    } as unknown as CaseAccess;
    const history = {
      append: async (_context: unknown, drafts: EventDraft[]) => void added.push(...drafts),
    } as unknown as History;
    const catalogue = {
      unit: (id: string) => (id.startsWith('demo.') ? { id, organisation: 'demo' } : undefined),
      unitsUnder: (id: string) => [id],
    } as unknown as Catalogue;
    const partnerWork = {
      facts: async (act: ReferralActName, step: object) => (steps.push({ act, ...step }), { how: 'PHONE' }),
    } as unknown as PartnerWork;
    const time = new SetTime(1_000);
    referrals = new Referrals(work, acts, access, history, catalogue, partnerWork, time);
  });
  beforeEach(async () => {
    await tables.empty();
    [added, steps] = [[], []];
    const file = { id: 'case', organisationId: 'demo', unitId: OWNER, handlerId: null };
    context = { manager: tables.manager, file } as unknown as CaseContext;
  });
  afterAll(() => tables.close());

  const offer = (partner = TEAM) =>
    referrals.offer({ actor: owner, caseNumber: 'N', input: { partner, reason: '請協處' } });
  const perform = (actor: Actor, act: ReferralActName, input: object = {}) =>
    referrals.perform({ actor, referralId: 'referral', act, input });
  const RECALL = ['recall', { reason: '改由本單位辦理' }] as const;

  it('are not offered while her data may not be used, and again once that is lifted', async () => {
    await tables.put(HistoryEvent, eventRow({ seq: 1, type: 'RESTRICTED' }));
    expect(await refusal(offer())).toMatchObject({ kind: 'NOT_ALLOWED', code: 'data-restricted' });
    expect([await tables.manager.count(Referral), added]).toEqual([0, []]);
    await tables.put(HistoryEvent, eventRow({ seq: 2, type: 'RESTRICTION_LIFTED' }));
    expect(await offer()).toMatchObject({ status: 'OFFERED', partnerUnitId: TEAM, version: 1 });
    expect(added).toMatchObject([{ type: 'REFERRED', text: '請協處' }]);
  });

  it('that are not there are not found', async () => {
    expect((await refusal(perform(owner, ...RECALL))).kind).toBe('NOT_FOUND');
  });

  it.each([
    [owner, undefined],
    [deputy, 'absent'],
  ])(
    'are recalled by the owner, or in place of the absent handler, whom the history names: %#',
    async (actor, absent) => {
      await tables.put(Referral, referralRow());
      expect(await perform(actor, ...RECALL)).toMatchObject({ status: 'RECALLED', endedAt: 1_000 });
      expect(context.insteadOf).toBe(absent);
      expect(added).toMatchObject([{ type: 'REFERRAL_RECALLED', actor }]);
    },
  );

  it('are accepted by a person of the team in her own name, though she is a deputy of the owner', async () => {
    await tables.put(Referral, referralRow({ status: 'OFFERED', partnerUnitId: deputy.unitId }));
    expect(await perform(deputy, 'accept')).toMatchObject({ status: 'ACCEPTED', acceptedAt: 1_000 });
    expect(context.insteadOf).toBeUndefined();
  });

  it.each<[string, Actor]>([
    ['who only audits', staff('a', TEAM, 'AUDITOR')],
    ['who only keeps accounts', staff('b', TEAM, 'ADMIN')],
    ['who does both', staff('c', TEAM, 'AUDITOR', 'ADMIN')],
    ['of another unit', staff('d', 'demo.north-team', 'PARTNER')],
    ['of the owner', owner],
    ['who is the citizen', { kind: 'citizen', caseId: 'case' }],
  ])('are accepted by none %s', async (_what, actor) => {
    await tables.put(Referral, referralRow({ status: 'OFFERED' }));
    expect((await refusal(perform(actor, 'accept'))).kind).toBe('NOT_FOUND');
    expect(added).toEqual([]);
  });

  it('are accepted by one who also audits', async () => {
    await tables.put(Referral, referralRow({ status: 'OFFERED' }));
    expect(await perform(staff('e', TEAM, 'AUDITOR', 'PARTNER'), 'accept')).toMatchObject({
      ...{ status: 'ACCEPTED', version: 2 },
    });
  });

  it('are recalled by none of the owner who only audits', async () => {
    await tables.put(Referral, referralRow());
    expect((await refusal(perform(staff('f', OWNER, 'AUDITOR'), ...RECALL))).kind).toBe('NOT_FOUND');
  });

  it('refuse an act that is not possible now, naming those that are', async () => {
    await tables.put(Referral, referralRow());
    expect(await refusal(perform(team, 'accept'))).toMatchObject({
      ...{ kind: 'NOT_ALLOWED', code: 'act-not-allowed' },
      detail: { allowed: ['attempt', 'report', 'ask-time', 'return', 'reply'] },
    });
    expect(added).toEqual([]);
  });

  it("put the facts of the team's work into the event, from its referral, its course and what was typed", async () => {
    const unanswered = { referralId: 'referral', outcome: 'UNANSWERED' };
    await tables.put(HistoryEvent, eventRow({ seq: 1, type: 'REFERRAL_ATTEMPTED', facts: unanswered }));
    await tables.put(Referral, referralRow());
    await perform(team, 'report', { text: '訪談完成' });
    expect(steps).toMatchObject([
      {
        ...{ act: 'report', at: 1_000, input: { text: '訪談完成' }, referral: { id: 'referral' } },
        course: { asked: null, unanswered: 1 },
      },
    ]);
    expect(added).toMatchObject([
      { type: 'REFERRAL_REPORTED', text: '訪談完成', facts: { referralId: 'referral', how: 'PHONE' } },
    ]);
  });
});
