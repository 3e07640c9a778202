import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseContext, CaseFile, ChaseRequest, HistoryEvent, Seals, UndoChase } from '@app/cases';
import { StaffRegister, type StaffActor } from '@app/people';
import { hours, Reader, UnitOfWork } from '@app/platform';
import { colleague, messagesOf } from '../../../../test/support/messages.js';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { Notice, NoticePlanner, NoticeSender } from '../index.js';
import { NoticeClaims } from '../sending/notice-claims.js';

jest.setTimeout(60_000);

const HOME = 'demo.guidance';

/** Who got the message of a chase is told once that it was taken back; what was not sent is not sent any more. */
describe.each(DATABASES)('the message of a chase that is taken back, on %s', (_name, postgres) => {
  let story: Story;
  let control: StaffActor;
  let handler: StaffActor;
  let file: CaseFile;
  let agent: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await colleague(story, 'demo.service-desk', ['FRONTLINE_AGENT'], 'agent');
    control = await colleague(story, 'demo.head-office', ['CONTROL_OFFICER'], 'control');
    handler = await colleague(story, HOME, ['CASE_HANDLER'], 'handler');
    await colleague(story, HOME, ['CASE_HANDLER'], 'mate');
  }, 60_000);
  afterAll(() => story.close());
  beforeEach(async () => {
    ({ file } = await story.open(agent));
    await story.act(agent, file, 'assign', { unit: HOME });
    await sweep();
  });

  const sweep = () => story.desk.get(NoticeSender).sweep();
  const chase = () => story.act(control, file, 'chase', { whom: HOME, days: '3', text: '請說明' });
  const undo = async () => {
    const open = { caseId: file.id, state: 'OPEN' as const };
    const { id } = await story.desk.get(Reader).repository(ChaseRequest).findOneByOrFail(open);
    await story.desk.get(UndoChase).undo(control, file.caseNumber, id);
  };
  const rows = async (kind = 'chase-sent') =>
    (await story.desk.get(Reader).repository(Notice).findBy({ caseId: file.id, kind })).toSorted((a, b) =>
      a.id.localeCompare(b.id),
    );
  const change = (id: string, more: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(Notice, { id }, more));
  const withdrawn = async () =>
    (await messagesOf(story.desk, file)).filter((line) => line.startsWith('chase-withdrawn'));
  const states = async () => (await rows()).map(({ state, reason }) => [state, reason]);
  const TOLD = ['chase-withdrawn EMAIL handler', 'chase-withdrawn EMAIL mate'];

  it('does not go out where it was not sent, and no one is told', async () => {
    await chase();
    await undo();
    await sweep();
    expect([await states(), await withdrawn()]).toEqual([Array(2).fill(['SUPPRESSED', 'UNDONE']), []]);
  });

  it('is followed by another to each who got it, whoever would be told now', async () => {
    await chase();
    await sweep();
    await story.desk.get(StaffRegister).setAbsence(handler.id, { awayUntil: '2027-01-31' });
    await undo();
    await story.desk.get(StaffRegister).setAbsence(handler.id, { awayUntil: null });
    expect(await withdrawn()).toEqual(TOLD);
    await sweep();
    expect((await rows('chase-withdrawn')).map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect((await states()).map(([state]) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('is followed by one to who got it alone, where another was not told yet', async () => {
    await chase();
    const [first] = await rows();
    await change(first!.id, { nextAttemptAt: story.desk.time.now() + hours(1) });
    await sweep();
    await undo();
    await sweep();
    expect(await withdrawn()).toHaveLength(1);
    expect((await states()).toSorted()).toEqual([
      ['ACCEPTED', null],
      ['SUPPRESSED', 'UNDONE'],
    ]);
  });

  it.each(['DELIVERED', 'UNKNOWN'] as const)(
    'is taken for one that they got while it is %s',
    async (state) => {
      await chase();
      for (const { id } of await rows()) await change(id, { state, nextAttemptAt: null });
      await undo();
      expect(await withdrawn()).toEqual(TOLD);
    },
  );

  it('is taken for one that they got where an attempt may have reached them, and is not tried again', async () => {
    await chase();
    for (const { id } of await rows()) await change(id, { attempts: 1, ambiguous: true });
    await undo();
    expect([await states(), await withdrawn()]).toEqual([Array(2).fill(['SUPPRESSED', 'UNDONE']), TOLD]);
  });

  it('that is refused by the gateway needs no other', async () => {
    await chase();
    for (const { id } of await rows()) await change(id, { state: 'FAILED', nextAttemptAt: null });
    await undo();
    expect(await withdrawn()).toEqual([]);
  });

  it('is not tried again after an attempt that was under way has failed', async () => {
    await chase();
    const claims = story.desk.get(NoticeClaims);
    const claimed = await Promise.all((await rows()).map(({ id }) => claims.take(id)));
    await undo();
    expect(await withdrawn()).toEqual(TOLD);
    const now = story.desk.time.now();
    const later = { state: 'PENDING', reason: '421 busy', nextAttemptAt: now, leaseUntil: null } as const;
    for (const claim of claimed) expect(await claims.finish(claim!, later)).toBe(true);
    await sweep();
    expect(await states()).toEqual(Array(2).fill(['SUPPRESSED', 'UNDONE']));
  });

  it('is followed by one for each chase, and by no second when the event is planned again', async () => {
    for (let n = 0; n < 2; n++) {
      await chase();
      await sweep();
      await undo();
    }
    const all = await withdrawn();
    expect(all).toEqual([TOLD[0], TOLD[0], TOLD[1], TOLD[1]]);
    await story.desk.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      const context = new CaseContext(manager, fresh, story.desk.get(Seals));
      const events = await manager.findBy(HistoryEvent, { caseId: file.id, type: 'CHASE_UNDONE' });
      for (const event of events) await story.desk.get(NoticePlanner).plan(event, context);
    });
    expect(await withdrawn()).toEqual(all);
  });
});
