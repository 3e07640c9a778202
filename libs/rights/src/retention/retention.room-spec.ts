import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseReader, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { Retention } from '../index.js';

/** The demonstration's feedback mailbox is kept for 3 years; its consultation has no period. */
describe.each(DATABASES)('retention periods, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let head: StaffActor;
  beforeEach(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.registry', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    head = await story.staff('demo.registry', ['UNIT_HEAD']);
  });
  afterEach(() => story.close());

  const ended = async (service = 'demo.feedback-mailbox'): Promise<CaseFile> => {
    const { file } = await story.open(agent, { service, channel: 'COUNTER' });
    await story.act(agent, file, 'withdraw', { reason: '已處理' });
    return file;
  };
  const at = (day: string) => story.desk.time.set(Date.parse(`${day}T10:00:00+08:00`));
  const sweep = () => story.desk.get(Retention).sweep();
  const lists = (actor = head) => story.desk.get(Retention).lists(actor);
  const proposed = async () => (await lists()).proposed.map(({ caseNumber }) => caseNumber);
  const decide = async (file: CaseFile, input: object, actor = head) => {
    const item = (await lists()).proposed.find(({ caseId }) => caseId === file.id)!;
    return story.desk.get(Retention).decide(actor, item.id, input);
  };
  const row = (file: CaseFile) => story.desk.get(CaseReader).file(file.id);

  it('are counted from the end of the year of closing; a service without one is never listed', async () => {
    const file = await ended(); // ended in 2026: kept until the end of 2029
    await ended('demo.finance-diagnosis');
    at('2029-12-31');
    await sweep();
    expect(await proposed()).toEqual([]);
    at('2030-01-01');
    await sweep();
    await sweep();
    expect((await lists()).proposed).toMatchObject([
      { caseNumber: file.caseNumber, keptUntil: '2029-12-31' },
    ]);
    expect((await row(file)).erasedAt).toBeNull();
  });

  it('end in erasing, once a head has approved: by the system, with her name', async () => {
    const [file, other] = [await ended(), await ended()];
    at('2030-01-02');
    await sweep();
    await decide(file, { decision: 'APPROVED' });
    expect(await lists()).toMatchObject({ waiting: 1, underWay: 1 });
    await sweep();
    expect((await row(file)).erasedAt).not.toBeNull();
    expect((await row(other)).erasedAt).toBeNull();
    const last = (await story.desk.get(CaseReader).events(file.id)).at(-1);
    expect(last).toMatchObject({
      ...{ type: 'ERASED', actorKind: 'system', facts: { ground: 'RETENTION_OVER', approver: head.id } },
    });
    const { done } = await lists();
    expect(done).toMatchObject([{ caseNumber: file.caseNumber, state: 'ERASED', decidedBy: head.id }]);
  });

  it('left out with a reason comes back after a year', async () => {
    const file = await ended();
    at('2030-01-02');
    await sweep();
    expect((await refusal(decide(file, { decision: 'LEFT_OUT' }))).kind).toBe('INVALID');
    await decide(file, { decision: 'LEFT_OUT', reason: 'DISPUTE' });
    story.desk.time.forward(days(364));
    await sweep();
    expect(await proposed()).toEqual([]);
    story.desk.time.forward(days(2));
    await sweep();
    expect(await proposed()).toEqual([file.caseNumber]);
  });

  it('skip a case that was put under a legal hold since, and say so', async () => {
    const file = await ended();
    at('2030-01-02');
    await sweep();
    await decide(file, { decision: 'APPROVED' });
    await story.act(head, file, 'legal-hold', { reason: '訴訟' });
    await sweep();
    expect((await row(file)).erasedAt).toBeNull();
    expect((await lists()).done).toMatchObject([{ state: 'SKIPPED', reason: 'erase-held' }]);
  });

  it('are for heads who see the case, and decided once, also by 50 at once', async () => {
    const file = await ended();
    at('2030-01-02');
    await sweep();
    const elsewhere = await story.staff('sme.planning', ['UNIT_HEAD']);
    expect((await lists(elsewhere)).proposed).toEqual([]);
    for (const actor of [agent, elsewhere])
      expect((await refusal(decide(file, { decision: 'APPROVED' }, actor))).kind).toBe('NOT_FOUND');
    const [item] = (await lists()).proposed;
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        story.desk.get(Retention).decide(head, item!.id, { decision: 'APPROVED' }),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all(Array.from({ length: 10 }, () => sweep()));
    expect((await story.events(file)).filter((type) => type === 'ERASED')).toHaveLength(1);
  });
});
