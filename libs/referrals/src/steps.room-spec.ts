import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseReader, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { Referral, Referrals, type ReferralActName } from './index.js';

jest.setTimeout(60_000);

const TEAM = 'demo.finance-team';

/** What each act records, which input it needs, and that a stale or repeated one changes nothing. */
describe.each(DATABASES)('the acts on a referral, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let team: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    team = await story.staff(TEAM, ['PARTNER']);
  }, 60_000);
  afterAll(() => story.close());

  async function offered(): Promise<{ file: CaseFile; id: string }> {
    const { file } = await story.open(agent);
    return { file, id: await story.refer(agent, file, TEAM) };
  }
  const row = (id: string) => story.desk.get(Reader).repository(Referral).findOneByOrFail({ id });
  const last = async (file: CaseFile) => (await story.desk.get(CaseReader).events(file.id)).at(-1)!;
  const perform = (act: ReferralActName, referralId: string, input: object = {}, ifMatch?: number) =>
    story.desk.get(Referrals).perform({
      ...{ actor: act === 'recall' ? agent : team, referralId, act, input },
      ...(ifMatch !== undefined && { ifMatch }),
    });

  it('accept: records since when, and that it is still open', async () => {
    const { file, id } = await offered();
    const changed = await story.referralAct(team, id, 'accept');
    const now = story.desk.time.now();
    expect(await row(id)).toEqual(changed);
    expect(changed).toMatchObject({ status: 'ACCEPTED', acceptedAt: now, endedAt: null, version: 2 });
    expect(await last(file)).toMatchObject({
      ...{ type: 'REFERRAL_ACCEPTED', at: now, actorId: team.id, actorUnitId: TEAM, text: null },
      facts: { referralId: id, chainId: id, partner: TEAM },
    });
  });

  it('reply: records when it ended, and since when it had been accepted', async () => {
    const { file, id } = await offered();
    const { acceptedAt } = await story.referralAct(team, id, 'accept');
    const changed = await story.referralAct(team, id, 'reply', { text: '已輔導' });
    const now = story.desk.time.now();
    expect(changed).toMatchObject({ status: 'REPLIED', acceptedAt, endedAt: now, version: 3 });
    expect(acceptedAt).toBeLessThan(now);
    expect(await last(file)).toMatchObject({ type: 'REFERRAL_REPLIED', text: '已輔導' });
    expect(await row(id)).toEqual(changed);
  });

  it.each([['return'], ['recall']] as const)(
    '%s: records the reason, for a referral never accepted',
    async (act) => {
      const { file, id } = await offered();
      const actor = act === 'recall' ? agent : team;
      const changed = await story.referralAct(actor, id, act, { reason: '不在服務範圍' });
      expect(changed).toMatchObject({ acceptedAt: null, endedAt: story.desk.time.now(), version: 2 });
      expect(await last(file)).toMatchObject({ text: '不在服務範圍', actorId: actor.id });
    },
  );

  it('return: may suggest another team; an unknown one is refused', async () => {
    const { file, id } = await offered();
    const before = await story.everything();
    const wrong = perform('return', id, { reason: '不符', suggestedPartner: 'demo.no-such' });
    expect((await refusal(wrong)).detail.fields).toEqual([
      { field: 'suggestedPartner', code: 'unknown-partner' },
    ]);
    expect(await story.everything()).toEqual(before);
    await perform('return', id, { reason: '不符', suggestedPartner: 'demo.north-team' });
    expect(await row(id)).toMatchObject({ suggestedPartner: 'demo.north-team' });
    expect((await last(file)).facts).toMatchObject({ suggestedPartner: 'demo.north-team' });
    const other = await offered();
    await perform('return', other.id, { reason: '不符', suggestedPartner: '' });
    expect(await row(other.id)).toMatchObject({ suggestedPartner: null });
    expect((await last(other.file)).facts).not.toHaveProperty('suggestedPartner');
  });

  it('are refused without reason or text, or with one too long, and change nothing', async () => {
    const { id } = await offered();
    const before = await story.everything();
    for (const act of ['return', 'recall'] as const)
      for (const reason of [undefined, ' ', '字'.repeat(1_001)])
        expect((await refusal(perform(act, id, { reason }))).detail.fields).toMatchObject([
          { field: 'reason' },
        ]);
    expect(await story.everything()).toEqual(before);
    await perform('accept', id);
    for (const text of [undefined, ' ', '字'.repeat(4_001)])
      expect((await refusal(perform('reply', id, { text }))).detail.fields).toMatchObject([
        { field: 'text' },
      ]);
    expect(await perform('reply', id, { text: '字'.repeat(4_000) })).toMatchObject({ status: 'REPLIED' });
  });

  it('are refused with an outdated version, and change nothing', async () => {
    const { id } = await offered();
    await perform('accept', id, {}, 1);
    const before = await story.everything();
    for (const seen of [1, 3])
      expect(await refusal(perform('reply', id, { text: '結果' }, seen))).toMatchObject({
        ...{ kind: 'STALE', code: 'stale' },
      });
    expect(await story.everything()).toEqual(before);
    expect(await perform('reply', id, { text: '結果' }, 2)).toMatchObject({ version: 3 });
  });

  it('succeed once when a hundred accept, return or recall at once', async () => {
    const { file, id } = await offered();
    const acts = ['accept', 'return', 'recall'] as const;
    const all = Array.from({ length: 100 }, (_, n) => perform(acts[n % 3]!, id, { reason: '另行安排' }, 1));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await row(id)).toMatchObject({ version: 2 });
    expect((await story.events(file)).filter((type) => type.startsWith('REFERRAL_'))).toHaveLength(1);
  });

  it('end one referral and leave the other open', async () => {
    const { file, id } = await offered();
    const north = await story.staff('demo.north-team', ['PARTNER']);
    const other = await story.refer(agent, file, 'demo.north-team');
    await story.referralAct(team, id, 'return', { reason: '不符' });
    expect(await row(other)).toMatchObject({ status: 'OFFERED', version: 1, endedAt: null });
    await story.referralAct(north, other, 'accept');
    expect(await row(id)).toMatchObject({ status: 'RETURNED', version: 2 });
  });
});
