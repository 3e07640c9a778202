import type { CaseFile } from '@app/cases';
import { Notice } from '@app/notices';
import type { StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { colleague, owedBy } from '../../support/messages.js';
import { Story } from '../../support/story.js';

jest.setTimeout(60_000);

const [FINANCE, NORTH] = ['demo.finance-team', 'demo.north-team'] as const;
const WHY = { reason: '另行安排' };

/** Written by hand: each step sends exactly these messages to exactly these people. */
describe.each(DATABASES)('messages about each step of a referral, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let member: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await colleague(story, 'demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER'], 'agent');
    await colleague(story, 'demo.guidance', ['CASE_HANDLER'], 'handler');
    await colleague(story, 'demo.guidance', ['UNIT_HEAD'], 'head');
    member = await colleague(story, FINANCE, ['PARTNER'], 'member');
    await colleague(story, FINANCE, ['PARTNER'], 'leader');
    await colleague(story, NORTH, ['PARTNER'], 'north');
    // none of these gets any: auditor, another unit, another agency
    await colleague(story, 'demo.guidance', ['AUDITOR'], 'auditor');
    await colleague(story, FINANCE, ['ADMIN'], 'admin');
    await colleague(story, 'demo.registry', ['CASE_HANDLER', 'UNIT_HEAD'], 'elsewhere');
    await colleague(story, 'demo.head-office', ['CONTROL_OFFICER', 'AGENCY_HEAD'], 'control');
    await colleague(story, 'sme.planning', ['CASE_HANDLER'], 'stranger');
    await story.staff('demo.guidance', ['CASE_HANDLER'], 'no-address');
  }, 60_000);
  afterAll(() => story.close());

  const open = async () => (await story.open(agent)).file;
  const by = (file: CaseFile, step: () => Promise<unknown>) => owedBy(story.desk, file, step);
  const owner = (kind: string) => ['agent', 'handler', 'head'].map((who) => `${kind} EMAIL ${who}`);
  const team = (kind: string) => ['finance-team', 'leader', 'member'].map((who) => `${kind} EMAIL ${who}`);

  it('offered: the team, its own address among them, and the citizen', async () => {
    const file = await open();
    const offered = await by(file, () => story.refer(agent, file, FINANCE));
    expect(offered).toEqual([...team('referral-offered'), 'referred EMAIL ming']);
  });

  it('accepted: the unit that owns the case, and the citizen', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    expect(await by(file, () => story.referralAct(member, id, 'accept'))).toEqual([
      ...owner('partner-accepted'),
      'referral-accepted EMAIL ming',
    ]);
    expect(await by(file, () => story.referralAct(member, id, 'reply', { text: '結果' }))).toEqual([
      ...owner('partner-replied'),
      'referral-replied EMAIL ming',
    ]);
  });

  it('returned: the same, of an offer and of an accepted one', async () => {
    for (const accepted of [false, true]) {
      const file = await open();
      const id = await story.refer(agent, file, FINANCE);
      if (accepted) await story.referralAct(member, id, 'accept');
      expect(await by(file, () => story.referralAct(member, id, 'return', WHY))).toEqual([
        ...owner('partner-returned'),
        'referral-returned EMAIL ming',
      ]);
    }
  });

  it('recalled: the team and the citizen', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    expect(await by(file, () => story.referralAct(agent, id, 'recall', WHY))).toEqual([
      ...team('referral-recalled'),
      'referral-taken-back EMAIL ming',
    ]);
  });

  it('of two at once: each team is told only of its own', async () => {
    const file = await open();
    const one = await story.refer(agent, file, FINANCE);
    const offered = await by(file, () => story.refer(agent, file, NORTH));
    expect(offered).toEqual([
      'referral-offered EMAIL north',
      'referral-offered EMAIL north-team',
      'referred EMAIL ming',
    ]);
    const recalled = await by(file, () => story.referralAct(agent, one, 'recall', WHY));
    expect(recalled.join()).not.toContain('north');
  });

  it('a second time: returned, offered again, accepted: each sends messages again', async () => {
    const file = await open();
    await story.referralAct(member, await story.refer(agent, file, FINANCE), 'return', WHY);
    const again = await by(file, () => story.refer(agent, file, NORTH));
    expect(again).toEqual([
      'referral-offered EMAIL north',
      'referral-offered EMAIL north-team',
      'referred EMAIL ming',
    ]);
    const back = await by(file, async () => story.refer(agent, file, FINANCE));
    expect(back).toEqual([...team('referral-offered'), 'referred EMAIL ming']);
  });

  it('each has the current dates: to accept and answer by in the offer, later only to answer by', async () => {
    const file = await open();
    const id = await story.refer(agent, file, FINANCE);
    await story.referralAct(member, id, 'accept');
    await story.referralAct(member, id, 'return', WHY);
    const rows = await story.desk.get(Reader).repository(Notice).findBy({ caseId: file.id });
    const dates = (kind: string) => {
      const { acceptBy, replyBy, partner } = rows.find((row) => row.kind === kind)!.facts;
      return [partner, acceptBy, replyBy];
    };
    const both = [FINANCE, '2026-08-20', '2026-09-02'];
    const later = [FINANCE, undefined, '2026-09-02'];
    expect(Object.fromEntries(['referred', 'referral-offered'].map((kind) => [kind, dates(kind)]))).toEqual({
      referred: both,
      'referral-offered': both,
    });
    for (const kind of ['referral-accepted', 'partner-accepted', 'referral-returned', 'partner-returned'])
      expect([kind, ...dates(kind)]).toEqual([kind, ...later]);
  });
});
