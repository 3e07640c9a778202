import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import * as fc from 'fast-check';
import { Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Referral } from './index.js';

jest.setTimeout(60_000);

const [FINANCE, STARTUP, NORTH] = ['demo.finance-team', 'demo.startup-team', 'demo.north-team'] as const;
const WHY = { reason: '另行安排' };

/** A chain has one promise of two weeks: further offers must not restart it, and other chains must not share it. */
describe.each(DATABASES)('chains of referrals, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  const teams: Record<string, StaffActor> = {};
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    for (const unit of [FINANCE, STARTUP, NORTH]) teams[unit] = await story.staff(unit, ['PARTNER']);
  }, 60_000);
  afterAll(() => story.close());

  const open = async () => (await story.open(agent)).file;
  const row = (id: string) => story.desk.get(Reader).repository(Referral).findOneByOrFail({ id });
  const chainOf = async (id: string) => (await row(id)).chainId;
  async function returned(file: CaseFile, unit: string): Promise<string> {
    const id = await story.refer(agent, file, unit);
    await story.referralAct(teams[unit]!, id, 'return', WHY);
    return id;
  }

  it('have the id of their first referral, also in its event', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    expect(await row(id)).toEqual({
      ...{ id, chainId: id, caseId: file.id, organisationId: 'demo', status: 'OFFERED', version: 1 },
      ...{ partnerUnitId: FINANCE, partnerOrganisationId: 'demo', suggestedPartner: null },
      ...{ offeredAt: story.desk.time.now(), acceptedAt: null, endedAt: null },
    });
  });

  it('continue when a referral is returned and offered again, to any team', async () => {
    const file = await open();
    const first = await returned(file, FINANCE);
    const second = await returned(file, STARTUP);
    const third = await story.refer(agent, file, FINANCE);
    expect([await chainOf(second), await chainOf(third)]).toEqual([first, first]);
  });

  it('continue also when it is returned after acceptance', async () => {
    const file = await open();
    const first = await story.refer(agent, file, FINANCE);
    await story.referralAct(teams[FINANCE]!, first, 'accept');
    await story.referralAct(teams[FINANCE]!, first, 'return', WHY);
    expect(await chainOf(await story.refer(agent, file, STARTUP))).toBe(first);
  });

  it.each([
    ['is open', async () => undefined],
    ['was recalled', (id: string) => story.referralAct(agent, id, 'recall', WHY)],
    [
      'was answered',
      async (id: string) => {
        await story.referralAct(teams[FINANCE]!, id, 'accept');
        await story.referralAct(teams[FINANCE]!, id, 'reply', { text: '結果' });
      },
    ],
  ])('where the earlier one %s, the next is one of its own', async (_what, end) => {
    const file = await open();
    await end(await story.refer(agent, file, FINANCE));
    const next = await story.refer(agent, file, STARTUP);
    expect(await chainOf(next)).toBe(next);
  });

  it('end when the new offer is recalled: the next offer begins another chain', async () => {
    const file = await open();
    await returned(file, FINANCE);
    const again = await story.refer(agent, file, STARTUP);
    await story.referralAct(agent, again, 'recall', WHY);
    const next = await story.refer(agent, file, NORTH);
    expect(await chainOf(next)).toBe(next);
  });

  it('continue, of two returned, with the one offered last first', async () => {
    const file = await open();
    const ids = [await story.refer(agent, file, FINANCE), await story.refer(agent, file, STARTUP)] as const;
    await story.referralAct(teams[STARTUP]!, ids[1], 'return', WHY);
    await story.referralAct(teams[FINANCE]!, ids[0], 'return', WHY);
    expect(await chainOf(await story.refer(agent, file, NORTH))).toBe(ids[1]);
    expect(await chainOf(await story.refer(agent, file, STARTUP))).toBe(ids[0]);
    const next = await story.refer(agent, file, FINANCE);
    expect(await chainOf(next)).toBe(next);
  });

  it('are never shared by two cases', async () => {
    await returned(await open(), FINANCE);
    const other = await story.refer(agent, await open(), FINANCE);
    expect(await chainOf(other)).toBe(other);
  });

  it('never have two open referrals, in any order of acts', async () => {
    const step = fc.record({
      unit: fc.constantFrom(FINANCE, STARTUP, NORTH),
      act: fc.constantFrom('offer', 'return', 'recall', 'accept', 'reply'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        const file = await open();
        const at = new Map<string, string>();
        for (const { unit, act } of steps) {
          const id = at.get(unit);
          if (act === 'offer' && !id) at.set(unit, await story.refer(agent, file, unit));
          if (act === 'offer' || !id) continue;
          const actor = act === 'recall' ? agent : teams[unit]!;
          const done = story.referralAct(actor, id, act, { ...WHY, text: '結果' });
          const status = await done.then(
            (one) => one.status,
            () => 'refused',
          );
          if (['RETURNED', 'RECALLED', 'REPLIED'].includes(status)) at.delete(unit);
        }
        const rows = await story.desk.get(Reader).repository(Referral).findBy({ caseId: file.id });
        const live = rows.filter(({ status }) => status === 'OFFERED' || status === 'ACCEPTED');
        expect(new Set(live.map(({ chainId }) => chainId)).size).toBe(live.length);
        for (const { chainId } of rows) expect(rows.some(({ id }) => id === chainId)).toBe(true);
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 15) },
    );
  });
});
