import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseFile, ClockRow } from '@app/cases';
import type { TakenIn } from '@app/intake';
import type { StaffActor } from '@app/people';
import { days, Reader, UnitOfWork } from '@app/platform';
import { refusal, Story } from '../../../test/support/story.js';
import { DATABASES } from '../../../test/support/databases.js';
import { CaseLists, type CaseQuery } from './case-list.js';

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
        const none = { dueAt: null, warnAt: null, commitmentId: null };
        expect(await row(taken.file.caseNumber)).toMatchObject(none);
      }
    });

    it('belongs to the right case where several are on the page', async () => {
      const [one, other] = [await story.open(agent), await story.open(agent)];
      const at = story.desk.time.now();
      await change(ClockRow, { caseId: one.file.id }, { dueAt: at + days(1) });
      await change(ClockRow, { caseId: other.file.id }, { dueAt: at + days(2) });
      const { cases } = await list(agent, { queue: 'all' });
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
    expect(Object.keys(shown)).toHaveLength(13);
  });

  it('is newest first', async () => {
    const opened = [];
    for (let n = 0; n < 3; n++) opened.push((await story.open(agent)).file.caseNumber);
    expect((await numbers(agent, { queue: 'all' })).slice(0, 3)).toEqual(opened.toReversed());
  });

  describe('a queue', () => {
    const QUEUES = ['open', 'mine', 'unassigned', 'answered', 'closed', 'all'] as const;
    const holding = async (actor: StaffActor, { file }: TakenIn) => {
      const found = [];
      for (const queue of QUEUES)
        if ((await numbers(actor, { queue })).includes(file.caseNumber)) found.push(queue);
      return found;
    };

    it('follows the status of a case: new, in progress, answered, closed, reopened', async () => {
      const taken = await story.open(agent);
      expect(await holding(agent, taken)).toEqual(['open', 'unassigned', 'all']);
      await story.act(agent, taken.file, 'assign', { unit: 'demo.guidance' });
      expect(await holding(agent, taken)).toEqual(['open', 'all']);
      await story.act(handler, taken.file, 'reply', { text: '已修復' });
      expect(await holding(agent, taken)).toEqual(['open', 'answered', 'all']);
      await story.act(handler, taken.file, 'close');
      expect(await holding(agent, taken)).toEqual(['closed', 'all']);
      await story.act(agent, taken.file, 'reopen', { reason: '又壞了' });
      expect(await holding(agent, taken)).toEqual(['open', 'all']);
      await story.act(agent, taken.file, 'withdraw', { reason: '不需要了' });
      expect(await holding(agent, taken)).toEqual(['closed', 'all']);
    });

    it('counts received and accepted cases as unassigned', async () => {
      const taken = await story.open(agent);
      await change(CaseFile, { id: taken.file.id }, { status: 'RECEIVED' });
      expect(await holding(agent, taken)).toContain('unassigned');
      for (const status of ['AWAITING_CORRECTION', 'AWAITING_APPROVAL', 'IN_PROGRESS'] as const) {
        await change(CaseFile, { id: taken.file.id }, { status });
        expect([status, await holding(agent, taken)]).toEqual([status, ['open', 'all']]);
      }
    });

    it('"mine" has the open cases of my unit and those I handle elsewhere', async () => {
      const taken = await story.open(agent);
      expect(await holding(handler, taken)).toContain('mine');
      expect(await holding(agent, taken)).not.toContain('mine');
      await change(CaseFile, { id: taken.file.id }, { handlerId: agent.id });
      expect(await holding(agent, taken)).toContain('mine');
      expect((await numbers(agent, { queue: 'mine' })).length).toBe(1);
      await story.act(agent, taken.file, 'withdraw', { reason: '不需要了' });
      expect(await holding(agent, taken)).not.toContain('mine');
      expect(await holding(handler, taken)).not.toContain('mine');
    });

    it('"mine" lists a case once that is both', async () => {
      const taken = await story.open(agent);
      await change(CaseFile, { id: taken.file.id }, { handlerId: handler.id });
      const found = await numbers(handler, { queue: 'mine' });
      expect(found.filter((number) => number === taken.file.caseNumber)).toHaveLength(1);
    });

    it('is that of open cases where none or an empty one is asked for', async () => {
      const { caseNumber } = (await story.open(agent)).file;
      const open = await numbers(agent, { queue: 'open' });
      expect(open[0]).toBe(caseNumber);
      expect(await numbers(agent, {})).toEqual(open);
      expect(await numbers(agent, { queue: '', status: '', q: '', cursor: '' })).toEqual(open);
    });

    it('is ignored where a status is asked for, open or closed', async () => {
      const taken = await story.open(agent);
      const { caseNumber, id } = taken.file;
      for (const status of ['CLOSED', 'NO_ACTION', 'MERGED', 'AWAITING_APPROVAL'] as const) {
        await change(CaseFile, { id }, { status, open: status === 'AWAITING_APPROVAL' });
        expect(await numbers(agent, { queue: 'mine', status })).toContain(caseNumber);
        expect(await numbers(agent, { status: 'TRANSFERRED' })).not.toContain(caseNumber);
      }
    });
  });

  describe('finds a case', () => {
    const contact = { name: '陳大文', email: 'Da.Wen@Example.tw', phone: '0912-345-678' };
    const bare = (text: string) => text.replaceAll('-', '');

    it('by its number: with dashes, without, in lower case, full width, with spaces around it', async () => {
      const { caseNumber } = (await story.open(agent)).file;
      const wide = caseNumber.replace(/\d/g, (digit) => String.fromCodePoint(Number(digit) + 0xff10));
      for (const typed of [caseNumber, bare(caseNumber), caseNumber.toLowerCase(), wide, ` ${caseNumber} `])
        expect([typed, await numbers(agent, { q: typed })]).toEqual([typed, [caseNumber]]);
    });

    it('by telephone number in every notation', async () => {
      const { caseNumber } = (await story.open(agent, { contact })).file;
      const forms = [
        '0912345678',
        '0912-345-678',
        '+886912345678',
        '886912345678',
        '０９１２３４５６７８',
        '0912 345 678',
      ];
      for (const typed of forms)
        expect([typed, (await numbers(agent, { q: typed }))[0]]).toEqual([typed, caseNumber]);
      expect(await numbers(agent, { q: '0912345679' })).toEqual([]);
    });

    it('by a line in every notation, with its extension or without', async () => {
      const phone = '02-2345-6700 分機 123';
      const { caseNumber } = (await story.open(agent, { contact: { name: '李', phone } })).file;
      for (const typed of [
        '02-2345-6700',
        '(02)23456700#123',
        '02-2345-6700 分機 9',
        '0223456700轉123',
        '+886223456700;ext=123',
      ])
        expect([typed, await numbers(agent, { q: typed })]).toEqual([typed, [caseNumber]]);
    });

    it('by e-mail in upper or lower case, only by the whole address', async () => {
      const { caseNumber } = (await story.open(agent, { contact })).file;
      for (const typed of ['da.wen@example.tw', 'DA.WEN@EXAMPLE.TW'])
        expect((await numbers(agent, { q: typed }))[0]).toBe(caseNumber);
      for (const typed of ['wen@example.tw', 'da.wen@example', 'da.wen'])
        expect(await numbers(agent, { q: typed })).toEqual([]);
    });

    it('by words of its subject; wildcard characters are literal', async () => {
      const subjects = ['路X燈', '滿意度 100% 好', '路_燈 A\\B', '滿意度 1000 好'];
      const ids: Record<string, string> = {};
      for (const subject of subjects) {
        const { file } = await story.open(agent);
        await change(CaseFile, { id: file.id }, { subject });
        ids[subject] = file.caseNumber;
      }
      const found = async (q: string) => (await numbers(agent, { q })).toSorted();
      expect(await found('100%')).toEqual([ids['滿意度 100% 好']]);
      expect(await found('路_燈')).toEqual([ids['路_燈 A\\B']]);
      expect(await found('A\\B')).toEqual([ids['路_燈 A\\B']]);
      expect(await found('滿意度')).toHaveLength(2);
      expect(await found('%')).toHaveLength(1);
    });

    it('in any queue, limited only by status', async () => {
      const { file } = await story.open(agent, { contact: { name: '許', email: 'status@example.tw' } });
      const searches = [file.caseNumber, 'status@example.tw', '路燈不亮'];
      for (const q of searches) {
        expect(await numbers(agent, { q, queue: 'closed' })).toContain(file.caseNumber);
        expect(await numbers(agent, { q, status: 'ACCEPTED' })).toContain(file.caseNumber);
        expect(await numbers(agent, { q, status: 'CLOSED' })).not.toContain(file.caseNumber);
      }
      await story.act(agent, file, 'withdraw', { reason: '不需要了' });
      for (const q of searches) expect(await numbers(agent, { q })).toContain(file.caseNumber);
    });

    it('once each, by telephone and by e-mail of a petitioner with two cases', async () => {
      const one = { name: '李', email: 'twice@example.tw', phone: '0922-000-111' };
      const first = (await story.open(agent, { contact: one })).file.caseNumber;
      const second = (await story.open(agent, { contact: one })).file.caseNumber;
      expect(await numbers(agent, { q: 'twice@example.tw' })).toEqual([second, first]);
      expect(await numbers(agent, { q: '0922000111' })).toEqual([second, first]);
    });

    it('not by an e-mail address or number in its subject, but by other parts of the subject', async () => {
      const { file } = await story.open(agent);
      const subject = '請回電 02-2345-6789 或 xy@example.tw 謝謝 1999專線轉來';
      await change(CaseFile, { id: file.id }, { subject });
      for (const address of ['02-2345-6789', '2345-6789', 'xy@example.tw', 'xy@example'])
        expect([address, await numbers(agent, { q: address })]).toEqual([address, []]);
      const words = ['2345-', '回電 02-2345-6789', '02-2345-6789 或', '或 xy@example.tw', 'xy@example.tw 謝'];
      for (const some of [...words, '1999專線轉來'])
        expect([some, await numbers(agent, { q: some })]).toEqual([some, [file.caseNumber]]);
    });

    it('only for staff', async () => {
      const asked = story.desk.get(CaseLists).list({ kind: 'citizen', caseId: null }, {});
      expect((await refusal(asked)).kind).toBe('NOT_FOUND');
    });
  });

  it('continues after its last row, also among cases of the same instant', async () => {
    const own = await story.staff('demo.city-services', ['CASE_HANDLER']);
    const ids = [];
    for (let n = 0; n < 27; n++) ids.push((await story.open(agent)).file.id);
    for (const id of ids) await change(CaseFile, { id }, { unitId: own.unitId, receivedAt: 5_000 });
    const [newest, third] = [ids.toSorted().toReversed(), ids.toSorted()[2]];
    const first = await list(own, { queue: 'all' });
    expect(first.cases.map(({ id }) => id)).toEqual(newest.slice(0, 25));
    expect(first.next).toBe(`5000_${third}`);
    const second = await list(own, { queue: 'all', cursor: first.next! });
    expect(second.cases.map(({ id }) => id)).toEqual(newest.slice(25));
    expect(second.next).toBeNull();
  });

  it('has no next page where the last page is exactly full', async () => {
    const own = await story.staff('demo.registry', ['CASE_HANDLER']);
    const move = { unitId: own.unitId, receivedAt: 1 };
    for (let n = 0; n < 25; n++) await change(CaseFile, { id: (await story.open(agent)).file.id }, move);
    expect(await list(own, { queue: 'all' })).toMatchObject({ cases: { length: 25 }, next: null });
    await change(CaseFile, { id: (await story.open(agent)).file.id }, move);
    const { next } = await list(own, { queue: 'all' });
    expect((await list(own, { queue: 'all', cursor: next! })).cases).toHaveLength(1);
  });
});
