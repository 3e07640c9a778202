import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseReader, DueList, type CaseFile } from '@app/cases';
import type { Actor, StaffActor } from '@app/people';
import { days, hours, isoTaipei, minutes } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { WEDNESDAY_MORNING } from '../../../test/support/desk.js';
import { refusal, Story } from '../../../test/support/story.js';
import { PartnerViews, Referrals, type ReferralActName } from './index.js';

jest.setTimeout(60_000);

const TEAM = 'demo.finance-team';
const MISSED = { how: 'PHONE', outcome: 'UNANSWERED', text: '響鈴未接' };
const REACHED = { how: 'VISIT', outcome: 'REACHED', text: '到店訪談' };
const WEEK = { length: '5wd', reason: '待廠商補資料' };

/** What a team does between acceptance and answer, and what the owner decides. */
describe.each(DATABASES)("a partner's work, on %s", (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let team: StaffActor;
  let outsiders: Actor[];
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    team = await story.staff(TEAM, ['PARTNER']);
    outsiders = [
      await story.staff('demo.north-team', ['PARTNER']),
      await story.staff(TEAM, ['AUDITOR']),
      await story.staff('sme.planning', ['UNIT_HEAD']),
      { kind: 'citizen', caseId: null },
    ];
  }, 60_000);
  afterAll(() => story.close());
  // a test lets a month pass; others count working days from here
  beforeEach(() => story.desk.time.set(WEDNESDAY_MORNING));

  async function accepted(): Promise<{ file: CaseFile; id: string }> {
    const { file } = await story.open(agent);
    const id = await story.refer(agent, file, TEAM);
    await story.referralAct(team, id, 'accept');
    return { file, id };
  }
  const perform = (act: ReferralActName, referralId: string, input: object = {}, actor: Actor = team) =>
    story.desk.get(Referrals).perform({ actor, referralId, act, input });
  const told = async (file: CaseFile) => (await story.desk.get(CaseReader).events(file.id)).at(-1)!;
  const replyBy = async (file: CaseFile) =>
    (await story.desk.get(DueList).runningOf(file.id)).find(({ subject }) => subject === 'REFERRAL_CHAIN')
      ?.dueAt;
  const offered = async (actor: StaffActor, id: string) =>
    (await story.desk.get(PartnerViews).show(actor, id)).acts;

  it('an attempt says when, how and what came of it, now or at a moment since the acceptance', async () => {
    const { file, id } = await accepted();
    story.desk.time.forward(hours(3));
    const now = story.desk.time.now();
    await perform('attempt', id, MISSED);
    expect(await told(file)).toMatchObject({
      ...{ type: 'REFERRAL_ATTEMPTED', text: '響鈴未接', actorId: team.id },
      facts: { referralId: id, how: 'PHONE', outcome: 'UNANSWERED', attemptedAt: now, unanswered: 1 },
    });
    const [on, time] = isoTaipei(now - hours(2)).split('T') as [string, string];
    await perform('attempt', id, { ...REACHED, on, time: time.slice(0, 5) });
    const facts: Record<string, unknown> = (await told(file)).facts;
    expect(facts).toMatchObject({ how: 'VISIT', outcome: 'REACHED' });
    expect(facts['attemptedAt']).toBe(now - hours(2) - (now % minutes(1)));
    expect(facts).not.toHaveProperty('unanswered');
  });

  it('an attempt in the future, before the acceptance, or of an unknown kind is refused and changes nothing', async () => {
    const { id } = await accepted();
    const before = await story.everything();
    const wrong: [object, string, string][] = [
      [{ ...MISSED, on: '2099-01-01', time: '10:00' }, 'time', 'attempt-when'],
      [{ ...MISSED, on: '2020-01-01' }, 'on', 'attempt-when'],
      [{ ...MISSED, time: '25:00' }, 'time', 'time'],
      [{ ...MISSED, on: '2026-02-30' }, 'on', 'date'],
      [{ ...MISSED, how: 'PIGEON' }, 'how', 'not-a-choice'],
      [{ ...MISSED, outcome: undefined }, 'outcome', 'not-a-choice'],
      [{ ...MISSED, text: ' ' }, 'text', 'required'],
    ];
    for (const [input, field, code] of wrong)
      expect((await refusal(perform('attempt', id, input))).detail.fields).toMatchObject([{ field, code }]);
    expect(await story.everything()).toEqual(before);
  });

  it('after the third attempt in a row without an answer, and no sooner, the owner decides', async () => {
    const { file, id } = await accepted();
    const goOn = () => perform('continue', id, { text: '請改以簡訊聯繫' }, agent);
    for (const input of [MISSED, MISSED, REACHED, MISSED, MISSED]) await perform('attempt', id, input);
    expect(await refusal(goOn())).toMatchObject({ kind: 'NOT_ALLOWED', code: 'not-unreached' });
    await perform('attempt', id, MISSED);
    expect((await told(file)).facts).toMatchObject({ unanswered: 3 });
    expect(await offered(team, id)).not.toContain('continue');
    await goOn();
    expect(await told(file)).toMatchObject({ type: 'REFERRAL_CONTINUED', text: '請改以簡訊聯繫' });
    expect(await refusal(goOn())).toMatchObject({ code: 'not-unreached' });
    await perform('attempt', id, MISSED);
    expect((await told(file)).facts).toMatchObject({ unanswered: 1 });
  });

  it('a report says how the work stands, and moves nothing', async () => {
    const { file, id } = await accepted();
    const due = await replyBy(file);
    expect(await perform('report', id, { text: '已約訪' })).toMatchObject({ status: 'ACCEPTED', version: 3 });
    expect(await told(file)).toMatchObject({ type: 'REFERRAL_REPORTED', text: '已約訪' });
    expect(await replyBy(file)).toBe(due);
  });

  it('more time is asked for once at a time, and only the agreement of the owner moves the date', async () => {
    const { file, id } = await accepted();
    const due = (await replyBy(file))!;
    await perform('ask-time', id, WEEK);
    expect(await replyBy(file)).toBe(due);
    expect(await refusal(perform('ask-time', id, WEEK))).toMatchObject({ code: 'time-asked' });
    expect(await offered(team, id)).toEqual(['attempt', 'report', 'return', 'reply']);
    for (const act of ['grant-time', 'refuse-time'] as const)
      expect(await refusal(perform(act, id, { reason: '不' }))).toMatchObject({ kind: 'NOT_FOUND' });
    await perform('grant-time', id, {}, agent);
    expect(await replyBy(file)).toBe(due + days(7)); // five working days
    expect(await refusal(perform('grant-time', id, {}, agent))).toMatchObject({ code: 'no-time-asked' });
    await perform('ask-time', id, { ...WEEK, length: '2w' });
    await perform('grant-time', id, { text: '最後一次' }, agent);
    expect(await replyBy(file)).toBe(due + days(21));
    expect(await told(file)).toMatchObject({ text: '最後一次', facts: { length: '2w', referralId: id } });
  });

  it('a refusal says why and moves nothing; then it can be asked for again', async () => {
    const { file, id } = await accepted();
    const due = await replyBy(file);
    await perform('ask-time', id, WEEK);
    expect((await refusal(perform('refuse-time', id, {}, agent))).detail.fields).toMatchObject([
      { field: 'reason', code: 'required' },
    ]);
    await perform('refuse-time', id, { reason: '民眾急需' }, agent);
    expect(await told(file)).toMatchObject({ type: 'REFERRAL_TIME_REFUSED', text: '民眾急需' });
    expect(await replyBy(file)).toBe(due);
    expect(await offered(team, id)).toContain('ask-time');
  });

  it('the promise of the case and other referrals do not move', async () => {
    const { file, id } = await accepted();
    const north = await story.refer(agent, file, 'demo.north-team');
    const others = async () =>
      (await story.desk.get(DueList).runningOf(file.id))
        .filter(({ subjectId }) => subjectId !== id)
        .map(({ commitmentId, subjectId, dueAt }) => `${commitmentId} ${subjectId} ${dueAt}`)
        .toSorted();
    const before = await others();
    expect(before.some((one) => one.includes(north))).toBe(true);
    await perform('ask-time', id, WEEK);
    await perform('grant-time', id, {}, agent);
    expect(await others()).toEqual(before);
  });

  it('lengths that are none, or too long, are refused; once overdue it is too late to ask and to agree', async () => {
    const { file, id } = await accepted();
    for (const [length, code] of [
      ['soon', 'length'],
      ['5h', 'length'],
      ['4m', 'extension-too-long'],
    ])
      expect((await refusal(perform('ask-time', id, { ...WEEK, length }))).detail.fields).toMatchObject([
        { field: 'length', code },
      ]);
    await perform('ask-time', id, WEEK);
    const due = await replyBy(file);
    await story.pass(days(30));
    expect(await refusal(perform('grant-time', id, {}, agent))).toMatchObject({
      ...{ kind: 'NOT_ALLOWED', code: 'time-too-late' },
    });
    expect(await replyBy(file)).toBe(due);
    await perform('refuse-time', id, { reason: '已逾期' }, agent);
    expect((await refusal(perform('ask-time', id, WEEK))).detail.fields).toMatchObject([
      { field: 'length', code: 'extension-too-late' },
    ]);
  });

  it('what was asked for is void when the referral ends; the next offer begins without it', async () => {
    const { file, id } = await accepted();
    await perform('ask-time', id, WEEK);
    await perform('return', id, { reason: '不符' });
    expect(await refusal(perform('grant-time', id, {}, agent))).toMatchObject({ code: 'act-not-allowed' });
    const again = await story.refer(agent, file, TEAM);
    await story.referralAct(team, again, 'accept');
    expect(await refusal(perform('grant-time', again, {}, agent))).toMatchObject({ code: 'no-time-asked' });
    await perform('ask-time', again, WEEK);
  });

  it('is for the two sides only', async () => {
    const { id } = await accepted();
    await perform('ask-time', id, WEEK);
    const before = await story.everything();
    for (const actor of outsiders)
      for (const [act, input] of [
        ['attempt', MISSED],
        ['report', { text: '一' }],
        ['ask-time', WEEK],
        ['grant-time', {}],
        ['refuse-time', { reason: '一' }],
        ['continue', { text: '一' }],
      ] as const)
        expect(await refusal(perform(act, id, input, actor))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.everything()).toEqual(before);
  });

  it('a hundred at once ask once, and agree or refuse once; no attempt is lost or counted twice', async () => {
    const { file, id } = await accepted();
    const done = async (all: Promise<unknown>[]) =>
      (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled').length;
    const hundred = (run: (n: number) => Promise<unknown>) => Array.from({ length: 100 }, (_, n) => run(n));
    expect(await done(hundred(() => perform('ask-time', id, WEEK)))).toBe(1);
    const due = (await replyBy(file))!;
    const decide = (n: number) =>
      n % 2 ? perform('grant-time', id, {}, agent) : perform('refuse-time', id, { reason: '不' }, agent);
    expect(await done(hundred(decide))).toBe(1);
    const granted = (await told(file)).type === 'REFERRAL_TIME_GRANTED';
    expect((await replyBy(file))! > due).toBe(granted);
    expect(await done(hundred(() => perform('attempt', id, MISSED)))).toBe(100);
    const all = await story.desk.get(CaseReader).events(file.id);
    const counted = all.flatMap(({ facts }) => facts.unanswered ?? []);
    expect(counted).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  });

  it('after the end the team sees what was written with marks of persons masked', async () => {
    const { id } = await accepted();
    await perform('attempt', id, { ...MISSED, text: '撥 0912-345-678 未接' });
    const texts = async () =>
      (await story.desk.get(PartnerViews).show(team, id)).events.map(({ text }) => text).join();
    expect(await texts()).toContain('0912-345-678');
    await perform('reply', id, { text: '結果' });
    expect(await texts()).toContain('撥 *** 未接');
  });
});
