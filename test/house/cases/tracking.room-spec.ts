import { CaseActs, type CaseFile } from '@app/cases';
import { CaseDetails, CaseLists } from '@app/lookups';
import { Staff, type StaffActor } from '@app/people';
import { days, taipeiDate, UnitOfWork, type Problem } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DATABASES } from '../../support/databases.js';
import { colleague, owedBy } from '../../support/messages.js';
import { refusal, Story } from '../../support/story.js';

jest.setTimeout(60_000);

const HOME = 'demo.guidance';

/** 列管: a named person follows a case, and does not handle it. */
describe.each(DATABASES)('tracking (列管), on %s', (_name, postgres) => {
  let story: Story;
  let handler: StaffActor;
  let head: StaffActor;
  let control: StaffActor;
  let tracker: StaffActor;
  let file: CaseFile;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    handler = await colleague(story, HOME, ['CASE_HANDLER', 'FRONTLINE_AGENT'], 'handler');
    head = await colleague(story, HOME, ['UNIT_HEAD'], 'head');
    control = await colleague(story, 'demo.head-office', ['CONTROL_OFFICER'], 'control');
    tracker = await colleague(story, HOME, ['CASE_HANDLER'], 'tracker');
    await colleague(story, 'demo.registry', ['CASE_HANDLER'], 'elsewhere');
    await colleague(story, 'demo.head-office', ['CONTROL_OFFICER'], 'control-2');
  });
  afterAll(() => story.close());
  const away = (awayUntil: string | null) =>
    story.desk
      .get(UnitOfWork)
      .run((manager) => manager.update(Staff, { id: tracker.id }, { awayUntil, absences: [] }));
  beforeEach(async () => {
    await away(null);
    ({ file } = await story.open(handler));
    await story.act(handler, file, 'assign', { unit: HOME, handler: 'handler' });
  });

  const track = (name = 'tracker', actor = control) => story.act(actor, file, 'track', { tracker: name });
  const wrong = async (doing: Promise<unknown>) => {
    const { code, detail } = await refusal(doing);
    return detail.fields?.map((one) => `${one.field} ${one.code}`) ?? [code];
  };
  const detail = () => story.desk.get(CaseDetails).show(control, file.caseNumber);
  const lines = (doing: () => Promise<unknown>) => owedBy(story.desk, file, doing);
  const tracked = async (actor = tracker) =>
    (await story.desk.get(CaseLists).list(actor, { queue: 'tracked' })).cases.map((one) => one.caseNumber);

  it('is for heads and control officers; the name stands on the case, in the history and in the queue', async () => {
    expect((await refusal(track('tracker', handler))).kind).toBe('NOT_FOUND');
    await track();
    expect((await detail()).tracker).toEqual({ id: tracker.id, awayUntil: null });
    expect((await detail()).events.at(-1)).toMatchObject({
      ...{ type: 'UNDER_CONTROL', facts: { tracker: tracker.id } },
    });
    expect(await tracked()).toContain(file.caseNumber);
    expect(await tracked(handler)).not.toContain(file.caseNumber);
    const counts = await story.desk.get(CaseLists).counts(tracker, ['tracked']);
    expect(counts.get('tracked')).toBe((await tracked()).length);
  });

  it('is for a person who reads the case, is at work and does not handle it', async () => {
    expect(await wrong(track('handler'))).toEqual(['tracker tracker-handles']);
    expect(await wrong(track('elsewhere'))).toEqual(['tracker unknown-staff']);
    expect(await wrong(track('no-one'))).toEqual(['tracker unknown-staff']);
    await away('2027-12-31');
    expect(await wrong(track())).toEqual(['tracker tracker-away']);
    const offered = (await detail()).trackers.map(({ name }) => name);
    expect(offered).toContain('head');
    for (const name of ['tracker', 'handler', 'elsewhere']) expect(offered).not.toContain(name);
  });

  it('the person who tracks does not become the handler until the tracking has ended', async () => {
    await track();
    const assign = () => story.act(handler, file, 'assign', { unit: HOME, handler: 'tracker' });
    expect(await wrong(assign())).toEqual(['handler is-tracker']);
    expect(await wrong(story.act(tracker, file, 'take'))).toEqual(['own-tracking']);
    expect(await story.desk.get(CaseActs).possible(tracker, await assigned())).not.toContain('take');
    await story.act(head, file, 'end-tracking');
    expect((await assign()).handlerId).toBe(tracker.id);
  });
  const assigned = async () => (await detail()).file;

  it('named again, another person takes the place; ended, it is out of the queue, and ends once', async () => {
    await track();
    await track('head');
    expect(await tracked()).not.toContain(file.caseNumber);
    expect((await detail()).tracker!.id).toBe(head.id);
    await story.act(control, file, 'end-tracking', { reason: '已辦結' });
    expect((await detail()).tracker).toBeNull();
    expect((await detail()).events.at(-1)!.facts).toEqual({ tracker: head.id });
    expect(await wrong(story.act(control, file, 'end-tracking'))).toEqual(['no-tracker']);
  });

  it('a hundred at once name one person', async () => {
    const input = { tracker: 'tracker' };
    const { caseNumber } = file;
    const named = Array.from({ length: 100 }, (_, n) =>
      story.desk.get(CaseActs).perform({
        ...{ actor: control, caseNumber, act: n % 2 ? 'track' : 'end-tracking' },
        input: n % 2 ? input : {},
      }),
    );
    await Promise.allSettled(named);
    const { events, file: after } = await detail();
    const last = events.findLast(({ type }) => ['UNDER_CONTROL', 'RELEASED'].includes(type))!;
    expect(after.trackerId).toBe(last.type === 'UNDER_CONTROL' ? tracker.id : null);
  });

  describe('after the case went to another unit', () => {
    const reads = async (actor: StaffActor) => {
      const { caseNumber } = file;
      const ways = [
        () => story.desk.get(CaseDetails).show(actor, caseNumber),
        async () => (await tracked(actor)).includes(caseNumber),
        async () => {
          const { cases } = await story.desk.get(CaseLists).list(actor, { q: caseNumber });
          return cases.length > 0;
        },
        async () => ((await story.desk.get(CaseLists).counts(actor, ['tracked'])).get('tracked') ?? 0) > 0,
      ];
      const seen = ways.map((way) =>
        way().then(
          (found) => found !== false,
          ({ kind }: Problem) => kind !== 'NOT_FOUND',
        ),
      );
      return Promise.all(seen);
    };
    const [ALL, NONE] = [
      [true, true, true, true],
      [false, false, false, false],
    ];
    const given = (unit: string) => story.act(handler, file, 'assign', { unit });
    const ended = () => story.act(control, file, 'end-tracking');

    it('the person who tracks it reads it, and those of her unit no more', async () => {
      await track();
      const mate = await colleague(story, HOME, ['CASE_HANDLER'], `mate-${file.id.slice(-6)}`);
      await given('demo.registry');
      expect([await reads(tracker), await reads(mate)]).toEqual([ALL, NONE]);
      await ended();
    });

    it('that person performs no act of it', async () => {
      await track();
      expect(await story.desk.get(CaseActs).possible(tracker, await assigned())).toContain('reply');
      await given('demo.registry');
      expect(await story.desk.get(CaseActs).possible(tracker, await assigned())).toEqual([]);
      for (const act of ['reply', 'note', 'take'] as const)
        expect((await refusal(story.act(tracker, file, act, { text: '說明' }))).kind).toBe('NOT_FOUND');
      await ended();
    });

    it('until another is named, or the tracking ends', async () => {
      await track();
      await given('demo.registry');
      await track('elsewhere');
      expect((await reads(tracker)).slice(0, 3)).toEqual([false, false, false]);
      await track('control-2');
      await ended();
      expect((await reads(tracker)).slice(0, 3)).toEqual([false, false, false]);
    });

    it('not as an account that reads no case any more, nor by a list of another unit', async () => {
      await track();
      await given('demo.registry');
      for (const roles of [['ADMIN'], ['PARTNER']] as const)
        expect(await reads({ ...tracker, roles })).toEqual(NONE);
      const { cases } = await story.desk.get(CaseLists).list(tracker, { queue: 'tracked', unit: HOME });
      expect(cases.map(({ caseNumber }) => caseNumber)).not.toContain(file.caseNumber);
      await ended();
    });

    it('and is told of it as before', async () => {
      await track();
      await given('demo.registry');
      const reply = await lines(() => story.act(handler, file, 'reply', { text: '已修復' }));
      expect(reply).toContain('tracked-progress EMAIL tracker');
      await ended();
    });
  });

  describe('who tracks is told', () => {
    it('of the naming, of what the handler declares done, and of what is overdue', async () => {
      expect(await lines(() => track())).toEqual(['tracking-given EMAIL tracker']);
      const reply = await lines(() => story.act(handler, file, 'reply', { text: '已修復' }));
      expect(reply).toContain('tracked-progress EMAIL tracker');
      expect(await lines(() => story.act(handler, file, 'close'))).toContain(
        'tracked-progress EMAIL tracker',
      );
      ({ file } = await story.open(handler));
      await track();
      expect(await lines(() => story.pass(days(3)))).toContain('tracked-overdue EMAIL tracker');
    });

    it('not while away, of which the page says so; no one else in her place', async () => {
      await track();
      await away('2027-12-31');
      const reply = await lines(() => story.act(handler, file, 'reply', { text: '已修復' }));
      expect(reply.filter((line) => line.startsWith('tracked'))).toEqual([]);
      expect((await detail()).tracker).toEqual({ id: tracker.id, awayUntil: '2027-12-31' });
    });

    it('not during an absence of the calendar either; one that is over or to come is not named', async () => {
      await track();
      const today = Date.parse(taipeiDate(story.desk.time.now()));
      const day = (n: number) => new Date(today + days(n)).toISOString().slice(0, 10);
      const absence = (from: number, until: number) =>
        story.desk.get(UnitOfWork).run((manager) => {
          const absences = [{ id: 'a', from: day(from), until: day(until), deputyId: null }];
          return manager.update(Staff, { id: tracker.id }, { absences, awayUntil: null });
        });
      const awayUntil = async (from: number, until: number) => {
        await absence(from, until);
        return (await detail()).tracker!.awayUntil;
      };
      expect(await awayUntil(0, 2)).toBe(day(2));
      expect(await awayUntil(-2, 0)).toBe(day(0));
      expect([await awayUntil(1, 2), await awayUntil(-2, -1)]).toEqual([null, null]);
      await away('2020-01-01');
      expect((await detail()).tracker!.awayUntil).toBeNull();
      await story.desk.get(UnitOfWork).run((manager) => {
        return manager.update(Staff, { id: tracker.id }, { absences: [] });
      });
    });

    it('not of what that person did; without one no one is', async () => {
      const before = await lines(() => story.act(tracker, file, 'reply', { text: '先說明' }));
      expect(before.filter((line) => line.startsWith('tracked'))).toEqual([]);
      await track();
      const own = await lines(() => story.act(tracker, file, 'reply', { text: '再說明' }));
      expect(own.filter((line) => line.startsWith('tracked'))).toEqual([]);
    });
  });
});
