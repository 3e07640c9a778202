import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseReader, EndedCases, Erasing, type CaseFile } from '@app/cases';
import type { StaffActor } from '@app/people';
import { days, minutes, Problem, Reader, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { Retention } from '../index.js';
import { RetentionItem } from './retention-item.entity.js';

const KEPT = 'demo.feedback-mailbox';

describe.each(DATABASES)('the rounds of retention, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let head: StaffActor;
  let day: number;
  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.registry', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
    head = await story.staff('demo.registry', ['UNIT_HEAD']);
    day = Date.parse('2030-01-02T10:00:00+08:00');
  });
  afterAll(() => story.close());
  beforeEach(async () => {
    // what earlier tests left counts no more
    await get(UnitOfWork).run(async (manager) => {
      await manager.query('DELETE FROM retention_item');
      await manager.query(`UPDATE case_file SET "erasedAt" = 1, subject = ''`);
    });
    story.desk.time.set(Date.parse('2026-08-19T10:00:00+08:00'));
  });
  afterEach(() => void (day += days(1)));

  const get: Story['desk']['get'] = (type) => story.desk.get(type);
  const ended = async (channel: 'COUNTER' | 'PHONE' = 'COUNTER'): Promise<CaseFile> => {
    const { file } = await story.open(agent, { service: KEPT, channel });
    await story.act(agent, file, 'withdraw', { reason: '已處理' });
    return file;
  };
  const sweep = () => get(Retention).sweep();
  /** The first round of a day of 2030, of each test another. */
  const listed = async () => {
    story.desk.time.set(day);
    await sweep();
  };
  const lists = () => get(Retention).lists(head);
  const item = ({ id }: CaseFile) => get(Reader).repository(RetentionItem).findOneByOrFail({ caseId: id });
  const decide = async (file: CaseFile, input: object = { decision: 'APPROVED' }) => {
    story.desk.time.forward(minutes(1));
    return get(Retention).decide(head, (await item(file)).id, input);
  };

  it('propose with number, service, unit and the last day; undecided', async () => {
    const file = await ended();
    await listed();
    expect(await item(file)).toMatchObject({
      ...{ caseNumber: file.caseNumber, organisationId: 'demo', unitId: file.unitId, serviceId: KEPT },
      ...{ keptUntil: '2029-12-31', state: 'PROPOSED', proposedAt: day, reason: null },
      ...{ decidedAt: null, decidedBy: null, erasedAt: null },
    });
  });

  it('look at ended cases once a day, but erase in each', async () => {
    await ended();
    const looked = jest.spyOn(get(EndedCases), 'before');
    await listed();
    const first = looked.mock.calls.length;
    expect(first).toBeGreaterThan(0);
    await sweep();
    expect(looked).toHaveBeenCalledTimes(first);
    day += days(1);
    await listed();
    expect(looked.mock.calls.length).toBeGreaterThan(first);
    looked.mockRestore();
  });

  it('go on after a hundred cases, and leave out those that ended too late', async () => {
    const start = { receivedAt: -1, id: '' };
    const year = Date.parse('2027-01-01T00:00:00+08:00');
    const file = await ended();
    const { id, caseNumber, organisationId, unitId, receivedAt } = file;
    const of = { caseNumber, organisationId, unitId, receivedAt };
    const slice = Array.from({ length: 100 }, (_, n) => ({ ...of, id: `${n}`, endedAt: year }));
    const last = [
      { ...of, id, endedAt: year - 1 },
      { ...of, id: 'never ended', endedAt: 0 },
    ];
    const before = jest
      .spyOn(get(EndedCases), 'before')
      .mockImplementation((service, _before, after) =>
        Promise.resolve(service !== KEPT ? [] : after.id === '' ? slice : last),
      );
    await listed();
    const asked = before.mock.calls.filter(([service]) => service === KEPT);
    before.mockRestore();
    expect(asked).toEqual([
      [KEPT, year, start, 100],
      [KEPT, year, expect.objectContaining({ id: '99' }), 100],
    ]);
    const rows = await get(Reader).repository(RetentionItem).find();
    expect(rows.map((row) => row.caseId)).toEqual([id]);
  });

  it('record who left out what and why, and when; it stands among what was dealt with, with her name', async () => {
    const file = await ended();
    await listed();
    await decide(file, { decision: 'LEFT_OUT', reason: 'ARCHIVES' });
    const now = story.desk.time.now();
    const { done, proposed, waiting, underWay } = await lists();
    expect(done).toMatchObject([
      { caseId: file.id, state: 'LEFT_OUT', reason: 'ARCHIVES', decidedAt: now, by: head.name },
    ]);
    expect({ proposed, waiting, underWay }).toEqual({ proposed: [], waiting: 0, underWay: 0 });
    const again = get(Retention).decide(head, (await item(file)).id, { decision: 'APPROVED' });
    expect(await refusal(again)).toMatchObject({ kind: 'NOT_ALLOWED', code: 'retention-decided' });
  });

  it('list the newest decision first, and what was proposed in its order', async () => {
    const files = [await ended(), await ended(), await ended()];
    await listed();
    expect((await lists()).proposed).toHaveLength(3);
    expect((await lists()).waiting).toBe(3);
    for (const file of [files[1]!, files[0]!])
      await decide(file, { decision: 'LEFT_OUT', reason: 'STILL_NEEDED' });
    const { done } = await lists();
    expect(done.map(({ caseId }) => caseId)).toEqual([files[0]!.id, files[1]!.id]);
  });

  it('erase what was approved, oldest decision first, and note when', async () => {
    const files = [await ended(), await ended()];
    await listed();
    for (const file of files.toReversed()) await decide(file);
    expect((await lists()).underWay).toBe(2);
    const erased = jest.spyOn(get(Erasing), 'erase');
    await sweep();
    expect(erased.mock.calls.map(([{ caseNumber }]) => caseNumber)).toEqual(
      files.toReversed().map(({ caseNumber }) => caseNumber),
    );
    erased.mockRestore();
    expect(await item(files[0]!)).toMatchObject({
      ...{ state: 'ERASED', erasedAt: story.desk.time.now(), decidedBy: head.id },
    });
  });

  it('try again later while one of its messages is on its way', async () => {
    const file = await ended();
    await listed();
    await decide(file);
    const busy = jest
      .spyOn(get(Erasing), 'erase')
      .mockRejectedValueOnce(new Problem('NOT_ALLOWED', 'erase-while-sending'));
    await sweep();
    expect(await item(file)).toMatchObject({ state: 'APPROVED', reason: null });
    busy.mockRestore();
    await sweep();
    expect((await item(file)).state).toBe('ERASED');
  });

  it.each([new Error('the disk is full'), new Problem('NOT_FOUND', 'x')])(
    'end with an error that is no refusal, and change nothing (%#)',
    async (error) => {
      const file = await ended();
      await listed();
      await decide(file);
      const failing = jest.spyOn(get(Erasing), 'erase').mockRejectedValueOnce(error);
      await expect(sweep()).rejects.toBe(error);
      expect((await item(file)).state).toBe('APPROVED');
      failing.mockRestore();
    },
  );

  it('propose again what could not be erased, a year after that was decided, as if for the first time', async () => {
    const file = await ended();
    await listed();
    await decide(file);
    await story.act(head, file, 'legal-hold', { reason: '訴訟' });
    await sweep();
    expect(await item(file)).toMatchObject({ state: 'SKIPPED', reason: 'erase-held' });
    const { decidedAt } = await item(file);
    story.desk.time.set(decidedAt! + days(365));
    await sweep();
    expect((await item(file)).state).toBe('SKIPPED');
    story.desk.time.set(decidedAt! + days(366));
    await sweep();
    expect(await item(file)).toMatchObject({
      ...{ state: 'PROPOSED', reason: null, decidedAt: null, decidedBy: null },
    });
    expect((await get(CaseReader).file(file.id)).erasedAt).toBeNull();
  });

  it('decide nothing on what is not there', async () => {
    const none = get(Retention).decide(head, 'no-such-item', { decision: 'APPROVED' });
    expect((await refusal(none)).kind).toBe('NOT_FOUND');
  });
});
