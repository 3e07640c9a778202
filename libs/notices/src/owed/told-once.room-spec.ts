import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseContext, CaseFile, History, HistoryEvent, Seals, type EventType } from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { Reader, UnitOfWork } from '@app/platform';
import * as fc from 'fast-check';
import { colleague, messagesOf, owedBy } from '../../../../test/support/messages.js';
import { Story } from '../../../../test/support/story.js';
import { DATABASES } from '../../../../test/support/databases.js';
import { Notice, NoticePlanner } from '../index.js';

jest.setTimeout(60_000);

/** One thing is told to one person once, in however many roles she is, and however often it is planned. */
describe.each(DATABASES)('what is told once, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await colleague(story, 'demo.service-desk', ['FRONTLINE_AGENT', 'UNIT_HEAD'], 'agent');
    await colleague(story, 'demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD', 'CONTROL_OFFICER'], 'both');
    await colleague(story, 'demo.finance-team', ['PARTNER'], 'member');
  }, 60_000);
  afterAll(() => story.close());

  const inCase = <T>(file: CaseFile, work: (context: CaseContext) => Promise<T>) =>
    story.desk.get(UnitOfWork).run(async (manager) => {
      const fresh = await manager.findOneByOrFail(CaseFile, { id: file.id });
      return work(new CaseContext(manager, fresh, story.desk.get(Seals)));
    });
  const append = (file: CaseFile, type: EventType, more: object = {}) => {
    story.desk.time.forward(1_000);
    const facts = {
      ...{ clockId: `clock of ${file.id}`, commitment: 'law.petition', unit: 'demo.guidance', surveyId: 's' },
      ...{ partner: 'demo.finance-team', referralId: 'r', chainId: 'r', lastDay: '2026-09-01', ...more },
    };
    const event = { type, at: story.desk.time.now(), actor: SYSTEM, facts };
    return inCase(file, (context) => story.desk.get(History).append(context, [event]));
  };
  const events = ({ id }: CaseFile) =>
    story.desk
      .get(Reader)
      .repository(HistoryEvent)
      .find({ where: { caseId: id }, order: { seq: 'ASC' } });
  const open = async () => (await story.open(agent)).file;

  it('one person in all roles of a rung hears it once', async () => {
    const file = await open();
    const to = ['CASE_HANDLER', 'DEPUTY', 'UNIT_HEAD', 'CONTROL_OFFICER', 'AGENCY_HEAD'];
    expect(await owedBy(story.desk, file, () => append(file, 'WARNED', { to }))).toEqual([
      'clock-warning EMAIL both',
    ]);
  });

  it('an event without its rung is an occasion of its own each time', async () => {
    const file = await open();
    for (let time = 0; time < 2; time++)
      expect(await owedBy(story.desk, file, () => append(file, 'WARNED', { to: ['UNIT_HEAD'] }))).toEqual([
        'clock-warning EMAIL both',
      ]);
  });

  it('planned again, in whatever order, nothing is owed a second time', async () => {
    const TYPES = ['REFERRED', 'ASSIGNED', 'REASSIGNED', 'MESSAGED', 'WARNED', 'CHASED', 'EXTENDED'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat({ max: 20 }), { maxLength: 12 }),
        async (types, again) => {
          const file = await open();
          for (const type of types) await append(file, type, { to: ['UNIT_HEAD'], length: '1wd' });
          const before = await messagesOf(story.desk, file);
          const happened = await events(file);
          for (const at of again)
            await inCase(file, (context) =>
              story.desk.get(NoticePlanner).plan(happened[at % happened.length]!, context),
            );
          expect(await messagesOf(story.desk, file)).toEqual(before);
          const rows = await story.desk.get(Reader).repository(Notice).findBy({ caseId: file.id });
          const keys = rows.map((row) => [row.kind, row.occasion, row.channel, row.recipientHash].join('|'));
          expect(new Set(keys).size).toBe(keys.length);
        },
      ),
      { numRuns: Number(process.env['FC_RUNS'] ?? 15) },
    );
  });

  it('planned again after it was sent, it is not sent again', async () => {
    const file = await open();
    const [received] = await events(file);
    const sent = { state: 'ACCEPTED' as const, nextAttemptAt: null, attempts: 1 };
    await story.desk.get(UnitOfWork).run((manager) => manager.update(Notice, { caseId: file.id }, sent));
    const before = await story.everything();
    await inCase(file, (context) => story.desk.get(NoticePlanner).plan(received!, context));
    const after = await story.everything();
    expect(after).toEqual(before);
  });
});
