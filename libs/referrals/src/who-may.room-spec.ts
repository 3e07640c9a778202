import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SYSTEM, type Actor, type StaffActor } from '@app/people';
import type { Problem } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { REFERRAL_ACTS, REFERRAL_STATUSES, Referrals } from './index.js';
import type { ReferralActName } from './referral-acts.js';
import type { ReferralStatus } from './referral.entity.js';

jest.setTimeout(60_000);

/** Written by hand, from docs/case-life.md: what each side may do in each status, and the resulting status. */
const MAY: Record<
  ReferralStatus,
  Record<'PARTNER' | 'OWNER', Partial<Record<ReferralActName, ReferralStatus>>>
> = {
  OFFERED: { PARTNER: { accept: 'ACCEPTED', return: 'RETURNED' }, OWNER: { recall: 'RECALLED' } },
  ACCEPTED: {
    PARTNER: {
      ...{ attempt: 'ACCEPTED', report: 'ACCEPTED', 'ask-time': 'ACCEPTED' },
      ...{ return: 'RETURNED', reply: 'REPLIED' },
    },
    OWNER: { recall: 'RECALLED' },
  },
  RETURNED: { PARTNER: {}, OWNER: {} },
  RECALLED: { PARTNER: {}, OWNER: {} },
  REPLIED: { PARTNER: {}, OWNER: {} },
};
const OWNERS: readonly ReferralActName[] = ['recall', 'grant-time', 'refuse-time', 'continue'];
const ACTS: readonly ReferralActName[] = [
  ...(['accept', 'attempt', 'report', 'ask-time', 'return', 'reply'] as const),
  ...OWNERS,
];
/** Acts that need something besides the status: which refusal says so. */
const NEEDS: Partial<Record<ReferralActName, string>> = {
  'grant-time': 'no-time-asked',
  'refuse-time': 'no-time-asked',
  continue: 'not-unreached',
};
const EVENT: Record<ReferralActName, string> = {
  attempt: 'REFERRAL_ATTEMPTED',
  report: 'REFERRAL_REPORTED',
  'ask-time': 'REFERRAL_TIME_ASKED',
  'grant-time': 'REFERRAL_TIME_GRANTED',
  'refuse-time': 'REFERRAL_TIME_REFUSED',
  continue: 'REFERRAL_CONTINUED',
  accept: 'REFERRAL_ACCEPTED',
  return: 'REFERRAL_RETURNED',
  reply: 'REFERRAL_REPLIED',
  recall: 'REFERRAL_RECALLED',
};
const INPUT: Record<ReferralActName, object> = {
  attempt: { how: 'PHONE', outcome: 'UNANSWERED', text: '響鈴未接' },
  report: { text: '已約訪' },
  'ask-time': { length: '5wd', reason: '待補資料' },
  'grant-time': {},
  'refuse-time': { reason: '期限不能再延' },
  continue: { text: '請改以簡訊聯繫' },
  accept: {},
  return: { reason: '非本團隊業務' },
  reply: { text: '已協助' },
  recall: { reason: '另行安排' },
};
const TEAM = 'demo.city-services';

describe.each(DATABASES)('who may act on a referral, on %s', (_name, postgres) => {
  let story: Story;
  let partner: Record<string, StaffActor>;
  let owner: Record<string, StaffActor>;
  let others: Record<string, Actor>;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    const staff = (unit: string, ...roles: Parameters<Story['staff']>[1]) => story.staff(unit, roles);
    partner = {
      member: await staff(TEAM, 'CASE_HANDLER'),
      memberWhoIsAdmin: await staff(TEAM, 'CASE_HANDLER', 'ADMIN'),
      head: await staff(TEAM, 'UNIT_HEAD'),
    };
    owner = {
      handler: await staff('demo.guidance', 'CASE_HANDLER'),
      head: await staff('demo.guidance', 'UNIT_HEAD'),
      agent: await staff('demo.service-desk', 'FRONTLINE_AGENT'),
      clerk: await staff('demo.registry', 'REGISTRY_CLERK'),
    };
    others = {
      anotherPartner: await staff('demo.finance-team', 'PARTNER'),
      anotherUnit: await staff('demo.registry', 'CASE_HANDLER', 'UNIT_HEAD'),
      auditor: await staff('demo.guidance', 'AUDITOR'),
      admin: await staff('demo.guidance', 'ADMIN'),
      watcherOfBoth: await staff('demo.head-office', 'AUDITOR', 'ADMIN'),
      auditorOfThePartner: await staff(TEAM, 'AUDITOR'),
      adminOfThePartner: await staff(TEAM, 'ADMIN'),
      otherOrganisation: await staff('sme.planning', 'FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'),
      citizen: { kind: 'citizen', caseId: null },
      system: SYSTEM,
    };
  }, 60_000);
  afterAll(() => story.close());

  async function referral(status: ReferralStatus) {
    const { file } = await story.open(owner['agent']!);
    const id = await story.refer(owner['agent']!, file, TEAM);
    const [does, undoes] = [partner['member']!, owner['handler']!];
    if (status === 'ACCEPTED' || status === 'REPLIED') await story.referralAct(does, id, 'accept');
    if (status === 'REPLIED') await story.referralAct(does, id, 'reply', INPUT.reply);
    if (status === 'RETURNED') await story.referralAct(does, id, 'return', INPUT.return);
    if (status === 'RECALLED') await story.referralAct(undoes, id, 'recall', INPUT.recall);
    return { file, id };
  }
  const perform = (actor: Actor, referralId: string, act: ReferralActName, input: object = INPUT[act]) =>
    story.desk.get(Referrals).perform({ actor, referralId, act, input });

  it('the table of acts agrees with the table above', () => {
    expect(Object.keys(REFERRAL_ACTS).toSorted()).toEqual([...ACTS].toSorted());
    expect([...REFERRAL_STATUSES].toSorted()).toEqual(Object.keys(MAY).toSorted());
  });

  it.each(REFERRAL_STATUSES)(
    '%s: what is not in the table is refused and changes nothing',
    async (status) => {
      const { file, id } = await referral(status);
      const asked: Actor[] = [{ kind: 'citizen', caseId: file.id }, ...Object.values(others)];
      const before = await story.everything();
      for (const act of ACTS) {
        for (const actor of asked)
          expect(await refusal(perform(actor, id, act))).toMatchObject({ kind: 'NOT_FOUND' });
        for (const [side, people] of [
          ['PARTNER', partner],
          ['OWNER', owner],
        ] as const)
          for (const [who, actor] of Object.entries(people)) {
            if (act in MAY[status][side]) continue;
            const problem: Problem = await refusal(perform(actor, id, act));
            const sidesAct = OWNERS.includes(act) === (side === 'OWNER');
            const refused = (status === 'ACCEPTED' && NEEDS[act]) || 'act-not-allowed';
            const expected = sidesAct
              ? [refused, 'NOT_ALLOWED', Object.keys(MAY[status][side])]
              : ['not-found', 'NOT_FOUND', undefined];
            const { code, kind, detail } = problem;
            expect([who, act, code, kind, detail.allowed]).toEqual([who, act, ...expected]);
          }
      }
      expect(await story.everything()).toEqual(before);
    },
  );

  const allowed = Object.entries(MAY).flatMap(([from, sides]) =>
    Object.entries(sides).flatMap(([side, acts]) =>
      Object.entries(acts).map(([act, to]) => [from, side, act, to] as const),
    ),
  );
  it.each(allowed)('%s: the %s may %s, which makes it %s', async (from, side, act, to) => {
    for (const actor of Object.values(side === 'PARTNER' ? partner : owner)) {
      const { file, id } = await referral(from as ReferralStatus);
      const before = await story.events(file);
      const changed = await story.referralAct(
        actor,
        id,
        act as ReferralActName,
        INPUT[act as ReferralActName],
      );
      expect(changed).toMatchObject({ id, status: to, version: before.length - 1 });
      expect((await story.events(file)).slice(before.length)).toEqual([EVENT[act as ReferralActName]]);
    }
  });

  it('a unit above the partner may act for it, one below may not', async () => {
    const above = await story.staff('demo.head-office', ['CASE_HANDLER']);
    const below = partner['member']!;
    const { file } = await story.open(owner['agent']!);
    const toTeam = await story.refer(owner['agent']!, file, TEAM);
    const toHead = await story.refer(owner['agent']!, file, 'demo.head-office');
    expect(await story.referralAct(above, toTeam, 'accept')).toMatchObject({ status: 'ACCEPTED' });
    expect(await refusal(perform(below, toHead, 'accept'))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.referralAct(above, toHead, 'return', INPUT.return)).toMatchObject({
      status: 'RETURNED',
    });
  });

  it("a partner's team of the agency acts as partner, not as owner, and on its own referrals only", async () => {
    const team = others['anotherPartner'] as StaffActor;
    const { file } = await story.open(owner['agent']!);
    const toUnit = await story.refer(owner['agent']!, file, TEAM);
    const id = await story.refer(owner['agent']!, file, team.unitId);
    for (const act of OWNERS)
      expect(await refusal(perform(team, id, act))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await refusal(perform(team, toUnit, 'accept'))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.referralAct(team, id, 'accept')).toMatchObject({ status: 'ACCEPTED' });
  });

  it('a team of another organisation may act as partner, not as owner', async () => {
    const { file } = await story.open(owner['agent']!);
    const id = await story.refer(owner['agent']!, file, 'sme.north-desk');
    const team = await story.staff('sme.north-desk', ['PARTNER']);
    const agency = await story.staff('sme.planning', ['FRONTLINE_AGENT']);
    for (const actor of [team, agency])
      expect(await refusal(perform(actor, id, 'recall'))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await refusal(perform(agency, id, 'accept'))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.referralAct(team, id, 'accept')).toMatchObject({
      ...{ partnerOrganisationId: 'sme', organisationId: 'demo', status: 'ACCEPTED' },
    });
  });

  it('an agent of a unit of the agency to which her case is referred may act for both sides', async () => {
    const both = await story.staff(TEAM, ['FRONTLINE_AGENT']);
    for (const act of ['accept', 'recall'] as const) {
      const { id } = await referral('OFFERED');
      expect(await story.referralAct(both, id, act, INPUT[act])).toMatchObject({ id });
    }
  });

  it('an unknown referral is not found', async () => {
    expect(await refusal(perform(owner['agent']!, 'no-such-id', 'recall'))).toMatchObject({
      kind: 'NOT_FOUND',
    });
  });
});
