import { CaseDetails } from '@app/lookups';
import { CaseReader, type ActName, type CaseFile } from '@app/cases';
import { Staff, StaffRegister, type StaffActor } from '@app/people';
import { days, taipeiDate, UnitOfWork } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { refusal, Story } from '../../support/story.js';

jest.setTimeout(60_000);

const NOTE = { text: '已電話說明' };

/** 職務代理: the deputy of an absent handler does what the handler may, on the handler's cases alone. */
describe.each(DATABASES)('a deputy, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let deputy: StaffActor;
  let file: CaseFile;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT']);
  }, 60_000);
  afterAll(() => story.close());
  beforeEach(async () => {
    handler = await story.staff('demo.guidance', ['CASE_HANDLER']);
    // of another unit, with a role that reads and performs nothing
    deputy = await story.staff('demo.registry', ['ADMIN']);
    file = await taken();
    await away(1);
  });

  async function taken(): Promise<CaseFile> {
    const { file: made } = await story.open(agent);
    return story.act(handler, made, 'take');
  }
  const away = (forDays: number | null, deputyId: string | null = deputy.id) =>
    story.desk.get(StaffRegister).setAbsence(handler.id, {
      ...{ deputyId, awayUntil: forDays === null ? null : taipeiDate(story.desk.time.now() + days(forDays)) },
    });
  const leaves = ({ id }: StaffActor) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(Staff, { id }, { active: false }));
  const last = async (of: CaseFile) => (await story.desk.get(CaseReader).events(of.id)).at(-1)!;
  const show = (actor: StaffActor) => story.desk.get(CaseDetails).show(actor, file.caseNumber);
  const note = (actor: StaffActor, of = file) => story.act(actor, of, 'note', NOTE);

  it('reads the case and acts; the history says in whose place', async () => {
    const { acts } = await show(deputy);
    const handlers = (await show(handler)).acts.filter((act) => act !== 'take');
    expect(acts.toSorted()).toEqual(handlers.toSorted());
    await note(deputy);
    expect(await last(file)).toMatchObject({
      ...{ type: 'NOTED', actorId: deputy.id, text: NOTE.text },
      facts: { insteadOf: handler.id },
    });
    await story.act(deputy, file, 'reply', { text: '答復' });
    expect((await last(file)).facts).toMatchObject({ insteadOf: handler.id });
  });

  it('acts on referrals for the owner, and is marked', async () => {
    const id = await story.refer(deputy, file, 'demo.finance-team');
    expect((await last(file)).facts).toMatchObject({ insteadOf: handler.id, referralId: id });
    expect((await show(deputy)).referrals[0]!.acts).toEqual(['recall']);
    await story.referralAct(deputy, id, 'recall', { reason: '另行安排' });
    expect(await last(file)).toMatchObject({
      ...{ type: 'REFERRAL_RECALLED', facts: { insteadOf: handler.id, referralId: id } },
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the absence has ended', () => story.pass(days(2))],
    ['the handler is back early', () => away(null)],
    ['another is the deputy', () => away(1, agent.id)],
    ['the handler has left', () => leaves(handler)],
    ['the case has another handler', () => story.act(agent, file, 'take')],
  ])('does and sees nothing once %s', async (_what, change) => {
    await change();
    const before = await story.everything();
    expect(await refusal(note(deputy))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await refusal(show(deputy))).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await story.everything()).toEqual(before);
  });

  it('has no other case of the unit, and no act that the handler has not', async () => {
    const { file: other } = await story.open(agent);
    expect(await refusal(note(deputy, other))).toMatchObject({ kind: 'NOT_FOUND' });
    const more: [ActName, object][] = [
      ['assign', { unit: 'demo.guidance' }],
      ['transfer', { agency: '某機關', reason: '非本機關' }],
      ['take', {}],
      ['withdraw', { reason: '一' }],
    ];
    for (const [act, input] of more)
      expect(await refusal(story.act(deputy, file, act, input))).toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('who could do it in her own right is marked all the same; a colleague who is no deputy is not', async () => {
    const mate = await story.staff('demo.guidance', ['CASE_HANDLER']);
    await note(mate);
    expect((await last(file)).facts).not.toHaveProperty('insteadOf');
    await away(1, mate.id);
    await note(mate);
    expect((await last(file)).facts).toMatchObject({ insteadOf: handler.id });
  });

  it('a hundred at once: an act that can be done once is done once, by whichever of both', async () => {
    const both = [deputy, agent];
    const replies = Array.from({ length: 100 }, (_, n) =>
      story.act(both[n % 2]!, file, 'interim-reply', { text: `第 ${n} 次` }),
    );
    await Promise.all(replies);
    const events = await story.desk.get(CaseReader).events(file.id);
    const said = events.filter(({ type }) => type === 'INTERIM_REPLIED');
    expect(said).toHaveLength(100);
    for (const { actorId, facts } of said)
      expect(facts.insteadOf).toBe(actorId === deputy.id ? handler.id : undefined);
  });
});
