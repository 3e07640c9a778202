import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile, ClockRow, WITHOUT_PROMISE } from '@app/cases';
import type { TakenIn } from '@app/intake';
import { type Role, type StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseLists } from './case-list.js';
import type { CaseQuery } from './case-query.js';

const OWN: [string, Role[]] = ['demo.guidance', ['CASE_HANDLER']];

/** The unit `guidance` holds the cases of this story; the desk that logs them sees the whole organisation. */
describe.each(DATABASES)('the list of cases, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.guidance', ['CASE_HANDLER', 'UNIT_HEAD']);
  });
  afterAll(() => story.close());

  const list = (actor: StaffActor, query: CaseQuery) => story.desk.get(CaseLists).list(actor, query);
  const numbers = async (actor: StaffActor, query: CaseQuery) =>
    (await list(actor, query)).cases.map(({ caseNumber }) => caseNumber);
  const row = async (caseNumber: string) => (await list(agent, { q: caseNumber })).cases[0]!;
  const change = <T extends object>(entity: new () => T, where: object, to: object) =>
    story.desk.get(UnitOfWork).run((manager) => manager.update(entity, where, to));
  const clocksOf = ({ file }: TakenIn) =>
    story.desk.get(Reader).find(ClockRow, `WHERE "caseId" = $1 AND state = 'RUNNING'`, [file.id]);

  describe('the date of a case', () => {
    it('is the due date of the promise due next, with its warning and name', async () => {
      const taken = await story.open(agent);
      await story.refer(agent, taken.file, 'demo.finance-team');
      const running = await clocksOf(taken);
      expect(running.length).toBeGreaterThanOrEqual(3);
      const [nearest] = running.toSorted((a, b) => a.dueAt! - b.dueAt!);
      const { dueAt, warnAt, commitmentId } = nearest!;
      expect(commitmentId).toBe('demo.referral-accept');
      expect(await row(taken.file.caseNumber)).toMatchObject({ dueAt, warnAt, commitmentId });
    });

    it('is never that of a promise that is paused, kept or ended', async () => {
      const taken = await story.open(agent);
      const [first, ...others] = await clocksOf(taken);
      for (const { id } of others) await change(ClockRow, { id }, { state: 'PAUSED' });
      expect((await row(taken.file.caseNumber)).commitmentId).toBe(first!.commitmentId);
      for (const state of ['ON_TIME', 'LATE', 'CANCELLED', 'PAUSED'] as const) {
        await change(ClockRow, { id: first!.id }, { state });
        const none = { dueAt: null, warnAt: null, commitmentId: null, left: null };
        expect(await row(taken.file.caseNumber)).toMatchObject(none);
      }
    });

    it('belongs to the right case where several are on the page', async () => {
      const [one, other] = [await story.open(agent), await story.open(agent)];
      const at = story.desk.time.now();
      await change(ClockRow, { caseId: one.file.id }, { dueAt: at + days(1) });
      await change(ClockRow, { caseId: other.file.id }, { dueAt: at + days(2) });
      const { cases } = await list(agent, { q: '路燈不亮' });
      const dueOf = ({ file }: TakenIn) => cases.find(({ id }) => id === file.id)!.dueAt! - at;
      expect([dueOf(one), dueOf(other)]).toEqual([days(1), days(2)]);
    });
  });

  it('shows the listed fields of each case and nothing else', async () => {
    const { file } = await story.open(agent, { channel: 'COUNTER' });
    const shown = await row(file.caseNumber);
    const { id, caseNumber, serviceId, unitId, subject, receivedAt } = file;
    expect(shown).toMatchObject({ id, caseNumber, serviceId, unitId, subject, receivedAt });
    expect(shown).toMatchObject({ channel: 'COUNTER', handlerId: null, status: 'ACCEPTED', origin: 'LIVE' });
    expect(shown).toMatchObject({ handler: null, deputised: false, waitsFor: 'START' });
    expect(Object.keys(shown)).toHaveLength(19);
  });

  describe('is in the order of due dates', () => {
    const place = ({ file }: TakenIn, listOrder: number) =>
      change(CaseFile, { id: file.id }, { listOrder, unitId: 'demo.registry' });

    it('the overdue first, then the nearest, then what has no promise', async () => {
      const own = await story.staff('demo.registry', ['CASE_HANDLER']);
      const made: TakenIn[] = [];
      for (let n = 0; n < 4; n++) made.push(await story.open(agent));
      const now = story.desk.time.now();
      const orders = [WITHOUT_PROMISE - now, now + days(9), now - days(2), now + days(1)];
      for (const [at, taken] of made.entries()) await place(taken, orders[at]!);
      const found = await numbers(own, { queue: 'open' });
      expect(found).toEqual([2, 3, 1, 0].map((at) => made[at]!.file.caseNumber));
      expect(await numbers(own, { queue: 'overdue' })).toEqual([made[2]!.file.caseNumber]);
      for (const taken of made) await story.act(agent, taken.file, 'withdraw', { reason: '不需要了' });
    });

    it('follows a promise that moves: the place in the list is that of its new date', async () => {
      const taken = await story.open(agent);
      const orderOf = async () => Number((await row(taken.file.caseNumber)).listOrder);
      const nearest = async () => {
        const dues = (await clocksOf(taken)).map(({ dueAt }) => dueAt!);
        return dues.length > 0 ? Math.min(...dues) : WITHOUT_PROMISE - taken.file.receivedAt;
      };
      expect(await orderOf()).toBe(await nearest());
      await story.act(agent, taken.file, 'assign', { unit: 'demo.guidance' });
      expect(await orderOf()).toBe(await nearest());
      await story.act(handler, taken.file, 'reply', { text: '已修復' });
      expect(await orderOf()).toBe(await nearest());
    });
  });

  describe('a filter', () => {
    it.each([
      ['service', { service: 'demo.consultation' }],
      ['unit', { unit: 'demo.registry' }],
      ['channel', { channel: 'LETTER' as const }],
      ['status', { queue: 'open' as const, status: 'RECEIVED' as const }],
    ] as [string, CaseQuery][])(
      'by %s leaves the others out, in queues and in searches',
      async (_name, filter) => {
        const [other, wanted] = [await story.open(agent), await story.open(agent)];
        const is = { serviceId: 'demo.consultation', unitId: 'demo.registry', channel: 'LETTER' };
        await change(CaseFile, { id: wanted.file.id }, { ...is, status: 'RECEIVED' });
        for (const { file } of [other, wanted])
          await change(CaseFile, { id: file.id }, { listOrder: 1, subject: '篩選' });
        for (const query of [filter, { ...filter, q: '篩選' }]) {
          const found = await numbers(agent, query);
          expect([found.includes(other.file.caseNumber), found.includes(wanted.file.caseNumber)]).toEqual([
            false,
            true,
          ]);
        }
      },
    );

    it('by status and channel at once has what is of both', async () => {
      const [both, one] = [(await story.open(agent)).file, (await story.open(agent)).file];
      await change(CaseFile, { id: both.id }, { status: 'RECEIVED', channel: 'FAX' });
      await change(CaseFile, { id: one.id }, { status: 'ACCEPTED', channel: 'FAX' });
      expect(await numbers(agent, { status: 'RECEIVED', channel: 'FAX' })).toEqual([both.caseNumber]);
    });

    it('by a handler of another agency is refused', async () => {
      const foreign = await story.staff('sme.planning', ['CASE_HANDLER']);
      const refused = await refusal(list(agent, { handler: foreign.id }));
      expect(refused.detail.fields).toMatchObject([{ field: 'handler', code: 'unknown-handler' }]);
    });

    it('by handler has her cases only', async () => {
      const one = await story.staff(...OWN);
      const taken = await story.open(agent);
      await change(CaseFile, { id: taken.file.id }, { handlerId: one.id });
      expect(await numbers(agent, { handler: one.id })).toEqual([taken.file.caseNumber]);
    });

    it.each([
      ['service', 'demo.moon', 'unknown-service'],
      ['service', 'sme.consultation', 'unknown-service'],
      ['unit', 'demo.moon', 'unknown-unit'],
      ['unit', 'sme.planning', 'unknown-unit'],
      ['handler', 'nobody', 'unknown-handler'],
    ])('by the %s %s is refused with %s', async (field, value, code) => {
      const refused = await refusal(list(agent, { [field]: value }));
      expect(refused.detail.fields).toEqual([expect.objectContaining({ field, code })]);
    });

    it('by a unit that the actor does not see is refused', async () => {
      const refused = await refusal(list(handler, { unit: 'demo.registry' }));
      expect(refused.detail.fields).toEqual([
        expect.objectContaining({ field: 'unit', code: 'unknown-unit' }),
      ]);
    });
  });

  it('continues after its last row, also among cases of the same date', async () => {
    const own = await story.staff('demo.city-services', ['CASE_HANDLER']);
    const ids = [];
    for (let n = 0; n < 27; n++) ids.push((await story.open(agent)).file.id);
    for (const id of ids) await change(CaseFile, { id }, { unitId: own.unitId, listOrder: 5_000 });
    const [inOrder, last] = [ids.toSorted(), ids.toSorted()[24]];
    const first = await list(own, { queue: 'all' });
    expect(first.cases.map(({ id }) => id)).toEqual(inOrder.slice(0, 25));
    expect(first.next).toBe(`5000_${last}`);
    const second = await list(own, { queue: 'all', cursor: first.next! });
    expect(second.cases.map(({ id }) => id)).toEqual(inOrder.slice(25));
    expect(second.next).toBeNull();
  });

  it('has no next page where the last page is exactly full', async () => {
    const own = await story.staff('demo.startup-team', ['CASE_HANDLER']);
    const move = { unitId: own.unitId, listOrder: 1 };
    for (let n = 0; n < 25; n++) await change(CaseFile, { id: (await story.open(agent)).file.id }, move);
    expect(await list(own, { queue: 'all' })).toMatchObject({ cases: { length: 25 }, next: null });
    await change(CaseFile, { id: (await story.open(agent)).file.id }, move);
    const { next } = await list(own, { queue: 'all' });
    expect((await list(own, { queue: 'all', cursor: next! })).cases).toHaveLength(1);
  });
});
